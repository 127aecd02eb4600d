import { commissionOf, fen } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { OrderRow } from '../orders/orders.ts'
import { refundedGoods } from './refunded-goods.ts'

interface Kept {
  readonly promoter_id: string
  readonly level: number
  readonly permille: number
  readonly kept: number
}

const kept = statement<Kept>(`
  select commission.promoter_id, level, commission.permille, amount - coalesce((
    select sum(back.amount) from commission_returns as back
    where back.shop_id = commission.shop_id and back.payment_id = commission.payment_id
      and back.promoter_id = commission.promoter_id and back.state <> 'failed'), 0)::bigint as kept
  from commissions as commission join promoters using (shop_id, promoter_id)
  where commission.shop_id = $1 and commission.payment_id = $2
    and commission.state = 'paid' and promoters.kind = 'merchant'`)

/** What merchants have of a locked order's payment beyond what is due to them for goods that nobody sent back. */
export async function keptTooMuch(
  tx: Tx,
  order: OrderRow,
  paymentId: string,
): Promise<(Pick<Kept, 'promoter_id' | 'level'> & { readonly amount: number })[]> {
  const goods = fen(order.goods - order.discount - (await refundedGoods(tx, order)))
  const rows = await kept(tx, [order.shop_id, paymentId])
  return rows
    .map((row) => ({ ...row, amount: row.kept - commissionOf(goods, row.permille).amount }))
    .filter(({ amount }) => amount > 0)
}

/** A return as it begins: shop, number, refund, payment, promoter, order, fen. */
export const insertReturn = statement(`
  insert into commission_returns
    (shop_id, out_return_no, refund_id, payment_id, promoter_id, order_id, amount, state)
  values ($1, $2, $3, $4, $5, $6, $7, 'asked') on conflict do nothing`)

/** What a promoter has of a payment, as refusals name it. */
export function keptBy(row: { readonly payment_id: string; readonly promoter_id: string }): string {
  return `${row.payment_id}/${row.promoter_id}`
}
