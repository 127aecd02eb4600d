import { reconciliation } from '@xiaopu/api'
import { ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { letBe, retryRefused } from '../refusals/retry-refused.ts'
import { differenceView, listDifferences, resolveDifference } from './differences.ts'
import { askReconciliation } from './plan-reconciliation.ts'
import { listReconciliations, readReconciliation, reconciliationView } from './reconciliations.ts'

export function reconciliationRoutes(mount: Mount, deps: Deps): void {
  mount(reconciliation.reconcile, async ({ shop }) =>
    reconciliationView(await askReconciliation(deps, shop.shopId)),
  )
  mount(reconciliation.readReconciliation, async ({ shop, params }) => {
    const row = await readReconciliation(deps.db, shop.shopId, params.reconciliation)
    if (!row) throw new ShopError('NOT_FOUND')
    return reconciliationView(row)
  })
  mount(reconciliation.listReconciliations, async ({ shop, query }) => {
    const limit = query?.limit ?? 20
    const before = query?.cursor
    const rows = await listReconciliations(deps.db, shop.shopId, { before, limit: limit + 1 })
    const last = rows[limit - 1]
    const items = rows.slice(0, limit).map(reconciliationView)
    return { items, ...(rows.length > limit && last && { next: last.reconciliation_id }) }
  })
  mount(reconciliation.listDifferences, async ({ shop, query }) => {
    const limit = query?.limit ?? 20
    const rows = await listDifferences(deps.db, shop.shopId, {
      isOpen: query?.state !== 'all',
      before: query?.cursor,
      limit: limit + 1,
    })
    const last = rows[limit - 1]
    const items = rows.slice(0, limit).map(differenceView)
    return { items, ...(rows.length > limit && last && { next: last.difference_id }) }
  })
  mount(reconciliation.resolveDifference, ({ shop, params, body }) =>
    resolveDifference(
      deps,
      { shopId: shop.shopId, differenceId: params.difference, note: body.note },
      (tx, row) => letBe(deps, tx, row, body.note),
    ),
  )
  mount(reconciliation.retryDifference, async ({ shop, params }) =>
    differenceView(
      await retryRefused(deps, { shopId: shop.shopId, differenceId: params.difference }),
    ),
  )
}
