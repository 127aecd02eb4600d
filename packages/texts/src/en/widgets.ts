import { afterSales } from './after-sales.ts'
import { card } from './card.ts'
import { cart } from './cart.ts'
import { checkout } from './checkout.ts'
import { groupBuy } from './group-buy.ts'
import { order } from './order.ts'
import { orders } from './orders.ts'
import { seat } from './seat.ts'
import { share } from './share.ts'
import { shop } from './shop.ts'
import { sku } from './sku.ts'
import { status } from './status.ts'

/** Everything the elements show. */
export const widgets = {
  status,
  card,
  sku,
  cart,
  checkout,
  order,
  afterSales,
  share,
  shop,
  groupBuy,
  seat,
  orders,
}
