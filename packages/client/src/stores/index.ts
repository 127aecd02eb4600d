export { type CartAdd, type CartState, type CartStore, cartStore } from './cart.ts'
export type { ShownLine } from './cart-view.ts'
export {
  type CheckoutOptions,
  type CheckoutState,
  type CheckoutStore,
  checkoutStore,
} from './checkout.ts'
export { asFailure, type Loadable } from './loadable.ts'
export {
  keepOrderToken,
  type OrderNow,
  type OrderStore,
  orderToken,
  type WatchOptions,
  watchOrder,
} from './order.ts'
export { browserPage, later, type Page, type Schedule } from './page.ts'
export { type OrderWishes, placeOrder } from './place-order.ts'
export { type Arrival, type ShareStore, shareStore, visitorOf } from './share.ts'
export { type ShopStore, shopStore } from './shop.ts'
export { openStores, type Stores } from './stores.ts'
