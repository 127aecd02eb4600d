import { deadlineMillis, fen, type Money, type RefundWish, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { bringOrderUpToDate } from '../fulfilment/bring-order.ts'
import type { OrderRow } from '../orders/orders.ts'
import {
  checkLeft,
  type GiveBack,
  giveBack,
  giveBackRest,
  spreadOver,
} from '../payments/give-back.ts'
import { type AfterSaleRow, moveAfterSale } from './after-sales.ts'
import { askSuppliers } from './ask-suppliers.ts'

export interface Approval {
  /** Less than everything; the buyer then keeps the goods. */
  readonly agreed?: Money | undefined
  /** Where the goods go back to; the supplier names a place where absent. */
  readonly returnTo?: string | undefined
  /** Of an exchange: nothing needs to come back. */
  readonly keepGoods?: boolean | undefined
  readonly words?: string | undefined
}

/**
 * Grants a claim of a locked order. Money alone goes back at once; for goods that come back first, the buyer is told where to send them, as soon as the
 * shop or its supplier has said.
 *
 * @throws ShopError BAD_TRANSITION, REFUND_TOO_MUCH, BAD_REQUEST (of another kind of claim alone)
 */
export async function approve(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  approval: Approval,
): Promise<void> {
  checkApproval(row, approval)
  // What was said or agreed on before, as when it was refused, is over.
  const words = { answer: approval.words ?? null }
  if (row.kind === 'refund_only') {
    const approved = await move(deps, tx, row, ['approve'], { due_at: null, ...words })
    return refund(deps, tx, order, approved, { agreed: approval.agreed })
  }
  const { agreed, keepGoods = false } = approval
  if (agreed) await checkLeft(tx, order, await compensation(tx, order, row, agreed))
  const isNamed = approval.returnTo !== undefined
  await askSuppliers(deps, tx, order, row, { returnsGoods: !keepGoods })
  if (keepGoods) {
    // What follows is the caller's: goods are bought in the same transaction.
    await move(deps, tx, row, ['approve'], { due_at: null, ...words })
    return
  }
  await move(deps, tx, row, isNamed ? ['approve', 'ask-return'] : ['approve'], {
    due_at: dueIn(deps, isNamed ? 'return_ship' : 'after_sale_review'),
    return_to: isNamed ? JSON.stringify({ address: approval.returnTo }) : null,
    return_carrier: null,
    return_number: null,
    agreed: agreed?.amount ?? null,
    ...words,
  })
}

function checkApproval({ kind }: AfterSaleRow, { agreed, keepGoods, returnTo }: Approval): void {
  const refuse = (field: string) => {
    throw new ShopError('BAD_REQUEST', { field, reason: `not of this ${kind}` })
  }
  if (kind === 'exchange' && agreed) refuse('agreed')
  // The money goes at once: who names a place believes that the goods come first.
  if (kind === 'refund_only' && returnTo) refuse('returnTo')
  if (keepGoods && (kind !== 'exchange' || returnTo)) refuse('keepGoods')
}

/** How a claim ends in money. */
export interface EndInMoney extends Pick<GiveBack, 'instead'> {
  /** Said just now; it must not be more than is left. */
  readonly agreed?: Money | undefined
  /** In place of what the claim itself says. */
  readonly reason?: GiveBack['reason']
}

/**
 * Gives the money of an approved claim back, whatever it was approved for. A claim about pieces that
 * the shop has paid for in the meantime ends with what is left, be it nothing.
 *
 * @throws ShopError REFUND_TOO_MUCH
 */
export async function refund(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  { agreed, instead, reason }: EndInMoney = {},
): Promise<void> {
  const granted = agreed ?? (row.agreed === null ? undefined : fen(row.agreed))
  const wish: GiveBack = {
    lines: granted ? await compensation(tx, order, row, granted) : row.lines,
    reason: reason ?? reasonOf(row),
    ...(instead && { instead }),
    afterSaleId: row.after_sale_id,
    ...(row.answer && { note: row.answer }),
    // A return has asked its suppliers already.
    isClaimed: row.kind !== 'refund_only',
  }
  const amount = agreed
    ? (await giveBack(deps, tx, order, wish)).amount
    : await giveBackRest(deps, tx, order, wish)
  const events = amount.amount > 0 ? (['refund'] as const) : (['refund', 'finish'] as const)
  await move(deps, tx, row, events, { due_at: null, agreed: amount.amount })
  await bringOrderUpToDate(deps, tx, order)
}

function reasonOf({ kind, reason }: AfterSaleRow): GiveBack['reason'] {
  return reason === 'changed_mind' && kind === 'refund_only' ? 'cancelled' : 'after_sale'
}

/** An agreed amount spread over the claimed lines; of a refund alone the buyer keeps the goods. */
async function compensation(
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  agreed: Money,
): Promise<RefundWish['lines']> {
  const spread = await spreadOver(tx, order, row.lines, agreed)
  return spread.map((part) => (row.kind === 'refund_only' ? { ...part, quantity: 0 } : part))
}

export function dueIn(deps: Pick<Deps, 'clock'>, kind: keyof typeof deadlineMillis): Date {
  return new Date(deps.clock.now() + deadlineMillis[kind])
}

/** @throws ShopError BAD_TRANSITION where the claim is past that */
export async function move(
  deps: Deps,
  tx: Tx,
  row: AfterSaleRow,
  events: Parameters<typeof moveAfterSale>[3],
  also: Parameters<typeof moveAfterSale>[4],
): Promise<AfterSaleRow> {
  const moved = await moveAfterSale(deps, tx, row, events, also)
  if (!moved) throw new ShopError('BAD_TRANSITION', { from: row.state, event: events[0] })
  return moved
}
