import {
  type PaymentEvent,
  type PaymentState,
  paymentMoves,
  type RefundEvent,
  type RefundState,
  refundMoves,
} from '@xiaopu/domain'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { Payments, Refunds } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { may, moveWithHistory, next } from '../orders/transitions.ts'

export type PaymentRow = Selectable<Payments>
export type RefundRow = Selectable<Refunds>

const open: readonly PaymentState[] = ['created', 'prepared', 'in_doubt']

export async function readPayment(
  db: Database | Tx,
  shopId: string,
  paymentId: string,
): Promise<PaymentRow | undefined> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
}

export async function readPaymentByTradeNo(
  db: Database | Tx,
  outTradeNo: string,
): Promise<PaymentRow | undefined> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('out_trade_no', '=', outTradeNo)
    .executeTakeFirst()
}

export async function lockPayment(tx: Tx, outTradeNo: string): Promise<PaymentRow | undefined> {
  return tx
    .selectFrom('payments')
    .selectAll()
    .where('out_trade_no', '=', outTradeNo)
    .forUpdate()
    .executeTakeFirst()
}

export async function readOpenPayments(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<PaymentRow[]> {
  return db
    .selectFrom('payments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('state', 'in', [...open])
    .orderBy('attempt')
    .execute()
}

/** Every attempt of an order, first to last. */
export async function readPayments(tx: Tx, shopId: string, orderId: string): Promise<PaymentRow[]> {
  return tx
    .selectFrom('payments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .orderBy('attempt')
    .execute()
}

export function isOpen(payment: PaymentRow): boolean {
  return open.includes(payment.state as PaymentState)
}

export async function insertPayment(tx: Tx, payment: Insertable<Payments>): Promise<PaymentRow> {
  return tx.insertInto('payments').values(payment).returningAll().executeTakeFirstOrThrow()
}

/** Moves an attempt by one event where its table allows that now; false where it does not. */
export async function movePayment(
  deps: Deps,
  tx: Tx | Database,
  payment: PaymentRow,
  event: PaymentEvent,
  also: Updateable<Payments> = {},
): Promise<boolean> {
  const from = payment.state as PaymentState
  if (!may(paymentMoves, from, event)) return false
  const to = next(paymentMoves, from, event)
  const update = tx
    .updateTable('payments')
    .set({ ...also, state: to })
    .where('shop_id', '=', payment.shop_id)
    .where('payment_id', '=', payment.payment_id)
    .where('state', '=', from)
    .returning('payment_id')
  return moveWithHistory(deps, tx, update, {
    shopId: payment.shop_id,
    orderId: payment.order_id,
    aggregate: 'payment',
    id: payment.payment_id,
    from,
    to,
    event,
  })
}

/** A refund that a payment can have only once (a stray payment); undefined where it exists already. */
export async function insertRefund(
  tx: Tx,
  refund: Insertable<Refunds>,
): Promise<{ refund_id: string } | undefined> {
  return tx
    .insertInto('refunds')
    .values(refund)
    .onConflict((conflict) => conflict.doNothing())
    .returning('refund_id')
    .executeTakeFirst()
}

export async function readRefund(
  db: Database | Tx,
  shopId: string,
  refundId: string,
): Promise<RefundRow | undefined> {
  return db
    .selectFrom('refunds')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('refund_id', '=', refundId)
    .executeTakeFirst()
}

export async function readRefundByNo(
  db: Database | Tx,
  outRefundNo: string,
): Promise<RefundRow | undefined> {
  return db
    .selectFrom('refunds')
    .selectAll()
    .where('out_refund_no', '=', outRefundNo)
    .executeTakeFirst()
}

export async function moveRefund(
  deps: Deps,
  tx: Tx | Database,
  refund: RefundRow,
  event: RefundEvent,
  also: Updateable<Refunds> = {},
): Promise<boolean> {
  const from = refund.state as RefundState
  if (!may(refundMoves, from, event)) return false
  const to = next(refundMoves, from, event)
  const update = tx
    .updateTable('refunds')
    .set({ ...also, state: to })
    .where('shop_id', '=', refund.shop_id)
    .where('refund_id', '=', refund.refund_id)
    .where('state', '=', from)
    .returning('refund_id')
  return moveWithHistory(deps, tx, update, {
    shopId: refund.shop_id,
    orderId: refund.order_id,
    aggregate: 'refund',
    id: refund.refund_id,
    from,
    to,
    event,
  })
}
