export type { XiaohongshuOrder } from './orders.ts'
export { type XiaohongshuOptions, xiaohongshu } from './provider.ts'
