import { type PaymentEvent, type PaymentState, paymentMoves, second } from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Payments } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { writingJob } from '../jobs/jobs.ts'
import { may, moveRow, pathOf, type Subject, type Then } from '../orders/transitions.ts'

export type PaymentRow = Selectable<Payments>

const open: readonly PaymentState[] = ['created', 'prepared', 'in_doubt']

/** A payment with how long its shop leaves a buyer to think better of it, ms. */
export type KnownPayment = PaymentRow & { readonly place_delay: number }

const knownPayments = `
  select payment.*, coalesce((shop.purchase_policy ->> 'placeDelayMillis')::int, 0) as place_delay
  from payments as payment join shops as shop on shop.shop_id = payment.shop_id`

export async function readPayment(
  db: Database | Tx,
  shopId: string,
  paymentId: string,
): Promise<KnownPayment | undefined> {
  return (await paymentById(db, [shopId, paymentId]))[0]
}

const paymentById = statement<KnownPayment>(`${knownPayments}
  where payment.shop_id = $1 and payment_id = $2`)

export async function readPaymentByTradeNo(
  db: Database | Tx,
  outTradeNo: string,
): Promise<KnownPayment | undefined> {
  return (await paymentByTradeNo(db, [outTradeNo]))[0]
}

const paymentByTradeNo = statement<KnownPayment>(`${knownPayments} where out_trade_no = $1`)

export async function lockPayment(tx: Tx, outTradeNo: string): Promise<PaymentRow | undefined> {
  return tx
    .selectFrom('payments')
    .selectAll()
    .where('out_trade_no', '=', outTradeNo)
    .forUpdate()
    .executeTakeFirst()
}

/** @param tokenHash - of the buyer who asks: only those of her own order are there for her */
export async function readOpenPayments(
  db: Database | Tx,
  shopId: string,
  orderId: string,
  tokenHash?: string,
): Promise<KnownPayment[]> {
  return openPayments(db, [shopId, orderId, open, tokenHash ?? null])
}

const openPayments = statement<KnownPayment>(`${knownPayments}
  where payment.shop_id = $1 and order_id = $2 and payment.state = any($3::text[])
    and ($4::text is null or exists (select from orders as own
      where own.shop_id = $1 and own.order_id = $2 and own.token_hash = $4))
  order by attempt`)

/** Whether nothing that anybody tells of it can change it any more: it need not be locked to be told again. */
export function isSettled({ state }: Pick<PaymentRow, 'state'>): boolean {
  return Object.keys(paymentMoves[state as PaymentState]).length === 0
}

export function isOpen({ state }: Pick<PaymentRow, 'state'>): boolean {
  return open.includes(state as PaymentState)
}

/** An attempt as it begins. */
export type NewAttempt = Omit<
  PaymentRow,
  'cashier_url' | 'step' | 'payer' | 'transaction_id' | 'paid_at' | 'billed_on'
>

/** A notice may never come: the provider is asked for the first time after this long. */
const firstQuestionMillis = 30 * second

/**
 * Writes an attempt, with the job that asks what became of it, where the order waits for money
 * and no other attempt is open; locks the order. Two at once make the same number: one is written.
 *
 * @param tokenHash - of the buyer who pays
 * @returns the row, or undefined where there may be no new attempt
 */
export async function insertAttempt(
  deps: Pick<Deps, 'clock' | 'db'>,
  payment: NewAttempt,
  tokenHash: string,
): Promise<PaymentRow | undefined> {
  const v = values()
  const [shop, order] = [v.add(payment.shop_id), v.add(payment.order_id)]
  const attempt = v.add(JSON.stringify(payment))
  const written = await ask(
    deps.db,
    `with waiting as (
      select from orders
      where shop_id = ${shop} and order_id = ${order}
        and state = 'pending_payment' and pay_before > ${v.add(payment.created_at)}
        and token_hash = ${v.add(tokenHash)}
      for update),
    attempt as (
      insert into payments
      select fresh.* from waiting, jsonb_populate_record(null::payments, ${attempt}::jsonb) as fresh
      where not exists (
        select from payments as known
        where known.shop_id = ${shop} and known.order_id = ${order} and known.state = any(${v.add(open)}))
      on conflict do nothing
      returning 1)
    select ${writingJob(deps, v, {
      name: 'check-payment',
      payload: { shopId: payment.shop_id, paymentId: payment.payment_id },
      at: payment.created_at.getTime() + firstQuestionMillis,
      key: `check:${payment.payment_id}`,
    })} from attempt`,
    v,
  )
  if (written.length === 0) return undefined
  const nothing = {
    cashier_url: null,
    step: null,
    payer: null,
    transaction_id: null,
    paid_at: null,
    billed_on: null,
  }
  return { ...payment, ...nothing }
}

/** Says where an attempt is paid, before its provider knows of it. */
export async function showCashier(
  db: Database,
  { shop_id, payment_id }: PaymentRow,
  url: string,
): Promise<void> {
  await showing(db, [shop_id, payment_id, url])
}

const showing = statement(
  'update payments set cashier_url = $3 where shop_id = $1 and payment_id = $2',
)

/** Moves an attempt by one event where its table allows that now; false where it does not. */
export async function movePayment(
  deps: Deps,
  tx: Tx | Database,
  payment: PaymentRow,
  event: PaymentEvent,
  also: Updateable<Payments> = {},
  then: Then = {},
): Promise<boolean> {
  const from = payment.state as PaymentState
  if (!may(paymentMoves, from, event)) return false
  const subject = paymentSubject(payment)
  return moveRow(deps, tx, subject, pathOf(paymentMoves, from, [event]), also, then)
}

export function paymentSubject(payment: PaymentRow): Subject {
  const { shop_id: shopId, order_id: orderId, payment_id: id } = payment
  return { shopId, orderId, aggregate: 'payment', id }
}
