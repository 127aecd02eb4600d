import { personal } from '@xiaopu/api'
import { listAudit } from '../audit/audit-log.ts'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { hashToken, openOrder } from '../orders/order-token.ts'
import { orderView } from '../orders/order-view.ts'
import { readSellerOrder } from '../orders/seller-order.ts'
import { eraseOrder } from './erase-order.ts'
import { exportOrder } from './export-order.ts'
import { findOrdersByPhone } from './find-orders.ts'
import { revealAddress } from './reveal-address.ts'

export function personalRoutes(mount: Mount, deps: Deps): void {
  mount(personal.exportOrder, async ({ shop, params, orderToken }) => {
    const order = await openOrder(deps.db, shop.shopId, params.order, orderToken)
    return exportOrder(deps, order, orderView(order))
  })
  mount(personal.eraseOrder, ({ shop, params, body, orderToken }) =>
    eraseOrder(deps, {
      shopId: shop.shopId,
      orderId: params.order,
      tokenHash: hashToken(orderToken),
      next: body.token,
    }),
  )
  mount(personal.revealOrder, ({ shop, params, body, actor }) =>
    revealAddress(deps, {
      shopId: shop.shopId,
      orderId: params.order,
      actor,
      reason: body.reason,
    }),
  )
  mount(personal.findOrders, async ({ shop, body }) => {
    const ids = await findOrdersByPhone(deps, shop.shopId, body.phone)
    return { items: await Promise.all(ids.map((id) => readSellerOrder(deps, shop.shopId, id))) }
  })
  mount(personal.listAuditLog, async ({ shop, query }) => {
    const limit = query?.limit ?? 20
    const before = query?.cursor === undefined ? undefined : Number(query.cursor) || 0
    const entries = await listAudit(deps.db, shop.shopId, { before, limit: limit + 1 })
    const items = entries.slice(0, limit)
    const last = items.at(-1)
    return { items, ...(entries.length > limit && last && { next: String(last.seq) }) }
  })
}
