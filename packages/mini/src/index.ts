import { card } from './card/card.ts'
import { cart } from './cart/cart.ts'
import { checkout } from './checkout/checkout.ts'
import { grid } from './grid/grid.ts'
import { group } from './group/group.ts'
import { notice } from './notice/notice.ts'
import { order } from './order/order.ts'
import { orders } from './orders/orders.ts'
import { payPage } from './pay/pay.ts'
import { product } from './product/product.ts'
import { share } from './share/share.ts'
import { shop } from './shop/shop.ts'
import { sku } from './sku/sku.ts'

export { arrive, type Opened } from './share/arrive.ts'
export { type Shared, type ShareMessage, shareMessage, timelineMessage } from './share/message.ts'
export type { AppHost } from './shop/host.ts'
export { type Paying, pay } from './shop/pay.ts'
export {
  currentShop,
  openShop,
  type Pages,
  type Runtime,
  type ShopOptions,
} from './shop/runtime.ts'
export { type ShopTexts, sentence } from './shop/texts.ts'

/** What each component's own file hands to the host's `Component`. */
export const components = {
  card,
  cart,
  checkout,
  grid,
  group,
  notice,
  order,
  orders,
  pay: payPage,
  product,
  share,
  shop,
  sku,
}
