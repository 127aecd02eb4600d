import {
  type CommissionLevels,
  day,
  fen,
  hour,
  type ProfitSharing,
  type SharedPart,
  type ShareFact,
  type ShareReceiver,
  ShopError,
} from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { openAccount } from './promoters.ts'
import { askAgainMillis, comeBackToShare, shareNumbers } from './share-numbers.ts'
import type { ShareRow } from './share-profit.ts'

/** How long the money of a payment waits for another try, from the first refusal on. */
const holdMillis = 14 * day

/** What WeChat will not even be asked about is asked again after this long. */
const deafMillis = 6 * hour

/** A part that was not settled yet. */
export interface DueRow {
  readonly shop_id: string
  readonly promoter_id: string
  readonly account: string | null
  readonly kind: string
  readonly level: number
  readonly amount: number
}

const inState = (where: string) => `
  select commission.shop_id, commission.promoter_id, promoter.account, promoter.kind,
    commission.level, commission.amount
  from commissions as commission join promoters as promoter using (shop_id, promoter_id)
  where commission.shop_id = $1 and commission.payment_id = $2 and ${where}
  order by level`
const due = statement<DueRow>(inState(`commission.state = 'due'`))
const closed = statement<DueRow>(
  inState(`commission.state = 'closed' and commission.round = $3 and promoter.account is not null`),
)

const given = statement<{ readonly fen: number }>(`
  select coalesce(sum(amount), 0)::bigint as fen from commissions
  where shop_id = $1 and payment_id = $2 and state = 'paid'`)

/** Parts of a payment that are not settled, as they were written down. */
export function readDue(
  db: Database | Tx,
  { shop_id, payment_id }: Pick<PaymentRow, 'shop_id' | 'payment_id'>,
): Promise<DueRow[]> {
  return due(db, [shop_id, payment_id])
}

/** Parts of a payment's last round that were closed. */
export function readClosed(
  db: Database | Tx,
  { shop_id, payment_id }: Pick<PaymentRow, 'shop_id' | 'payment_id'>,
  { round }: Pick<ShareRow, 'round'>,
): Promise<DueRow[]> {
  return closed(db, [shop_id, payment_id, round])
}

/** Sends the parts that are due, or asks what became of them. */
export async function giveParts(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
): Promise<void> {
  const rows = await readDue(deps.db, payment)
  const receivers = await Promise.all(rows.map((row) => receiverOf(deps, row)))
  const numbers = shareNumbers(payment, share.round)
  let known: ShareFact | undefined
  try {
    known = await sharing.query(numbers)
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    // What was sent before may have arrived: it is not sent under another number.
    return noteDeaf(deps, payment, rows, reason)
  }
  try {
    const fact = known ?? (await send(deps, sharing, payment, share, receivers))
    if (fact.state === 'processing')
      return await comeBackToShare(deps, deps.db, payment, askAgainMillis)
    await settle(deps, payment, share, (row) => outcomeOf(row, receivers, rows, fact))
  } catch (error) {
    const problem = whyRefused(error)
    if (problem === undefined) throw error
    deps.log({ level: 'error', event: 'share.refused', payment: payment.payment_id, problem })
    await settle(deps, payment, share, () => ({ state: 'refused', problem }))
  }
}

async function send(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
  receivers: readonly ShareReceiver[],
): Promise<ShareFact> {
  const [before] = await given(deps.db, [payment.shop_id, payment.payment_id])
  return sharing.share({
    ...shareNumbers(payment, share.round),
    about: {
      goods: fen(share.goods),
      refunded: fen(share.refunded),
      shared: fen(before?.fen ?? 0),
      times: share.round - 1,
      levels: share.levels as CommissionLevels,
    },
    receivers: receivers.map((each) => ({ ...each, words: '推广佣金' })),
  })
}

export async function receiverOf(deps: Deps, row: DueRow): Promise<ShareReceiver> {
  const account = await openAccount(deps, row)
  if (!account) throw new TypeError(`nobody to pay: ${row.promoter_id}`)
  return {
    kind: row.kind as ShareReceiver['kind'],
    account,
    amount: fen(row.amount),
    level: row.level,
  }
}

/** What became of a part. */
export interface Outcome {
  readonly state: 'paid' | 'refused' | 'closed'
  readonly problem: string | null
}

/** @throws ShopError PROVIDER_BUSY where the answer does not speak of her part: it is asked for again */
export function outcomeOf(
  row: DueRow,
  receivers: readonly ShareReceiver[],
  rows: readonly DueRow[],
  fact: ShareFact,
): Outcome {
  const receiver = receivers[rows.findIndex((each) => each.promoter_id === row.promoter_id)]
  const isHers = ({ kind, account, amount }: SharedPart) =>
    kind === receiver?.kind &&
    account === receiver.account &&
    amount.amount === receiver.amount.amount
  const part = fact.parts.find(isHers)
  if (!part || part.state === 'pending')
    throw new ShopError('PROVIDER_BUSY', { reason: 'other parts' })
  if (part.state === 'paid') return { state: 'paid', problem: null }
  return { state: 'refused', problem: part.reason ?? 'CLOSED' }
}

const move = statement(`
  update profit_shares set state = $3, problem = $4, updated_at = $5,
    held_until = coalesce(held_until, $6)
  where shop_id = $1 and payment_id = $2 and state = 'sharing' and round = $7 returning 1`)

/** Writes what became of every part, posts what was paid, and goes on to the end or waits: all of it or nothing. */
async function settle(
  deps: Deps,
  payment: PaymentRow,
  { round }: Pick<ShareRow, 'round'>,
  outcome: (row: DueRow) => Outcome,
): Promise<void> {
  const { shop_id: shopId, payment_id: paymentId, order_id: orderId } = payment
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const rows = await readDue(tx, payment)
    const outcomes = rows.map((row) => ({ row, ...outcome(row) }))
    const refused = outcomes.filter(({ state }) => state === 'refused')
    const reason = refused[0]?.problem ?? null
    const now = deps.clock.now()
    const until = new Date(now + holdMillis)
    const state = reason === null ? 'finishing' : 'refused'
    const times = [new Date(now), reason === null ? null : until]
    const moved = await move(tx, [shopId, paymentId, state, reason, ...times, round])
    if (moved.length === 0) return
    for (const each of outcomes) await writeOutcome(deps, tx, payment, each)
    if (reason === null) {
      await settleRefusal(deps, tx, { shopId, subject: paymentId })
      return comeBackToShare(deps, tx, payment)
    }
    const amount = refused.reduce((sum, { row }) => sum + row.amount, 0)
    const what = { shopId, orderId, subject: paymentId, reason, amount }
    await noteRefusal(deps, tx, { ...what, deed: 'commission' })
    await comeBackToShare(deps, tx, payment, holdMillis)
  })
}

/** Writes what became of a part, and posts what was paid. */
export async function writeOutcome(
  deps: Deps,
  tx: Tx,
  { shop_id: shopId, payment_id: paymentId, order_id: orderId }: PaymentRow,
  { row, state, problem }: Outcome & { readonly row: DueRow },
  was: 'due' | 'closed' = 'due',
): Promise<void> {
  const w = values()
  const ref = `${paymentId}/${row.promoter_id}`
  const fact = { kind: 'commission', ref, amount: fen(row.amount) } as const
  const settled = `settled as (
    update commissions set state = ${w.add(state)}, problem = ${w.add(problem)}
    where shop_id = ${w.add(shopId)} and payment_id = ${w.add(paymentId)}
      and promoter_id = ${w.add(row.promoter_id)} and state = '${was}' returning 1)`
  const posted =
    state === 'paid' ? `, ${writingEntries(deps, w, { shopId, orderId }, fact, 'settled')}` : ''
  await ask(tx, `with ${settled}${posted} select 1`, w)
}

async function noteDeaf(
  deps: Deps,
  payment: PaymentRow,
  rows: readonly DueRow[],
  reason: string,
): Promise<void> {
  const { shop_id: shopId, payment_id: subject, order_id: orderId } = payment
  const amount = rows.reduce((sum, row) => sum + row.amount, 0)
  deps.log({ level: 'error', event: 'share.refused', payment: subject, problem: reason })
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    await noteRefusal(deps, tx, { shopId, orderId, subject, reason, amount, deed: 'commission' })
    await comeBackToShare(deps, tx, payment, deafMillis)
  })
}
