import {
  type BilledRefund,
  type BillLine,
  type BookEntry,
  day,
  fen,
  isNamedIn,
  newId,
  numberOf,
} from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { PaymentRow } from '../payments/payments.ts'
import type { RefundRow } from '../payments/refunds.ts'
import type { DuePeriod } from './bill-days.ts'

/** An account whose bill it is. */
export interface BilledAccount {
  readonly shopId: string
  readonly provider: string
  /** The provider's number for who collects. */
  readonly merchant: string
  /** Since when that is so; what was begun before stands on no bill of this merchant. */
  readonly since: Date
  /** Money that no shop knows is listed to this one. */
  readonly hearsOfStrangers: boolean
}

/** An entry of the books with what it is. */
export type Booked = BookEntry & {
  readonly orderId: string
} & (
    | { readonly kind: 'payment'; readonly row: PaymentRow }
    | { readonly kind: 'refund'; readonly row: RefundRow }
  )

/** What of our books a bill speaks of. */
export interface Known {
  readonly booked: readonly Booked[]
  /** Orders by the numbers of their payments. */
  readonly orders: ReadonlyMap<string, string>
  /** Numbers of payments of other shops that collect by the same merchant number. */
  readonly others: ReadonlySet<string>
}

/** Money that came in, wherever it went then. */
const counted: readonly string[] = ['succeeded', 'duplicate', 'late_success']

/** The provider took it on; that it did not arrive is another matter. */
const takenOn: readonly string[] = ['processing', 'succeeded', 'abnormal']

/** Given back by other means, and never taken on by the provider. */
const isElsewhere = (row: RefundRow) =>
  row.means === 'other_means' && row.provider_refund_id === null

/** Ids tell when they were made: nothing that was begun earlier is looked for on a bill. */
const begunWithin = 30 * day

const payment = (row: PaymentRow, isDue: boolean): Booked => ({
  ...{ kind: 'payment', number: row.out_trade_no, orderId: row.order_id, row, isDue },
  ...{ amount: fen(row.amount), isCounted: counted.includes(row.state) },
  theirs: row.transaction_id ?? undefined,
})

const refund = (row: RefundRow, isDue: boolean, number = row.out_refund_no): Booked => ({
  ...{ kind: 'refund', number, orderId: row.order_id, row, isDue },
  ...{ amount: fen(row.amount), isCounted: takenOn.includes(row.state) && !isElsewhere(row) },
  theirs: row.provider_refund_id ?? undefined,
})

/** Everything that the lines of a bill name, of this shop. */
export async function readKnown(
  db: Database,
  { shopId, provider, merchant }: BilledAccount,
  lines: readonly BillLine[],
): Promise<Known> {
  const paid = [...new Set(lines.map(({ outTradeNo }) => outTradeNo))]
  const back = lines.filter(isRefund)
  const named = new Map(back.map((line) => [line.refundId, line.outRefundNo]))
  const payments = await paymentsByNumber(db, [paid, provider, merchant])
  const own = payments.filter(({ shop_id }) => shop_id === shopId)
  const numbers = [back.map(numberOf), [...named.keys()]]
  const refunds = await refundsByNumber(db, [shopId, ...numbers, provider])
  // What was made in the back office has a number there that is none of ours.
  const numberAt = ({ means, provider_refund_id }: RefundRow) =>
    means === 'back_office' ? named.get(provider_refund_id ?? '') : undefined
  return {
    booked: [
      ...own.map((row) => payment(row, false)),
      ...refunds.map((row) => refund(row, false, numberAt(row))),
    ],
    orders: new Map(own.map((row) => [row.out_trade_no, row.order_id])),
    others: new Set(
      payments.filter(({ shop_id }) => shop_id !== shopId).map((row) => row.out_trade_no),
    ),
  }
}

const paymentsByNumber = statement<PaymentRow>(`
  select payment.* from payments as payment
    left join payment_accounts as account on account.shop_id = payment.shop_id
      and account.provider = payment.provider
  where payment.out_trade_no = any($1::text[]) and payment.provider = $2
    and coalesce(account.merchant, $3) = $3`)

const refundsByNumber = statement<RefundRow>(`
  select refund.* from refunds as refund
    join payments as payment on payment.shop_id = refund.shop_id
      and payment.payment_id = refund.payment_id
  where refund.shop_id = $1 and payment.provider = $4 and (refund.out_refund_no = any($2::text[])
    or refund.means = 'back_office' and refund.provider_refund_id = any($3::text[]))`)

const isRefund = (line: BillLine): line is BilledRefund => line.kind === 'refund'

/**
 * Refunds that count as given back by other means, and whose reference names a line of the bill: they
 * were made in the back office.
 */
export async function findNamed(
  db: Database,
  { shopId, provider }: BilledAccount,
  lines: readonly BillLine[],
): Promise<{ readonly row: RefundRow; readonly line: BilledRefund }[]> {
  const back = lines.filter(isRefund)
  const rows = await elsewhereOf(db, [shopId, provider, back.map((line) => line.outTradeNo)])
  return back.flatMap((line) => {
    const row = rows.find(
      (each) => each.out_trade_no === line.outTradeNo && isNamedIn(each.reference ?? '', line),
    )
    return row ? [{ row, line }] : []
  })
}

const elsewhereOf = statement<RefundRow & { readonly out_trade_no: string }>(`
  select refund.*, payment.out_trade_no from refunds as refund
    join payments as payment on payment.shop_id = refund.shop_id
      and payment.payment_id = refund.payment_id
  where refund.shop_id = $1 and payment.provider = $2 and payment.out_trade_no = any($3::text[])
    and refund.means = 'other_means' and refund.provider_refund_id is null
  order by refund.refund_id`)

/** Everything that our books count and that this bill is the last to have. */
export async function readDue(
  db: Database,
  { shopId, provider, since }: BilledAccount,
  date: string,
  { from, to, isFollowing }: DuePeriod,
): Promise<Booked[]> {
  const idOf = (kind: 'payment' | 'refund') => newId(kind, from - begunWithin, new Uint8Array(16))
  const period = [since, new Date(from), new Date(to), date]
  const payments = await paymentsDue(db, [shopId, provider, idOf('payment'), ...period])
  const refunds = await refundsDue(db, [shopId, provider, idOf('refund'), ...period, isFollowing])
  return [...payments.map((row) => payment(row, true)), ...refunds.map((row) => refund(row, true))]
}

const paymentsDue = statement<PaymentRow>(`
  select * from payments
  where shop_id = $1 and provider = $2 and payment_id > $3 and created_at >= $4
    and state in ('succeeded', 'duplicate', 'late_success')
    and paid_at >= $5 and paid_at < $6 and coalesce(billed_on, $7) = $7`)

/** What a seller made herself was evident when it was written down. When another was taken on is known only as after it was sent and before we knew of it. */
const refundsDue = statement<RefundRow>(`
  select refund.* from refunds as refund
    join payments as payment on payment.shop_id = refund.shop_id
      and payment.payment_id = refund.payment_id
    join lateral (
      select min(at) filter (where to_state = 'submitting') as sent_at,
        min(at) filter (where to_state in ('processing', 'succeeded', 'abnormal')) as known_at
      from transitions as change
      where change.shop_id = refund.shop_id and change.order_id = refund.order_id
        and change.aggregate_id = refund.refund_id) as way on true
  where refund.shop_id = $1 and payment.provider = $2 and refund.refund_id > $3
    and payment.created_at >= $4 and refund.state in ('processing', 'succeeded') and refund.means is null
    and way.known_at >= $5 and way.known_at < $6 and coalesce(refund.billed_on, $7) = $7
    and ($8 or way.sent_at >= $5)`)

/** Writes down which bill payments and refunds stand on. */
export async function noteBilled(
  db: Database,
  shopId: string,
  date: string,
  billed: readonly Booked[],
): Promise<void> {
  const payments = billed.flatMap((each) => (each.kind === 'payment' ? [each.row.payment_id] : []))
  const refunds = billed.flatMap((each) => (each.kind === 'refund' ? [each.row.refund_id] : []))
  await mark(db, [shopId, date, payments, refunds])
}

const mark = statement(`
  with paid as (
    update payments set billed_on = $2
    where shop_id = $1 and payment_id = any($3::text[]) and billed_on is distinct from $2)
  update refunds set billed_on = $2
  where shop_id = $1 and refund_id = any($4::text[]) and billed_on is distinct from $2`)
