import { type HandMeans, type Money, ShopError } from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { bringOrderUpToDate } from '../fulfilment/bring-order.ts'
import type { Turn } from '../http/turn.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { isOpenDifference, readDifference, settleWithin } from '../reconciliation/differences.ts'
import { settleRefusal } from '../refusals/refusals.ts'
import { giveBack } from './give-back.ts'
import { readPayment } from './payments.ts'
import { lockRefunds, moveRefund, noteBilledRefund, type RefundRow } from './refunds.ts'

/** What a seller says of money that she gave back herself. */
export interface MadeByHand {
  /** What she can show for it; or a difference that shows it on a bill. */
  readonly reference?: string | undefined
  readonly difference?: string | undefined
  /** A refund of the shop's that the provider did not make. */
  readonly refund?: string | undefined
  readonly lines?: readonly { readonly line: string; readonly quantity: number }[] | undefined
  readonly amount?: Money | undefined
  readonly words?: string | undefined
}

/** What shows that money went back. */
interface Evidence {
  readonly means: HandMeans
  readonly reference: string
  readonly amount: Money | undefined
  /** The line of a bill, as its difference has it. */
  readonly billed?: {
    readonly subject: string
    readonly payment: string
    readonly on: string
    /** The bill and the books agree by now. */
    readonly isSettled: boolean
  }
}

/**
 * Writes what a seller gave back by hand into her order's book: as one of the shop's refunds that no
 * provider made, or as one that the shop did not know of. Said again with the same evidence, it is
 * the same refund.
 *
 * @throws ShopError as `giveBack`, ORDER_NOT_FOUND, DIFFERENCE_NOT_FOUND, PAYMENT_MISMATCH for another amount,
 * BAD_TRANSITION while the provider may still make it, BAD_REQUEST for what is not this order's
 */
export async function recordRefund(
  deps: Deps,
  asked: {
    readonly shopId: string
    readonly orderId: string
    /** Id of a key. */
    readonly actor: string
    readonly turn: Turn
  },
  made: MadeByHand,
): Promise<void> {
  if (asked.turn.isDone) return
  await deps.db.transaction().execute(async (tx) => {
    await asked.turn.done(tx)
    const order = await lockOrder(tx, asked.shopId, asked.orderId)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: asked.orderId })
    const evidence = await evidenceOf(tx, order, made)
    const refunds = await lockRefunds(tx, order)
    const known = made.refund
      ? refunds.find(({ refund_id }) => refund_id === made.refund)
      : (refunds.find((refund) => refund.means !== null && isSame(refund, evidence)) ??
        refunds.find((refund) => mayBe(refund, evidence)) ??
        (await findRefused(tx, refunds, evidence)))
    if (made.refund && !known) throw notOf('refund')
    const refund = known ?? (await writeNew(deps, tx, order, made, evidence))
    await record(deps, tx, refund, evidence)
    // Without the reference, which may name somebody: this log is kept for ever.
    if (refund.means === null)
      await writeAudit(deps, tx, {
        ...{ shopId: asked.shopId, actor: asked.actor },
        ...{ action: 'refund.record', subject: refund.refund_id },
      })
    const { billed } = evidence
    if (billed)
      await settleWithin(deps, tx, {
        ...{ shopId: asked.shopId, kind: 'missing_here', subject: billed.subject },
      })
    await bringOrderUpToDate(deps, tx, order)
  })
}

const notOf = (field: string) => new ShopError('BAD_REQUEST', { field, reason: 'of another order' })

async function evidenceOf(
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: OrderRow,
  { reference = '', difference, amount }: MadeByHand,
): Promise<Evidence> {
  if (difference === undefined) return { means: 'other_means', reference, amount }
  const found = await readDifference(tx, shopId, difference)
  const { refund, payment, bill, amount: billed } = found.detail
  if (found.order_id !== orderId) throw notOf('difference')
  if (found.kind !== 'missing_here' || refund === undefined || typeof billed !== 'number')
    throw new ShopError('BAD_REQUEST', { field: 'difference', reason: 'no refund on a bill' })
  return {
    ...{ means: 'back_office', reference: String(refund) },
    amount: { amount: billed, currency: 'CNY' },
    billed: {
      ...{ subject: found.subject, payment: String(payment), on: String(bill) },
      isSettled: found.resolved_by === 'reconciliation',
    },
  }
}

function isSame(
  refund: RefundRow,
  { reference, billed }: Pick<Evidence, 'reference' | 'billed'>,
): boolean {
  if (billed) return refund.provider_refund_id === billed.subject
  return refund.reference === reference
}

/** Written down before its bill came, in words that do not name it: a second one would hardly be of the same amount. */
function mayBe(refund: RefundRow, { amount, billed }: Evidence): boolean {
  const isUnbilled = refund.means === 'other_means' && refund.provider_refund_id === null
  return billed !== undefined && isUnbilled && refund.amount === amount?.amount
}

/** Refused by the provider, so that she made it in the back office: the same payment, the same amount. */
async function findRefused(
  tx: Tx,
  refunds: readonly RefundRow[],
  { amount, billed }: Evidence,
): Promise<RefundRow | undefined> {
  if (!billed || billed.isSettled) return undefined
  for (const refund of refunds) {
    if (refund.state === 'succeeded' || refund.amount !== amount?.amount) continue
    const { shop_id: shopId, refund_id: subject } = refund
    const payment = await readPayment(tx, shopId, refund.payment_id)
    if (payment?.out_trade_no !== billed.payment) continue
    const isRefused = await isOpenDifference(tx, { shopId, kind: 'refused', subject })
    if (refund.state === 'abnormal' || isRefused) return refund
  }
  return undefined
}

async function writeNew(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  { lines, words }: MadeByHand,
  { amount, billed }: Evidence,
): Promise<RefundRow> {
  if (billed?.isSettled) throw new ShopError('BAD_TRANSITION', { from: 'settled', event: 'record' })
  const { refundId } = await giveBack(deps, tx, order, {
    lines: lines ?? [],
    ...(amount && { gone: { amount, ...(lines && { lines }) } }),
    reason: 'seller',
    ...(words && { note: words }),
  })
  const written = (await lockRefunds(tx, order)).find(({ refund_id }) => refund_id === refundId)
  if (!written) throw new TypeError(`a refund that was not written: ${refundId}`)
  return written
}

async function record(deps: Deps, tx: Tx, refund: RefundRow, evidence: Evidence): Promise<void> {
  const { amount, billed } = evidence
  if (amount && amount.amount !== refund.amount)
    throw new ShopError('PAYMENT_MISMATCH', { expected: refund.amount, got: amount.amount })
  if (
    billed &&
    (await readPayment(tx, refund.shop_id, refund.payment_id))?.out_trade_no !== billed.payment
  )
    throw notOf('difference')
  if (refund.state === 'succeeded') return recordAgain(deps, tx, refund, evidence)
  if (!(await isLeft(tx, refund)))
    throw new ShopError('BAD_TRANSITION', { from: refund.state, event: 'record' })
  await makeByHand(deps, tx, refund, evidence)
  await settleRefusal(deps, tx, { shopId: refund.shop_id, subject: refund.refund_id })
}

/** What counted as given back by other means may turn up on a bill. */
async function recordAgain(
  deps: Deps,
  tx: Tx,
  refund: RefundRow,
  evidence: Evidence,
): Promise<void> {
  const { billed } = evidence
  if (refund.means !== null && isSame(refund, evidence)) return
  if (
    !billed ||
    !(await noteBilledRefund(deps, tx, refund, { refundId: billed.subject, on: billed.on }))
  )
    throw new ShopError('BAD_TRANSITION', { from: refund.state, event: 'record' })
}

/** Whether no provider is about to make it: it was not sent yet, could not be made, was refused, or nobody sends it any more. */
async function isLeft(
  tx: Tx,
  { shop_id: shopId, refund_id: subject, state }: RefundRow,
): Promise<boolean> {
  if (state === 'requested' || state === 'abnormal') return true
  if (await isOpenDifference(tx, { shopId, kind: 'refused', subject })) return true
  return (await sendingOf(tx, [`refund:${subject}`])).length === 0
}

/** A job at its last attempt counts as one that gave up, unless it is at work. */
const sendingOf = statement(`
  select from graphile_worker._private_jobs
  where key = $1 and (attempts < max_attempts or locked_at is not null)`)

/** The seller made it herself, so that it is never sent; merchants give back their part of it all the same. */
async function makeByHand(
  deps: Deps,
  tx: Tx,
  refund: RefundRow,
  { means, reference, billed }: Pick<Evidence, 'means' | 'reference' | 'billed'>,
): Promise<void> {
  const { shop_id: shopId, refund_id: refundId } = refund
  const also = {
    ...{ means, reference },
    ...(billed && { provider_refund_id: billed.subject, billed_on: billed.on }),
  }
  if (!(await moveRefund(deps, tx, refund, 'record', also))) return
  const payment = await readPayment(tx, shopId, refund.payment_id)
  if (payment?.shared)
    await addJob(deps, tx, 'take-back', { shopId, refundId }, { key: `take-back:${refundId}` })
}

/** For a locked order: the seller says by closing its refusal that she paid it back by other means. */
export async function leaveRefund(
  deps: Deps,
  tx: Tx,
  { shopId, subject }: { readonly shopId: string; readonly subject: string },
  note: string,
): Promise<void> {
  const [refund] = await lockOne(tx, [shopId, subject])
  if (!refund || refund.state === 'succeeded') return
  await makeByHand(deps, tx, refund, { means: 'other_means', reference: note })
}

const lockOne = statement<RefundRow>(
  'select * from refunds where shop_id = $1 and refund_id = $2 for update',
)
