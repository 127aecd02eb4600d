import { ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { closePayment } from '../payments/close-payment.ts'
import { readOpenPayments } from '../payments/payments.ts'
import { lockOrder, mayOrder, moveOrder, readOrderRow } from './orders.ts'
import { releaseOrderStock } from './stock.ts'

/**
 * Closes an order that was not paid, the cashier first: as long as the provider could still take
 * the money the order stays open. An order that turns out to be paid is paid, not closed.
 *
 * Throws PROVIDER_BUSY where the provider cannot be asked; a timer then tries again.
 */
export async function closeUnpaidOrder(
  deps: Deps,
  asked: { shopId: string; orderId: string },
): Promise<void> {
  const { shopId, orderId } = asked
  const order = await readOrderRow(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  if (order.state !== 'pending_payment') return
  for (const payment of await readOpenPayments(deps.db, shopId, orderId))
    await closePayment(deps, payment)
  await deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, shopId, orderId)
    if (!locked || !mayOrder(locked, 'close')) return
    // A payment begun in between keeps the order open; the timer comes back and closes both.
    if ((await readOpenPayments(tx, shopId, orderId)).length > 0)
      throw new ShopError('REQUEST_IN_FLIGHT')
    await moveOrder(deps, tx, locked, 'close', { close_reason: 'unpaid' })
    await releaseOrderStock(tx, shopId, orderId)
  })
}
