import { deadlines } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { openOrder } from '../orders/order-token.ts'
import { readOrderView } from '../orders/order-view.ts'
import { readSellerOrder } from '../orders/seller-order.ts'
import { excuseDeadline } from './excuse-deadline.ts'
import { extendReceipt } from './extend-receipt.ts'

export function deadlineRoutes(mount: Mount, deps: Deps): void {
  mount(deadlines.extendReceipt, async ({ shop, params, orderToken }) => {
    await openOrder(deps.db, shop.shopId, params.order, orderToken)
    await extendReceipt(deps, { shopId: shop.shopId, orderId: params.order })
    return readOrderView(deps, shop.shopId, params.order)
  })
  mount(deadlines.excuseDeadline, async ({ shop, params, body }) => {
    const { shopId } = shop
    const asked = { shopId, deadlineId: params.deadline, note: body.note }
    return readSellerOrder(deps, shopId, await excuseDeadline(deps, asked))
  })
}
