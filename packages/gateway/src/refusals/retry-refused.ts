import { RefusedDeed, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { lockOrder } from '../orders/orders.ts'
import { leaveRefund } from '../payments/record-refund.ts'
import { leaveShipping, reportAgain } from '../payments/report-shipping.ts'
import { refundAgain } from '../payments/submit-refund.ts'
import { letGoAgain } from '../promoters/let-go.ts'
import { leaveShare, shareAgain } from '../promoters/refused-share.ts'
import { leaveReturn, returnAgain } from '../promoters/take-back-again.ts'
import { type DifferenceRow, readDifference } from '../reconciliation/differences.ts'

/** What was refused, by the row that it names. */
interface Named {
  readonly shopId: string
  readonly orderId: string
  readonly subject: string
}

interface Ways {
  /** Has it tried again, however often that is asked for. */
  readonly again: (deps: Deps, tx: Tx, named: Named) => Promise<void>
  /** Leaves it to the seller, who has seen to it by other means and says how. */
  readonly leave: (deps: Deps, tx: Tx, named: Named, note: string) => Promise<void>
}

const ways: Readonly<Record<RefusedDeed, Ways>> = {
  refund: { again: refundAgain, leave: leaveRefund },
  shipping: { again: reportAgain, leave: leaveShipping },
  commission: { again: shareAgain, leave: leaveShare },
  commission_closed: { again: shareAgain, leave: leaveShare },
  commission_return: { again: returnAgain, leave: leaveReturn },
  let_go: { again: letGoAgain, leave: nothing },
}

/** It is asked for again by itself as before, and finds it done. */
async function nothing(): Promise<void> {}

/**
 * Tries again what was refused for good. What is settled already is left as it is.
 *
 * @throws ShopError DIFFERENCE_NOT_FOUND, BAD_TRANSITION for one that is no refusal, or is over
 */
export async function retryRefused(
  deps: Deps,
  { shopId, differenceId }: { readonly shopId: string; readonly differenceId: string },
): Promise<DifferenceRow> {
  const found = await readDifference(deps.db, shopId, differenceId)
  const refused = namedBy(found)
  if (!refused) throw new ShopError('BAD_TRANSITION', { from: found.kind, event: 'retry' })
  return deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, refused.orderId)
    const row = await readDifference(tx, shopId, differenceId)
    if (row.resolved_at === null) await ways[refused.deed].again(deps, tx, refused)
    return row
  })
}

/** For a locked order: the seller has seen to a difference herself, and nothing of it is tried any more. */
export async function letBe(deps: Deps, tx: Tx, row: DifferenceRow, note: string): Promise<void> {
  const refused = namedBy(row)
  if (refused) await ways[refused.deed].leave(deps, tx, refused, note)
}

function namedBy(row: DifferenceRow): (Named & { readonly deed: RefusedDeed }) | undefined {
  const { shop_id: shopId, order_id: orderId, subject } = row
  const deed = v.safeParse(RefusedDeed, row.detail.deed)
  if (row.kind !== 'refused' || !deed.success || orderId === null) return undefined
  return { shopId, orderId, subject, deed: deed.output }
}
