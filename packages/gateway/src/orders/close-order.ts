import { ShopError } from '@xiaopu/domain'
import { returnCoupon } from '../coupons/use-coupon.ts'
import type { Deps } from '../deps.ts'
import { leaveSeat } from '../group-buys/fill-group.ts'
import { closePayment } from '../payments/close-payment.ts'
import { readOpenPayments } from '../payments/payments.ts'
import { lockOrder, mayOrder, moveOrder, type OwnOrder, readOrderRow } from './orders.ts'
import { releaseOrderStock } from './stock.ts'

/**
 * Closes an order that was not paid, the cashier first: as long as the provider could still take
 * the money the order stays open. An order that turns out to be paid is paid, not closed.
 *
 * Throws PROVIDER_BUSY where the provider cannot be asked; a timer then tries again.
 */
export async function closeUnpaidOrder(
  deps: Deps,
  { shopId, orderId, tokenHash }: OwnOrder,
): Promise<void> {
  const order = await readOrderRow(deps.db, shopId, orderId, tokenHash)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  if (order.state !== 'pending_payment') return
  for (const payment of await readOpenPayments(deps.db, shopId, orderId, tokenHash))
    await closePayment(deps, payment)
  await deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, shopId, orderId, tokenHash)
    if (!locked || !mayOrder(locked, 'close')) return
    // A payment begun in between keeps the order open; the timer comes back and closes both.
    if ((await readOpenPayments(tx, shopId, orderId)).length > 0)
      throw new ShopError('REQUEST_IN_FLIGHT')
    await moveOrder(deps, tx, locked, 'close', { close_reason: 'unpaid' })
    await releaseOrderStock(tx, shopId, orderId)
    await leaveSeat(deps, tx, locked)
    await returnCoupon(deps, tx, locked)
  })
}
