import type { QuoteLine } from '@xiaopu/domain'
import { couponError, isOfHerUses, type QuotedCoupon, takingCoupon } from '../coupons/use-coupon.ts'
import { ask, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import { type QuotedSeat, seatError, takingSeat } from '../group-buys/take-seat.ts'
import { writingJob } from '../jobs/jobs.ts'
import { type OrderLineRow, type OrderRow, subjectOf } from './orders.ts'
import { holdingStock, stockError } from './stock.ts'
import { type Step, writingHistory } from './transitions.ts'

/** What an order begins with. */
export interface PlacedRows {
  readonly order: OrderRow
  readonly lines: readonly (Omit<OrderLineRow, 'shop_id' | 'order_id' | 'properties'> & {
    readonly properties: QuoteLine['properties']
  })[]
  readonly purchases: readonly Pick<
    SupplierOrderRow,
    | 'supplier_order_id'
    | 'seq'
    | 'supplier_id'
    | 'supplier_name'
    | 'state'
    | 'absent_count'
    | 'revision'
    | 'unwanted'
    | 'out_order_id'
    | 'expected_goods'
    | 'expected_freight'
    | 'ship_within_hours'
  >[]
  /** What its discount is for. */
  readonly coupon?: QuotedCoupon | undefined
  /** The place in a group that it is for. */
  readonly seat?: QuotedSeat | undefined
}

/**
 * Writes an order with its lines, its planned purchases, the stock and the coupon they hold, its history and its
 * pay timer, and takes what was ordered out of the cart.
 *
 * @returns false where its quote has an order already: then nothing is written
 * @throws ShopError OUT_OF_STOCK, COUPON_USED_UP and GROUP_BUY_FULL where orders before it hold what is
 * left, GROUP_BUY_OVER, GROUP_DEAL_OVER, GROUP_BUY_JOINED
 */
export async function insertOrder(
  deps: Pick<Deps, 'clock' | 'db'>,
  { order, lines, purchases, coupon, seat }: PlacedRows,
  cartId: string,
): Promise<boolean> {
  const v = values()
  const { shop_id: shopId, order_id: orderId } = order
  const owner = { shop_id: shopId, order_id: orderId }
  const owned = (rows: readonly object[]) =>
    v.add(JSON.stringify(rows.map((row) => ({ ...row, ...owner }))))
  const placed = { from: null, to: order.state, event: 'place' } satisfies Step
  const ordered = owned(lines)
  const skuIds = lines.map((line) => line.sku_id)
  const text = `with placed as (
      insert into orders select * from jsonb_populate_record(null::orders, ${v.add(JSON.stringify(order))}::jsonb)
      on conflict (shop_id, quote_id) do nothing
      returning 1),
    lines as (
      insert into order_lines
      select line.* from placed, jsonb_populate_recordset(null::order_lines, ${ordered}::jsonb) as line),
    ${holdingStock(v, shopId, `placed cross join jsonb_populate_recordset(null::order_lines, ${ordered}::jsonb) as line`)},
    purchases as (
      insert into supplier_orders
      select purchase.* from placed,
        jsonb_populate_recordset(null::supplier_orders, ${owned(purchases)}::jsonb) as purchase),
    emptied as (
      delete from cart_lines
      where shop_id = ${v.add(shopId)} and cart_id = ${v.add(cartId)}
        and sku_id = any(${v.add(skuIds)}::text[])
        and exists (select from placed)),
    ${seat ? `${takingSeat(v, seat, order)},` : ''}
    ${coupon ? `${takingCoupon(v, coupon, order, seat ? 'found_group' : 'held_stock')},` : ''}
    ${writingHistory(deps, v, subjectOf(owner), [placed], 'placed')}
    select ${writingJob(deps, v, {
      name: 'close-unpaid-order',
      payload: { shopId, orderId },
      at: order.pay_before.getTime(),
      key: `close:${orderId}`,
    })} from placed`
  const write = () => ask(deps.db, text, v)
  const rows = await write()
    // It has seen her uses as they were before it waited for the coupon: now they are known.
    .catch((error: unknown) => (isOfHerUses(error) ? write() : Promise.reject(error)))
    .catch((error: unknown) => {
      throw seatError(couponError(stockError(error, skuIds)), seat)
    })
  return rows.length > 0
}
