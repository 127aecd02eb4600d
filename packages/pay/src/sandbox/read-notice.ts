import { fen, type PaymentNotice, ShopError } from '@xiaopu/domain'
import { readJson } from '../json.ts'
import { Notice } from './messages.ts'
import { doubtOf } from './sign.ts'

/**
 * A notice, verified over its raw bytes before a byte of it is parsed. Whether it is for us, and
 * whether it is new, is the caller's to check: `merchant` and `eventId` are in the answer.
 *
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: signature, timestamp or shape
 */
export function readNotice(
  secret: string,
  headers: { get(name: string): string | null },
  body: Uint8Array,
  now: number,
): PaymentNotice {
  const doubt = doubtOf(secret, headers, body, now)
  if (doubt) throw notGenuine(doubt)
  const notice = readJson(Notice, body)
  if (!notice) throw notGenuine('shape')
  const { eventId, merchant, outTradeNo, transactionId } = notice
  const amount = fen(notice.amount)
  if (notice.type === 'refund.succeeded') {
    const { outRefundNo } = notice
    return {
      kind: 'refund',
      eventId,
      merchant,
      fact: { outRefundNo, outTradeNo, state: 'success', amount },
    }
  }
  const paidAt = notice.occurredAt
  return {
    kind: 'payment',
    eventId,
    merchant,
    fact: { outTradeNo, state: 'success', amount, transactionId, paidAt },
  }
}

function notGenuine(reason: 'signature' | 'timestamp' | 'shape'): ShopError {
  return new ShopError('PAYMENT_NOT_GENUINE', { provider: 'sandbox', reason })
}
