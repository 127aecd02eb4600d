import { promoters } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { listPromoters } from './promoters.ts'
import { addPromoter, removePromoter } from './set-promoter.ts'

/** Who earns by what others buy through their links. */
export function promoterRoutes(mount: Mount, deps: Deps): void {
  mount(promoters.listPromoters, async ({ shop }) => ({
    items: await listPromoters(deps.db, shop.shopId),
  }))
  mount(promoters.addPromoter, ({ shop, actor, body }) =>
    addPromoter(deps, { shopId: shop.shopId, actor }, body),
  )
  mount(promoters.removePromoter, ({ shop, actor, params }) =>
    removePromoter(deps, { shopId: shop.shopId, actor }, params.promoter),
  )
}
