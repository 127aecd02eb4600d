import type { DifferenceKind } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { type Found, noteDifference, readOpenDifferences, settleDifference } from './differences.ts'
import { type Counts, noteCounts, type ReconciliationRow } from './reconciliations.ts'

/** How often a look says how far it is. */
const tellEvery = 10

/** One look at everything, under way. */
export interface Look {
  readonly deps: Deps
  readonly shopId: string
  readonly run: ReconciliationRow
  readonly counts: Counts
  /** One more thing was looked at. */
  step(of: Exclude<keyof Counts, 'repaired'>): Promise<void>
  /** Ours and theirs do not agree on it. */
  differ(found: Omit<Found, 'shopId'>): Promise<void>
  /** They agree on it (again). */
  agree(kind: DifferenceKind, subject: string): Promise<void>
}

export async function openLook(deps: Deps, run: ReconciliationRow): Promise<Look> {
  const { shop_id: shopId } = run
  const counts: Counts = { messages: 0, purchases: 0, payments: 0, refunds: 0, repaired: 0 }
  const open = await readOpenDifferences(deps.db, shopId)
  let steps = 0
  return {
    deps,
    shopId,
    run,
    counts,
    async step(of) {
      counts[of]++
      if (++steps % tellEvery === 0) await noteCounts(deps.db, run, counts)
    },
    differ: (found) => noteDifference(deps, { shopId, ...found }),
    async agree(kind, subject) {
      if (open.has(`${kind} ${subject}`)) await settleDifference(deps, { shopId, kind, subject })
    },
  }
}
