import {
  allocate,
  fen,
  type GoneBack,
  type Money,
  type PaidOrder,
  paidOrder,
  partsOfAmount,
  type RefundParts,
  type RefundWish,
  refundParts,
  refundTotal,
  ShopError,
  times,
  withinRest,
} from '@xiaopu/domain'
import { type AfterSaleRow, isReplacing, readAfterSalesOf } from '../after-sales/after-sales.ts'
import { cameFrom } from '../after-sales/came-from.ts'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { dropPieces } from '../fulfilment/drop-pieces.ts'
import {
  hasLeft,
  isPlanned,
  originOf,
  type SupplierOrderRow,
} from '../fulfilment/supplier-orders.ts'
import { leaveSeat } from '../group-buys/fill-group.ts'
import type { OrderLineRow, OrderRow } from '../orders/orders.ts'
import { insertRefund, type RefundRow, readOwnRefunds } from './refunds.ts'

/** Why money goes back, in codes that the texts know. */
export type RefundReason =
  | 'cancelled'
  | 'after_sale'
  | 'out_of_stock'
  | 'too_dear'
  | 'supplier_failed'
  | 'seller'
  | 'group_failed'
  | 'group_missed'

export interface GiveBack {
  readonly lines: RefundWish['lines']
  /** In place of `lines`: what went back already. */
  readonly gone?: GoneBack
  readonly reason: RefundReason
  readonly afterSaleId?: string
  /** The shop's words to the buyer. */
  readonly note?: string
  /** The suppliers have been asked already. */
  readonly isClaimed?: boolean
  /** Pieces bought in exchange for those of `lines`: they are given up with them, for no money. */
  readonly instead?: readonly Pieces[]
}

/**
 * Gives money back for lines of a locked, paid order, and sees to it that nothing is bought or kept
 * for them: pieces not bought yet are dropped, pieces bought are claimed back from their supplier.
 * All of it is rows and jobs of the caller's transaction; the provider is called by the job.
 *
 * @throws ShopError REFUND_TOO_MUCH, ORDER_NOT_PAID
 */
export async function giveBack(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  wish: GiveBack,
): Promise<{ readonly refundId: string; readonly amount: Money }> {
  const payment = await paymentOf(tx, order)
  const own = wish.afterSaleId
  const { lines, purchases, paid, refunds, claims, before } = await readGivenBack(tx, order, own)
  const plain = wish.gone
    ? partsOfAmount(paid, before, wish.gone)
    : refundParts(paid, before, { lines: wish.lines, shipped: shippedGroups(purchases) })
  const instead = (wish.instead ?? []).map((pieces) => ({ ...pieces, goods: fen(0) }))
  const parts = { ...plain, lines: [...plain.lines, ...instead] }
  const amount = refundTotal(parts)
  if (amount.amount <= 0) throw new ShopError('REFUND_TOO_MUCH', { left: 0 })
  const refundId = deps.newId('refund')
  await insertRefund(deps, tx, {
    shop_id: order.shop_id,
    refund_id: refundId,
    order_id: order.order_id,
    payment_id: payment,
    out_refund_no: refundId.slice(4),
    amount: amount.amount,
    reason: wish.reason,
    state: 'requested',
    parts,
    after_sale_id: wish.afterSaleId ?? null,
    note: wish.note ?? null,
    created_at: new Date(deps.clock.now()),
  })
  await dropPieces(deps, tx, order, {
    pieces: piecesOf(wish.isClaimed ? { lines: instead } : parts, { lines, claims }),
    purchases,
    afterSaleId: wish.afterSaleId,
  })
  const gone = [...refunds.map((refund) => refund.parts), parts]
  if (isAllBack(lines.filter(isPaidFor), gone)) await leaveSeat(deps, tx, order)
  return { refundId, amount }
}

/** Whether no piece of the order is left with its buyer or on its way to her. */
function isAllBack(lines: readonly OrderLineRow[], refunds: readonly RefundParts[]): boolean {
  const parts = refunds.flatMap(({ lines: own }) => own)
  return lines.every(({ order_line_id, quantity }) => {
    const own = parts.filter(({ line }) => line === order_line_id)
    return own.reduce((pieces, part) => pieces + part.quantity, 0) >= quantity
  })
}

/**
 * Gives back what was granted earlier, or what is left of it: the shop may have given money for the
 * same pieces in between.
 *
 * @returns what goes back now; 0 where nothing was left
 */
export async function giveBackRest(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  wish: GiveBack,
): Promise<Money> {
  const { paid, before, purchases } = await readGivenBack(tx, order, wish.afterSaleId)
  const lines = withinRest(paid, before, wish.lines)
  const parts = refundParts(paid, before, { lines, shipped: shippedGroups(purchases) })
  if (refundTotal(parts).amount <= 0) return fen(0)
  return (await giveBack(deps, tx, order, { ...wish, lines })).amount
}

/**
 * Gives back what is left of pieces that will not come. Where all their money has gone back already,
 * the refund that had the last of it takes the pieces along.
 *
 * @throws ShopError REFUND_TOO_MUCH, ORDER_NOT_PAID
 */
export async function giveBackMissing(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  wish: Pick<GiveBack, 'lines' | 'reason'>,
): Promise<void> {
  const { lines, purchases, paid, refunds, claims, before } = await readGivenBack(tx, order)
  const missing = refundParts(paid, before, {
    lines: wish.lines,
    shipped: shippedGroups(purchases),
  })
  const had = (line: string) => refunds.findLast(({ parts }) => hasLine(parts, line))
  if (refundTotal(missing).amount > 0 || !missing.lines.every(({ line }) => had(line))) {
    await giveBack(deps, tx, order, wish)
    return
  }
  for (const refund of refunds) {
    const along = missing.lines.filter(({ line }) => had(line) === refund)
    if (along.length > 0) await takeAlong(tx, refund, along)
  }
  const pieces = piecesOf(missing, { lines, claims })
  await dropPieces(deps, tx, order, { pieces, purchases, afterSaleId: undefined })
}

/** Gives back all that is left of an order. @throws ShopError ORDER_NOT_PAID */
export async function giveBackAll(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  reason: RefundReason,
): Promise<void> {
  const { lines: sold, paid, before } = await readGivenBack(tx, order)
  const whole = sold
    .filter(isPaidFor)
    .map(({ order_line_id: line, quantity }) => ({ line, quantity }))
  const lines = withinRest(paid, before, whole)
  if (lines.length > 0) await giveBackMissing(deps, tx, order, { lines, reason })
}

const hasLine = ({ lines }: RefundParts, line: string): boolean =>
  lines.some((part) => part.line === line)

async function takeAlong(tx: Tx, refund: RefundRow, along: RefundParts['lines']): Promise<void> {
  const { shop_id, refund_id, parts } = refund
  const lines = parts.lines.map((part) => {
    const more = along.find(({ line }) => line === part.line)
    return more ? { ...part, quantity: part.quantity + more.quantity } : part
  })
  await setParts(tx, [shop_id, refund_id, JSON.stringify({ ...parts, lines })])
}

const setParts = statement('update refunds set parts = $3 where shop_id = $1 and refund_id = $2')

/** @throws ShopError REFUND_TOO_MUCH where not so much is left of the lines */
export async function checkLeft(
  tx: Tx,
  order: OrderRow,
  lines: RefundWish['lines'],
): Promise<void> {
  const { paid, before, purchases } = await readGivenBack(tx, order)
  refundParts(paid, before, { lines, shipped: shippedGroups(purchases) })
}

/** Whether none of these pieces went back, nor all of their money. */
export async function isWorth(
  tx: Tx,
  order: OrderRow,
  pieces: readonly Pieces[],
): Promise<boolean> {
  const { paid, before } = await readGivenBack(tx, order)
  const lines = withinRest(paid, before, pieces)
  const isWhole = pieces.every(({ quantity }, i) => lines[i]?.quantity === quantity)
  return (
    isWhole &&
    refundTotal(refundParts(paid, before, { lines, shipped: allGroups(paid) })).amount > 0
  )
}

/**
 * Spreads an agreed amount over pieces by what they would give back now, discounts and refunds before
 * it taken off: all that they would give back is no fen too much for any of them.
 */
export async function spreadOver(
  tx: Tx,
  order: OrderRow,
  pieces: readonly { readonly line: string; readonly quantity: number }[],
  agreed: Money,
): Promise<RefundWish['lines']> {
  const { paid, before, purchases } = await readGivenBack(tx, order)
  const lines = withinRest(paid, before, pieces)
  const own = refundParts(paid, before, { lines, shipped: shippedGroups(purchases) }).lines
  const worth = pieces.map(({ line }) => own.find((each) => each.line === line)?.goods.amount ?? 0)
  const shares = allocate(agreed, worth)
  return pieces.map(({ line, quantity }, i) => ({ line, quantity, goods: shares[i] ?? fen(0) }))
}

type Pieces = Pick<RefundWish['lines'][number], 'line' | 'quantity'>

/**
 * What was bought and paid, and what of it has gone back or is spoken for: pieces for which other goods
 * are being bought or sent are in `before` like those that went back.
 *
 * @param own - the exchange that itself ends in money
 */
async function readGivenBack(tx: Tx, order: OrderRow, own?: string) {
  const { lines, purchases } = await readBought(tx, order)
  const { shop_id, order_id } = order
  const refunds = await readOwnRefunds(tx, shop_id, order_id)
  const paid = paidParts(order, lines.filter(isPaidFor), purchases)
  const before = refunds.map(({ parts }) => parts)
  const claims = await readAfterSalesOf(tx, shop_id, order_id)
  for (const claim of claims) {
    if (claim.after_sale_id === own || !isReplacing(claim)) continue
    const pieces = withinRest(paid, before, claim.lines)
    before.push(refundParts(paid, before, { lines: pieces, shipped: allGroups(paid) }))
  }
  return { lines, purchases, paid, refunds, claims, before }
}

const allGroups = ({ freights }: PaidOrder) => new Set(freights.map(({ group }) => group))

/** Whether the buyer paid for a line; what she gets in exchange for one costs her nothing. */
export function isPaidFor({ after_sale_id }: Pick<OrderLineRow, 'after_sale_id'>): boolean {
  return after_sale_id === null
}

/** What was paid, part by part; a line ships with the group of the purchase that was first planned. */
function paidParts(
  order: Pick<OrderRow, 'discount'>,
  lines: readonly OrderLineRow[],
  purchases: readonly SupplierOrderRow[],
): PaidOrder {
  return paidOrder(
    lines.map((line) => ({
      id: line.order_line_id,
      group: originOf(purchases, line.supplier_order_id)?.seq ?? 0,
      quantity: line.quantity,
      subtotal: times(fen(line.price), line.quantity),
    })),
    purchases
      .filter(isPlanned)
      .map(({ seq, expected_freight }) => ({ group: seq, freight: fen(expected_freight) })),
    fen(order.discount),
  )
}

/** Groups of which something has left a supplier. */
function shippedGroups(purchases: readonly SupplierOrderRow[]): Set<number> {
  const shipped = purchases.filter(hasLeft)
  return new Set(shipped.map((each) => originOf(purchases, each.supplier_order_id)?.seq ?? 0))
}

/** The pieces that a refund takes out of the order, with the purchase that each came from. */
function piecesOf(
  parts: Pick<RefundParts, 'lines'>,
  { lines, claims }: { readonly lines: OrderLineRow[]; readonly claims: readonly AfterSaleRow[] },
) {
  return parts.lines.flatMap(({ line: id, quantity }) => cameFrom({ id, quantity }, lines, claims))
}

/** Lines and purchases of an order, the purchases locked in their order. */
export async function readBought(
  tx: Tx,
  { shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>,
): Promise<{ readonly lines: OrderLineRow[]; readonly purchases: SupplierOrderRow[] }> {
  const purchases = await lockedPurchases(tx, [shop_id, order_id])
  return { lines: await linesOf(tx, [shop_id, order_id]), purchases }
}

const lockedPurchases = statement<SupplierOrderRow>(
  'select * from supplier_orders where shop_id = $1 and order_id = $2 order by seq for update',
)
const linesOf = statement<OrderLineRow>(
  'select * from order_lines where shop_id = $1 and order_id = $2 order by position',
)

async function paymentOf(tx: Tx, order: OrderRow): Promise<string> {
  const [paid] = await succeeded(tx, [order.shop_id, order.order_id])
  if (!paid) throw new ShopError('ORDER_NOT_PAID', { order: order.order_id })
  return paid.payment_id
}

const succeeded = statement<{ readonly payment_id: string }>(`
  select payment_id from payments where shop_id = $1 and order_id = $2 and state = 'succeeded'`)
