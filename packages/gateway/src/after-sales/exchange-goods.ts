import { hour, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { bringOrderUpToDate } from '../fulfilment/bring-order.ts'
import { buyAgain } from '../fulfilment/buy-again.ts'
import { addJob } from '../jobs/jobs.ts'
import type { OrderRow } from '../orders/orders.ts'
import { isWorth, type RefundReason, readBought } from '../payments/give-back.ts'
import { type AfterSaleRow, readAfterSale } from './after-sales.ts'
import { move, refund } from './approve-after-sale.ts'
import { purchaseFor } from './follow-exchange.ts'

/**
 * Has other goods bought for an approved exchange. Where the shop has given money for the pieces in the
 * meantime, the claim ends with what is left of it: nobody gets goods and money for the same piece.
 */
export async function exchangeGoods(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
): Promise<void> {
  const { wanted } = row
  const [asked] = row.lines
  const { lines, purchases } = await readBought(tx, order)
  const line = lines.find((each) => each.order_line_id === asked?.line)
  if (!wanted || !asked || !line || !(await isWorth(tx, order, row.lines)))
    return refund(deps, tx, order, row)
  const { after_sale_id: afterSaleId } = row
  const again = { afterSaleId, line, quantity: asked.quantity, wanted }
  await buyAgain(deps, tx, order, again, purchases)
  const due_at = new Date(deps.clock.now() + wanted.ship_within_hours * hour)
  await move(deps, tx, row, ['replace'], { due_at })
  await bringOrderUpToDate(deps, tx, order)
}

/**
 * An exchange that cannot be, or that its shop does not want to wait for, becomes a refund: nothing is
 * bought for it any more, and what was bought is claimed back from its supplier.
 *
 * @throws ShopError BAD_TRANSITION where nothing is being replaced
 */
export async function refundExchange(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
  reason: RefundReason = 'after_sale',
): Promise<void> {
  const { lines, purchases } = await readBought(tx, order)
  const purchase = purchaseFor(purchases, row.after_sale_id)
  if (!purchase) throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'refund' })
  const instead = lines
    .filter((line) => line.supplier_order_id === purchase.supplier_order_id)
    .map(({ order_line_id, quantity }) => ({ line: order_line_id, quantity }))
  await refund(deps, tx, order, row, { instead, reason })
}

/** The claim that a purchase was made for, of a locked order. */
export async function exchangeOf(
  tx: Tx,
  shopId: string,
  afterSaleId: string,
): Promise<AfterSaleRow> {
  const row = await readAfterSale(tx, shopId, afterSaleId)
  if (!row) throw new TypeError('a purchase for an exchange that is not there')
  return row
}

/**
 * What was sent in exchange is there: the claim is done, and its supplier gets his money.
 *
 * @throws ShopError BAD_TRANSITION where nothing was sent, be it that money is on its way
 */
export async function receiveExchange(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: AfterSaleRow,
): Promise<void> {
  const { shop_id: shopId, after_sale_id } = row
  if (row.state !== 'resending')
    throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'finish' })
  await move(deps, tx, row, ['finish'], { due_at: null })
  const { purchases } = await readBought(tx, order)
  const supplierOrderId = purchaseFor(purchases, after_sale_id)?.supplier_order_id ?? ''
  const key = `receipt:${supplierOrderId}`
  await addJob(deps, tx, 'confirm-receipt', { shopId, supplierOrderId }, { key })
}
