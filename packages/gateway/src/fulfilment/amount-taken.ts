import { fen, type MoneyFact, type Purchase, type PurchaseState } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { ask, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { shopDay } from '../shops/shop-time.ts'
import type { SupplierOrderRow } from './supplier-orders.ts'

type Told = Pick<Purchase, 'goods' | 'freight'>

/** What a purchase costs as the platform tells it, as columns of ours. */
export const amountsOf = ({ goods, freight }: Told) => ({
  actual_goods: goods.amount,
  actual_freight: freight.amount,
})

/** Fen that a purchase costs, by what was last written down; nothing where nothing was. */
export const costSoFar = (row: SupplierOrderRow): number =>
  (row.actual_goods ?? 0) + (row.actual_freight ?? 0)

/** States in which the platform's total is not, or not surely, what it took. */
const untaken: ReadonlySet<PurchaseState> = new Set(['unpaid', 'unknown'])

/**
 * Whether the platform took another amount than was posted. Its supplier may change the total up to
 * the moment of paying, and the answer to paying names no amount: the first look afterwards tells.
 * What differs later has no such reason, and is a difference for a person to look at.
 */
export function isTakenOtherwise(row: SupplierOrderRow, told: Told & Pick<Purchase, 'state'>) {
  const isFirstLook = row.paid_at !== null && row.platform_state === null
  const cost = told.goods.amount + told.freight.amount
  return isFirstLook && !untaken.has(told.state) && cost !== costSoFar(row)
}

/**
 * Writes down what the platform took in place of what was posted, and posts the difference; nothing
 * where the books do not say what the row says, for then another thing is wrong.
 *
 * @returns the row as it then is
 */
export async function correctAmount(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  row: SupplierOrderRow,
  told: Told,
): Promise<SupplierOrderRow> {
  const { shop_id: shopId, order_id: orderId, supplier_order_id: ref, paid_at: paidAt } = row
  const amounts = amountsOf(told)
  const goods = fen(amounts.actual_goods - (row.actual_goods ?? 0))
  const freight = fen(amounts.actual_freight - (row.actual_freight ?? 0))
  const fact: MoneyFact = { kind: 'repriced', ref, goods, freight }
  const v = values()
  const [shop, id] = [v.add(shopId), v.add(ref)]
  const { length } = await ask(
    tx,
    `with moved as (
      update supplier_orders
      set actual_goods = ${v.add(amounts.actual_goods)}, actual_freight = ${v.add(amounts.actual_freight)}
      where shop_id = ${shop} and supplier_order_id = ${id} and exists (
        select from ledger_entries as entry
        where entry.shop_id = ${shop} and entry.ref = ${id} and kind = 'bought'
          and account = 'platform_wallet' and amount = ${v.add(-costSoFar(row))}::bigint)
      returning 1),
    ${writingEntries(deps, v, { shopId, orderId }, fact, 'moved')},
    counted as (
      update purchase_days as known set amount = known.amount + ${v.add(goods.amount + freight.amount)}::bigint
      from moved where shop_id = ${shop} and day = ${v.add(shopDay(paidAt?.getTime() ?? 0))}::date)
    select from moved`,
    v,
  )
  return length > 0 ? { ...row, ...amounts } : row
}
