import { isShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { applyPaymentFact } from './apply-payment.ts'
import { movePayment, type PaymentRow } from './payments.ts'

/**
 * Ends an open attempt: asks first, closes second, and believes what it hears. One that turns out to
 * be paid is applied instead.
 *
 * @throws ShopError PROVIDER_BUSY
 */
export async function closePayment(deps: Deps, payment: PaymentRow): Promise<void> {
  const provider = await deps.payments.of(payment.shop_id, payment.provider)
  const teller = { provider: payment.provider, shopId: payment.shop_id }
  const outTradeNo = payment.out_trade_no
  const fact = await provider.query(outTradeNo)
  if (fact?.state === 'success') return applyPaymentFact(deps, fact, teller)
  if (fact?.state === 'notpay') {
    try {
      await provider.close(outTradeNo)
    } catch (error) {
      if (!isShopError(error) || error.code !== 'ORDER_ALREADY_PAID') throw error
      const paid = await provider.query(outTradeNo)
      if (paid) return applyPaymentFact(deps, paid, teller)
      throw error
    }
  }
  await movePayment(deps, deps.db, payment, 'close')
}
