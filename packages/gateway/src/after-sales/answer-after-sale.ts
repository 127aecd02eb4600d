import { day, type ReturnedParcel, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { isParcelMissing } from '../deadlines/missing-parcels.ts'
import type { Deps } from '../deps.ts'
import { pursueClaimsOf } from '../fulfilment/supplier-claims.ts'
import type { Turn } from '../http/turn.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { areClaimsRefundsOver } from '../payments/refunds.ts'
import {
  type AfterSaleRow,
  following,
  isReplacing,
  lockAfterSale,
  readAfterSale,
} from './after-sales.ts'
import { type Approval, approve, dueIn, move, refund } from './approve-after-sale.ts'
import { exchangeGoods, receiveExchange, refundExchange } from './exchange-goods.ts'

/** How often a refusal may be disputed. */
const mostRounds = 5

interface Asked {
  readonly shopId: string
  readonly afterSaleId: string
  /** The order that a buyer asks about, and the hash of her token. */
  readonly orderId?: string
  readonly tokenHash?: string | undefined
  /** Of a write that is done once for its key. */
  readonly turn?: Turn
}

export type SellerAnswer =
  | ({ readonly answer: 'approve' } & Approval)
  | { readonly answer: 'refuse' | 'refuse-goods'; readonly words: string }
  | { readonly answer: 'accept-goods' | 'refund'; readonly words?: string | undefined }

/**
 * The shop answers a claim.
 *
 * @throws ShopError AFTER_SALE_NOT_FOUND, BAD_TRANSITION, REFUND_TOO_MUCH, BAD_REQUEST
 */
export async function answerAfterSale(
  deps: Deps,
  asked: Asked,
  answer: SellerAnswer,
): Promise<AfterSaleRow> {
  return withClaim(deps, asked, async (tx, order, row) => {
    if (answer.answer === 'approve') return approveOrName(deps, tx, order, row, answer)
    if (answer.answer === 'accept-goods') return acceptGoods(deps, tx, order, row, answer.words)
    if (answer.answer === 'refund') return refundInstead(deps, tx, order, row, answer.words)
    await move(deps, tx, row, [answer.answer], { due_at: null, answer: answer.words })
  })
}

/** An approved return whose place nobody has named yet is named by approving it again. */
async function approveOrName(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  answer: Approval,
): Promise<void> {
  if (row.state !== 'approved') {
    await approve(deps, tx, order, row, answer)
    return answer.keepGoods ? exchangeApproved(deps, tx, order, row) : undefined
  }
  // All of it was granted, and the buyer knows.
  if (answer.agreed) throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'approve' })
  if (answer.keepGoods && row.kind === 'exchange') return exchangeGoods(deps, tx, order, row)
  if (!answer.returnTo) throw new ShopError('BAD_REQUEST', { field: 'returnTo', reason: 'missing' })
  await nameReturn(deps, tx, row, answer.returnTo, answer.words)
}

/** Tells the buyer of an approved return where the goods go. */
export async function nameReturn(
  deps: Deps,
  tx: Tx,
  row: AfterSaleRow,
  address: string,
  words?: string,
): Promise<void> {
  await move(deps, tx, row, ['ask-return'], {
    due_at: dueIn(deps, 'return_ship'),
    return_to: JSON.stringify({ address }),
    ...(words && { answer: words }),
  })
}

async function exchangeApproved(deps: Deps, tx: Tx, order: OrderRow, row: AfterSaleRow) {
  const approved = await lockAfterSale(tx, row.shop_id, row.after_sale_id)
  await exchangeGoods(deps, tx, order, approved ?? row)
}

/** What came back is as it should be: the money goes back, or other goods are bought. */
async function acceptGoods(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  words?: string,
): Promise<void> {
  const also = { due_at: null, ...(words && { answer: words }) }
  const accepted = await move(deps, tx, row, ['accept-goods'], also)
  await fulfil(deps, tx, order, accepted)
}

/** The buyer of an approved claim gets what she asked for. */
async function fulfil(deps: Deps, tx: Tx, order: OrderRow, row: AfterSaleRow): Promise<void> {
  await (row.kind === 'exchange' ? exchangeGoods : refund)(deps, tx, order, row)
}

/** The shop gives money in place of the goods that it had promised. */
async function refundInstead(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  words: string | undefined,
): Promise<void> {
  if (!isReplacing(row)) throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'refund' })
  await refundExchange(deps, tx, order, { ...row, answer: words ?? row.answer })
}

/** The buyer has what was sent in exchange; told again, nothing more happens. */
export async function receiveAgain(deps: Deps, asked: Asked): Promise<void> {
  await withClaim(deps, asked, async (tx, order, row) => {
    if (row.kind === 'exchange' && row.state === 'done') return
    await receiveExchange(deps, tx, order, row)
  })
}

/** The buyer takes her claim back; one that is taken back already stays so. */
export async function withdrawAfterSale(deps: Deps, asked: Asked): Promise<void> {
  await withClaim(deps, asked, async (tx, _, row) => {
    if (row.state === 'withdrawn') return
    await move(deps, tx, row, ['withdraw'], { due_at: null })
    await pursueClaimsOf(tx, row)
  })
}

/**
 * The buyer has sent the goods; what nobody answers for ten days counts as arrived. Told again of the
 * same parcel, nothing more happens.
 */
export async function shipBack(deps: Deps, asked: Asked, parcel: ReturnedParcel): Promise<void> {
  await withClaim(deps, asked, async (tx, _, row) => {
    const { return_carrier: carrier, return_number: number } = row
    if (row.state === 'returning' && carrier === parcel.carrier && number === parcel.number) return
    await move(deps, tx, row, ['ship-back'], {
      due_at: dueIn(deps, 'receive'),
      return_carrier: parcel.carrier,
      return_number: parcel.number,
    })
    await pursueClaimsOf(tx, row)
  })
}

/**
 * The buyer does not accept a refusal. Said again in the same words before the shop has answered, it is
 * the same dispute.
 *
 * @throws ShopError BAD_TRANSITION after five rounds
 */
export async function disputeAfterSale(deps: Deps, asked: Asked, note: string): Promise<void> {
  await withClaim(deps, asked, async (tx, _, row) => {
    if (row.state === 'opened' && row.round > 1 && row.note === note) return
    if (row.round >= mostRounds)
      throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'dispute' })
    const due_at = dueIn(deps, 'after_sale_review')
    await move(deps, tx, row, ['dispute'], { due_at, note, round: row.round + 1 })
  })
}

/**
 * Runs with the claim and its order locked, the order first; answers the claim as it then is.
 *
 * @throws ShopError AFTER_SALE_NOT_FOUND, ORDER_NOT_FOUND where it is not the buyer's who asks
 */
async function withClaim(
  deps: Deps,
  { shopId, afterSaleId, orderId, tokenHash, turn }: Asked,
  act: (tx: Tx, order: OrderRow, row: AfterSaleRow) => Promise<void>,
): Promise<AfterSaleRow> {
  const absent = new ShopError('AFTER_SALE_NOT_FOUND', { afterSale: afterSaleId })
  return deps.db.transaction().execute(async (tx) => {
    const about = orderId ?? (await readAfterSale(tx, shopId, afterSaleId))?.order_id
    if (about === undefined) throw absent
    const order = await lockOrder(tx, shopId, about, tokenHash)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: about })
    const row = await lockAfterSale(tx, shopId, afterSaleId)
    if (row?.order_id !== order.order_id) throw absent
    if (turn?.isDone) return row
    await turn?.done(tx)
    await act(tx, order, row)
    return (await readAfterSale(tx, shopId, afterSaleId)) ?? row
  })
}

/**
 * Looks at a claim: is its money back, has somebody let the time pass? Silence of the shop grants
 * what was asked, silence of the buyer gives it up.
 */
export async function followAfterSale(deps: Deps, asked: Asked): Promise<void> {
  const known = await readAfterSale(deps.db, asked.shopId, asked.afterSaleId)
  if (!known) return
  await withClaim(deps, asked, async (tx, order, row) => {
    if (row.state === 'refunding') return finishWhereRefunded(deps, tx, row)
    if (!row.due_at) return
    if (row.due_at.getTime() > deps.clock.now()) {
      const { payload, key } = following(row)
      const at = row.due_at.getTime()
      return addJob(deps, tx, 'follow-after-sale', payload as never, { at, ...(key && { key }) })
    }
    await timeOut(deps, tx, order, row)
  })
}

async function timeOut(deps: Deps, tx: Tx, order: OrderRow, row: AfterSaleRow): Promise<void> {
  switch (row.state) {
    case 'opened':
      return approve(deps, tx, order, row, {})
    // Nobody has said where the goods should go: the buyer keeps them and gets what she asked for.
    case 'approved':
      return fulfil(deps, tx, order, row)
    case 'awaiting_return':
      await move(deps, tx, row, ['withdraw'], { due_at: null })
      return pursueClaimsOf(tx, row)
    case 'returning':
      await move(deps, tx, row, ['arrive'], { due_at: dueIn(deps, 'inspect') })
      return
    case 'inspecting':
      return acceptGoods(deps, tx, order, row)
    case 'resending':
      return countAsReceived(deps, tx, order, row)
  }
}

/** Looked at again every day while a parcel of the order is missing: that is with the shop. */
async function countAsReceived(deps: Deps, tx: Tx, order: OrderRow, row: AfterSaleRow) {
  if (!(await isParcelMissing(tx, order))) return receiveExchange(deps, tx, order, row)
  const { payload, key } = following(row)
  const at = deps.clock.now() + day
  await addJob(deps, tx, 'follow-after-sale', payload as never, { at, ...(key && { key }) })
}

async function finishWhereRefunded(deps: Deps, tx: Tx, row: AfterSaleRow): Promise<void> {
  if (await areClaimsRefundsOver(tx, row)) await move(deps, tx, row, ['finish'], { due_at: null })
}
