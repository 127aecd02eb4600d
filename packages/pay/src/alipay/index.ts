export { type AlipayOptions, alipay } from './provider.ts'
