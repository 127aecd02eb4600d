export { type DouyinOptions, douyin } from './provider.ts'
