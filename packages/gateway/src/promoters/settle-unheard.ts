import type { ProfitSharing, ShareFact } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import { whyRefused } from '../refusals/refusals.ts'
import {
  type DueRow,
  type Outcome,
  outcomeOf,
  readClosed,
  readDue,
  receiverOf,
  writeOutcome,
} from './give-parts.ts'
import { noteKept } from './let-go.ts'
import { askAgainMillis, comeBackToShare, shareNumbers } from './share-numbers.ts'
import type { ShareRow } from './share-profit.ts'

/**
 * Parts that their seller closed while WeChat would not say whether it had given them: what had arrived
 * is an expense of the order, and what had not is never sent.
 *
 * @returns false where WeChat still does not say: ask again before anything is let go
 */
export async function settleUnheard(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
): Promise<boolean> {
  return settleParts(deps, sharing, payment, share, 'due')
}

/**
 * What was on its way in the very moment in which its seller closed it may have arrived since; once the
 * rest was let go, nothing more can be sent.
 *
 * @returns as `settleUnheard`
 */
export async function settleLate(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
): Promise<boolean> {
  return settleParts(deps, sharing, payment, share, 'closed')
}

type Was = 'due' | 'closed'

const readParts = (db: Database | Tx, payment: PaymentRow, share: ShareRow, was: Was) =>
  was === 'due' ? readDue(db, payment) : readClosed(db, payment, share)

async function settleParts(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
  was: Was,
): Promise<boolean> {
  const rows = await readParts(deps.db, payment, share, was)
  if (rows.length === 0) return true
  let known: ShareFact | undefined
  try {
    known = await sharing.query(shareNumbers(payment, share.round))
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await noteKept(deps, payment, reason)
    return false
  }
  if (known?.state === 'processing') {
    await comeBackToShare(deps, deps.db, payment, askAgainMillis)
    return false
  }
  const receivers = await Promise.all(rows.map((row) => receiverOf(deps, row)))
  await settle(deps, payment, { share, was }, (row) =>
    known ? closing(outcomeOf(row, receivers, rows, known)) : { state: 'closed', problem: null },
  )
  return true
}

/** There is no other try: a refused part is over. */
function closing({ state, problem }: Outcome): Outcome {
  return { state: state === 'paid' ? 'paid' : 'closed', problem }
}

async function settle(
  deps: Deps,
  payment: PaymentRow,
  { share, was }: { readonly share: ShareRow; readonly was: Was },
  outcome: (row: DueRow) => Outcome,
): Promise<void> {
  const { shop_id: shopId, order_id: orderId } = payment
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const parts = await readParts(tx, payment, share, was)
    const outcomes = parts
      .map((row) => ({ row, ...outcome(row) }))
      .filter(({ state }) => state !== was)
    for (const each of outcomes) await writeOutcome(deps, tx, payment, each, was)
    if (outcomes.every(({ state }) => state === 'closed')) return
    // Goods may have gone back while nobody knew that a merchant had a part of them.
    for (const { refund_id: refundId } of await lastRefund(tx, [shopId, payment.payment_id]))
      await addJob(deps, tx, 'take-back', { shopId, refundId }, { key: `take-back:${refundId}` })
  })
}

const lastRefund = statement<{ refund_id: string }>(`
  select refund_id from refunds where shop_id = $1 and payment_id = $2
  order by refund_id desc limit 1`)
