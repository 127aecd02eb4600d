import { fen, type PaymentStep, type WayName } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { openPayer } from './payer.ts'
import * as payments from './payments.ts'
import { notifyUrlOf } from './providers.ts'

export interface Beginning {
  /** What the buyer reads at the provider. */
  readonly subject: string
  /** Where the provider sends her back to. */
  readonly returnUrl: string
  /** An address that works by itself; the provider's own where its step is one. */
  readonly cashierUrl?: string
  readonly clientIp?: string | undefined
}

/**
 * Has the provider begin an attempt that is written down already; again is the same attempt.
 *
 * @returns the attempt with what the buyer does next
 * @throws ShopError PROVIDER_BUSY (ask again), LOGIN_REFUSED where it is not known who pays
 */
export async function beginPayment(
  deps: Deps,
  payment: payments.PaymentRow,
  { subject, returnUrl, cashierUrl, clientIp }: Beginning,
): Promise<payments.PaymentRow & { readonly step: PaymentStep }> {
  const provider = await deps.payments.of(payment.shop_id, payment.provider)
  const payer = await openPayer(deps, payment)
  try {
    const step = await provider.start({
      outTradeNo: payment.out_trade_no,
      amount: fen(payment.amount),
      subject,
      expiresAt: payment.expires_at.toISOString(),
      notifyUrl: notifyUrlOf(deps, payment),
      returnUrl,
      way: payment.way as WayName,
      ...(payer && { payer }),
      ...(clientIp && { clientIp }),
      ...(payment.shared && { shared: true }),
    })
    const cashier_url = cashierUrl ?? (step.kind === 'redirect' ? step.url : null)
    const also = { cashier_url, step: JSON.stringify(step) }
    await payments.movePayment(deps, deps.db, payment, 'prepare', also)
    return { ...payment, state: 'prepared', cashier_url, step }
  } catch (error) {
    if (payment.state === 'created') await payments.movePayment(deps, deps.db, payment, 'doubt')
    throw error
  }
}
