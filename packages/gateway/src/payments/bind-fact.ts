import { type Money, type PaymentFact, type RefundFact, ShopError } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { noteDifference } from '../reconciliation/differences.ts'
import type { PaymentRow } from './payments.ts'
import { isTellers, type Teller } from './providers.ts'

/** Whether a fact is about this very payment: their number where we know it, amount, currency. */
export function isAbout(
  payment: PaymentRow,
  { amount, transactionId }: Extract<PaymentFact, { state: 'success' }>,
): boolean {
  const known = payment.transaction_id
  return (
    amount.amount === payment.amount &&
    amount.currency === 'CNY' &&
    (!known || !transactionId || known === transactionId)
  )
}

/** What the provider says of money is not what we know of it: a person has to look, whoever heard of it. */
export async function noteMismatch(
  deps: Pick<Deps, 'clock' | 'newId' | 'db' | 'log'>,
  row: {
    readonly shop_id: string
    readonly order_id: string
    readonly amount: number
    readonly subject: string
  },
  {
    amount: { amount: there },
    number,
  }: { readonly amount: Money; readonly number: string | undefined },
): Promise<void> {
  const { shop_id: shopId, order_id: orderId, amount: here, subject } = row
  const detail = { here, there, ...(number && { number }) }
  await noteDifference(deps, { shopId, orderId, kind: 'amount', subject, detail })
}

interface BoundRefund {
  readonly refund_id: string
  readonly shop_id: string
  readonly order_id: string
  readonly amount: number
  readonly provider_refund_id: string | null
  readonly provider: string
  readonly out_trade_no: string
}

const refundByNumber = statement<BoundRefund>(`
  select refund_id, refunds.shop_id, refunds.order_id, refunds.amount, provider_refund_id, provider, out_trade_no
  from refunds join payments using (shop_id, payment_id)
  where out_refund_no = $1`)

/**
 * Holds a notice of a refund against the refund that we asked for: its payment, its amount, their
 * number. One that contradicts it changes nothing, and its order is flagged.
 *
 * @throws ShopError PAYMENT_NOT_FOUND for a refund we never asked for, PAYMENT_MISMATCH
 */
export async function bindRefund(
  deps: Pick<Deps, 'clock' | 'newId' | 'db' | 'log'>,
  fact: RefundFact,
  teller: Teller,
): Promise<void> {
  const { outRefundNo, outTradeNo, amount, refundId } = fact
  const [refund] = await refundByNumber(deps.db, [outRefundNo])
  if (!refund || !isTellers(teller, refund))
    throw new ShopError('PAYMENT_NOT_FOUND', { refund: outRefundNo })
  const isOurs =
    refund.out_trade_no === outTradeNo &&
    refund.amount === amount.amount &&
    amount.currency === 'CNY' &&
    (!refund.provider_refund_id || !refundId || refund.provider_refund_id === refundId)
  if (isOurs) return
  await noteMismatch(deps, { ...refund, subject: refund.refund_id }, { amount, number: refundId })
  throw new ShopError('PAYMENT_MISMATCH', { expected: refund.amount, got: amount.amount })
}
