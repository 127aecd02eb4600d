import { deadlines } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { hashToken, openOrder } from '../orders/order-token.ts'
import { orderView } from '../orders/order-view.ts'
import { readSellerOrder } from '../orders/seller-order.ts'
import { excuseDeadline } from './excuse-deadline.ts'
import { extendReceipt } from './extend-receipt.ts'

export function deadlineRoutes(mount: Mount, deps: Deps): void {
  mount(deadlines.extendReceipt, async ({ shop, params, orderToken }) => {
    const { shopId } = shop
    const orderId = params.order
    await extendReceipt(deps, { shopId, orderId, tokenHash: hashToken(orderToken) })
    return orderView(await openOrder(deps.db, shopId, orderId, orderToken))
  })
  mount(deadlines.excuseDeadline, async ({ shop, params, body }) => {
    const { shopId } = shop
    const asked = { shopId, deadlineId: params.deadline, note: body.note }
    return readSellerOrder(deps, shopId, await excuseDeadline(deps, asked))
  })
}
