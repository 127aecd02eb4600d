import { afterSales } from '@xiaopu/texts/en/after-sales'
import { card } from '@xiaopu/texts/en/card'
import { cart } from '@xiaopu/texts/en/cart'
import { cartButton } from '@xiaopu/texts/en/cart-button'
import { checkout } from '@xiaopu/texts/en/checkout'
import { groupBuy } from '@xiaopu/texts/en/group-buy'
import { labels } from '@xiaopu/texts/en/labels'
import { order } from '@xiaopu/texts/en/order'
import { orders } from '@xiaopu/texts/en/orders'
import { poster } from '@xiaopu/texts/en/poster'
import { seat } from '@xiaopu/texts/en/seat'
import { share } from '@xiaopu/texts/en/share'
import { shop } from '@xiaopu/texts/en/shop'
import { sku } from '@xiaopu/texts/en/sku'
import { orderHints, orderStates, shipmentStates } from '@xiaopu/texts/en/states'
import { status } from '@xiaopu/texts/en/status'

/** All that elements say, in English. Failures come with the first one, as in Chinese. */
export const english = {
  afterSales,
  card,
  cart,
  cartButton,
  checkout,
  groupBuy,
  labels,
  order,
  orderHints,
  orderStates,
  poster,
  seat,
  shipmentStates,
  share,
  shop,
  sku,
  status,
  orders,
}
