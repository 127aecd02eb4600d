import { groupBuys } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { hashToken, openOrder } from '../orders/order-token.ts'
import { orderView } from '../orders/order-view.ts'
import { createDeal, listDeals, stopDeal } from './deals.ts'
import { chooseSeat } from './follow-seat.ts'
import { readListingGroups } from './open-groups.ts'

/** Buyers who order together. */
export function groupBuyRoutes(mount: Mount, deps: Deps): void {
  mount(groupBuys.listGroups, ({ shop, params }) =>
    readListingGroups(deps, shop.shopId, params.listing),
  )
  mount(groupBuys.chooseSeat, async ({ shop, params, body, orderToken }) => {
    const own = { shopId: shop.shopId, orderId: params.order, tokenHash: hashToken(orderToken) }
    await chooseSeat(deps, own, body.choice)
    return orderView(await openOrder(deps.db, shop.shopId, params.order, orderToken))
  })
  mount(groupBuys.createGroupDeal, ({ shop, actor, body }) =>
    createDeal(deps, { shopId: shop.shopId, actor }, body),
  )
  mount(groupBuys.listGroupDeals, async ({ shop }) => ({
    items: await listDeals(deps, shop.shopId),
  }))
  mount(groupBuys.stopGroupDeal, ({ shop, actor, params }) =>
    stopDeal(deps, { shopId: shop.shopId, actor }, params.deal),
  )
}
