import { type Invariant, paidOrder } from './invariant.ts'

const orderMoney = (difference: string, where = 'true'): string => `
  select shop_id, number as subject, ${difference} as by, null::text as detail
  from orders where ${where} and ${difference} <> 0`

const linesOf = `from order_lines as line
  where line.shop_id = orders.shop_id and line.order_id = orders.order_id`
const purchasesOf = `from supplier_orders as purchase
  where purchase.shop_id = orders.shop_id and purchase.order_id = orders.order_id`

const wentBack = `exists (select from refunds where refunds.shop_id = payment.shop_id
  and refunds.payment_id = payment.payment_id and refunds.amount = payment.amount)`

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
    sql: orderMoney(`freight - (select coalesce(sum(expected_freight), 0) ${purchasesOf})`),
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
      `cost_estimate - (select coalesce(sum(expected_goods + expected_freight), 0) ${purchasesOf})`,
    ),
  },
  {
    id: 'INV-19',
    rule: 'money that came belongs to a paid order, or goes back whole',
    sql: `
      select payment.shop_id, number as subject, payment.amount as by, payment.payment_id as detail
      from payments as payment join orders using (shop_id, order_id)
      where case payment.state
        when 'succeeded' then not (orders.${paidOrder}) and not exists (
          select from refunds where refunds.shop_id = payment.shop_id
            and refunds.payment_id = payment.payment_id)
        when 'duplicate' then not ${wentBack}
        when 'late_success' then not ${wentBack}
        else false end`,
  },
]
