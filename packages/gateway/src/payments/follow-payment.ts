import { isShopError, minute } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import type { OwnOrder } from '../orders/orders.ts'
import { applyPaymentFact } from './apply-payment.ts'
import * as payments from './payments.ts'

/**
 * The buyer is back from the cashier and does not want to wait for the notice. Only where her own
 * order has an open attempt is anybody asked.
 */
export async function checkPayment(
  deps: Deps,
  { shopId, orderId, tokenHash }: OwnOrder,
): Promise<void> {
  for (const payment of await payments.readOpenPayments(deps.db, shopId, orderId, tokenHash))
    await askProvider(deps, payment)
}

async function askProvider(deps: Deps, payment: payments.KnownPayment): Promise<void> {
  const { shop_id: shopId, provider } = payment
  const fact = await (await deps.payments.of(shopId, provider)).query(payment.out_trade_no)
  if (fact && fact.state !== 'notpay') await applyPaymentFact(deps, fact, { provider, shopId })
}

/**
 * A notice may never come: asks at 30 s, then every two minutes until the pay timer closes the
 * order. What the provider cannot tell now is asked again.
 */
export async function followPayment(
  deps: Deps,
  asked: { shopId: string; paymentId: string },
): Promise<void> {
  const payment = await payments.readPayment(deps.db, asked.shopId, asked.paymentId)
  if (!payment || !['created', 'prepared', 'in_doubt'].includes(payment.state)) return
  try {
    await askProvider(deps, payment)
  } catch (error) {
    if (!isShopError(error) || !error.retry) throw error
  }
  const at = deps.clock.now() + 2 * minute
  if (at < payment.expires_at.getTime() + 10 * minute) {
    await addJob(deps, deps.db, 'check-payment', asked, { at, key: `check:${asked.paymentId}` })
  }
}
