import { type Invariant, paidOrder } from './invariant.ts'

const orderMoney = (difference: string, where = 'true'): string => `
  select shop_id, number as subject, ${difference} as by, null::text as detail
  from orders where ${where} and ${difference} <> 0`

const linesOf = `from order_lines as line
  where line.shop_id = orders.shop_id and line.order_id = orders.order_id`
const purchasesOf = `from supplier_orders as purchase
  where purchase.shop_id = orders.shop_id and purchase.order_id = orders.order_id`

/** Purchases as they were first planned: what the buyer's price was made from. */
const plannedOf = `${purchasesOf} and purchase.replaces is null and purchase.after_sale_id is null`

const givenBack = `(select coalesce(sum(refunds.amount), 0) from refunds
  where refunds.shop_id = payment.shop_id and refunds.payment_id = payment.payment_id)`

/** Fen on an account of an order. */
const balance = (account: string): string => `(select coalesce(sum(entry.amount), 0)
  from ledger_entries as entry where entry.shop_id = orders.shop_id
    and entry.order_id = orders.order_id and entry.account = '${account}')`

const paymentsIn = (states: string): string => `(select coalesce(sum(amount), 0) from payments
  where payments.shop_id = orders.shop_id and payments.order_id = orders.order_id
    and payments.state in (${states}))`

const refundsIn = (states: string, where: string): string => `(select coalesce(sum(amount), 0)
  from refunds where refunds.shop_id = orders.shop_id and refunds.order_id = orders.order_id
    and refunds.state in (${states}) and ${where})`

const isStray = `refunds.reason in ('duplicate_payment', 'late_payment')`

const byOtherMeans = `refunds.means is not distinct from 'other_means'`

/** What promoters have of an order: their paid commissions less what came back. */
const commissionKept = `((select coalesce(sum(commissions.amount), 0) from commissions
    where commissions.shop_id = orders.shop_id and commissions.order_id = orders.order_id and commissions.state = 'paid')
  - (select coalesce(sum(back.amount), 0) from commission_returns as back
    where back.shop_id = orders.shop_id and back.order_id = orders.order_id and back.state = 'returned'))`

/** Every order adds up again from rows that were written at different moments. */
export const moneyInvariants: readonly Invariant[] = [
  {
    id: 'INV-01',
    rule: 'the lines add up to the goods',
    sql: orderMoney(`goods - (select coalesce(sum(price * quantity), 0) ${linesOf})`),
  },
  {
    id: 'INV-03',
    rule: 'goods, freight and discount add up to the total',
    sql: orderMoney('total - (goods + freight - discount)'),
  },
  {
    id: 'INV-04',
    rule: 'the freight is that of its parcels',
    sql: orderMoney(`freight - (select coalesce(sum(expected_freight), 0) ${plannedOf})`),
  },
  {
    id: 'INV-05',
    rule: 'a paid order was paid its total, once',
    sql: orderMoney(
      `total - (select coalesce(sum(amount), 0) from payments
        where payments.shop_id = orders.shop_id and payments.order_id = orders.order_id
          and payments.state = 'succeeded')`,
      paidOrder,
    ),
  },
  {
    id: 'INV-06',
    rule: 'no more goes back than came in',
    sql: `
      select payment.shop_id, number as subject, sum(refund.amount) - payment.amount as by,
        payment.payment_id as detail
      from payments as payment
      join orders using (shop_id, order_id)
      join refunds as refund using (shop_id, payment_id)
      group by payment.shop_id, number, payment.payment_id, payment.amount
      having sum(refund.amount) > payment.amount`,
  },
  {
    id: 'INV-09',
    rule: 'what it should cost is what its purchases should cost',
    sql: orderMoney(
      `cost_estimate - (select coalesce(sum(expected_goods + expected_freight), 0) ${plannedOf})`,
    ),
  },
  {
    id: 'INV-19',
    rule: 'money that came belongs to a paid order, or goes back whole',
    sql: `
      select payment.shop_id, number as subject, payment.amount as by, payment.payment_id as detail
      from payments as payment join orders using (shop_id, order_id)
      where case payment.state
        when 'succeeded' then not (orders.${paidOrder}) and ${givenBack} <> payment.amount
        when 'duplicate' then ${givenBack} <> payment.amount
        when 'late_success' then ${givenBack} <> payment.amount
        else false end`,
  },
  {
    id: 'INV-08',
    rule: 'a refund is the sum of its parts',
    sql: `
      select refunds.shop_id, number as subject, amount - parts.sum as by, refund_id as detail
      from refunds join orders using (shop_id, order_id), lateral (
        select coalesce((select sum((line -> 'goods' ->> 'amount')::bigint)
            from jsonb_array_elements(parts -> 'lines') as line), 0)
          + coalesce((select sum((part -> 'freight' ->> 'amount')::bigint)
            from jsonb_array_elements(parts -> 'freights') as part), 0) as sum) as parts
      where not ${isStray} and amount <> parts.sum`,
  },
  {
    id: 'INV-08b',
    rule: 'no line gives back more than it took',
    sql: `
      select line.shop_id, number as subject, back.goods - line.price * line.quantity as by,
        line.order_line_id as detail
      from order_lines as line join orders using (shop_id, order_id), lateral (
        select coalesce(sum((part ->> 'quantity')::int), 0) as pieces,
          coalesce(sum((part -> 'goods' ->> 'amount')::bigint), 0) as goods
        from refunds, jsonb_array_elements(refunds.parts -> 'lines') as part
        where refunds.shop_id = line.shop_id and refunds.order_id = line.order_id
          and part ->> 'line' = line.order_line_id) as back
      where back.pieces > line.quantity or back.goods > line.price * line.quantity
        or line.dropped > back.pieces`,
  },
  {
    id: 'INV-09a',
    rule: 'every posting sums to nothing',
    sql: `
      select shop_id, ref as subject, sum(amount) as by, kind as detail
      from ledger_entries group by shop_id, kind, ref having sum(amount) <> 0`,
  },
  {
    id: 'INV-09b',
    rule: 'the merchant account holds what came in and has not gone back',
    sql: orderMoney(`${balance('merchant_cash')}
      - (${paymentsIn(`'succeeded', 'duplicate', 'late_success'`)} - ${refundsIn(`'succeeded'`, `not ${byOtherMeans}`)}
      - ${commissionKept})`),
  },
  {
    id: 'INV-09c',
    rule: 'refunds on their way are what the clearing account shows',
    sql: orderMoney(
      `${balance('refund_clearing')} + ${refundsIn(`'submitting', 'processing', 'abnormal'`, `not ${isStray}`)}`,
    ),
  },
  {
    id: 'INV-09d',
    rule: 'money that belongs to no order is in suspense until it has gone back',
    sql: orderMoney(`${balance('suspense')} + ${paymentsIn(`'duplicate', 'late_success'`)}
      - ${refundsIn(`'succeeded'`, isStray)}`),
  },
  {
    id: 'INV-09e',
    rule: 'the platform took what the purchases cost, less what it gave back',
    sql: orderMoney(`${balance('platform_wallet')}
      + (select coalesce(sum(coalesce(actual_goods, expected_goods) + coalesce(actual_freight, expected_freight)), 0)
        ${purchasesOf} and purchase.paid_at is not null)
      - (select coalesce(sum(refunded), 0) from supplier_claims as claim
        where claim.shop_id = orders.shop_id and claim.order_id = orders.order_id
          and claim.state = 'refunded')
      - (select coalesce(sum(entry.amount), 0) from ledger_entries as entry
        where entry.shop_id = orders.shop_id and entry.order_id = orders.order_id
          and entry.kind in ('purchase_returned', 'supplier_returned') and entry.account = 'platform_wallet')`),
  },
  {
    id: 'INV-09f',
    rule: 'what promoters were paid and have not given back is an expense of the order',
    sql: orderMoney(`${balance('commission')} - ${commissionKept}`),
  },
  {
    id: 'INV-09g',
    rule: 'what its seller gave back by other means is what that account shows',
    sql: orderMoney(`${balance('other_means')} + ${refundsIn(`'succeeded'`, byOtherMeans)}`),
  },
  {
    id: 'INV-34',
    rule: 'at most 30 % of the goods are given to promoters, of payments begun for it, and no more comes back',
    sql: `
      select payment.shop_id, number as subject, given.amount as by, payment.payment_id as detail
      from payments as payment join orders using (shop_id, order_id), lateral (
        select sum(commission.amount) as amount, bool_or(commission.amount < coalesce((
            select sum(back.amount) from commission_returns as back
            where back.shop_id = commission.shop_id and back.payment_id = commission.payment_id
              and back.promoter_id = commission.promoter_id and back.state <> 'failed'), 0)) as too_much
        from commissions as commission
        where commission.shop_id = payment.shop_id and commission.payment_id = payment.payment_id
          and commission.state <> 'closed') as given
      where given.amount * 1000 > (orders.goods - orders.discount) * 300
        or given.too_much or (given.amount > 0 and not payment.shared)`,
  },
]
