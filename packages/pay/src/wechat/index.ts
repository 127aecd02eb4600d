export { type WechatAccount, type WechatHosts, wechatHosts } from './account.ts'
export { downloadWechatBill } from './bill.ts'
export type { WechatPayOptions } from './open-account.ts'
export { wechatPay } from './wechat-pay.ts'
