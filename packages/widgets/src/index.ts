export { type ShopHandle, type Xiaopu, xiaopu } from './buying/facade.ts'
export { define } from './define.ts'
export type { CartLinesUpdate, ShopEvent, ShopEvents } from './shop/events.ts'
export { links } from './shop/links.ts'
