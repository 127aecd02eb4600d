import { createHash } from 'node:crypto'
import { fen, type PaymentNotice } from '@xiaopu/domain'
import type * as v from 'valibot'
import { notGenuine } from '../exchange.ts'
import { readJson } from '../json.ts'
import { isSameText } from '../same-text.ts'
import type { DouyinAccount } from './call.ts'
import { AnyMessage, Envelope, PaymentMessage, RefundMessage } from './messages.ts'
import { noticeSignature } from './sign.ts'

/** Seconds. They tell for the last time after some 24 hours. */
const oldest = 26 * 3600
const aheadAtMost = 300

/**
 * A notice of 担保支付, verified before its message is parsed. Its signature covers four texts put
 * together without a mark between them, so the time stamp is only half protected: what makes a notice
 * new is its message, and the kind it claims must fit it.
 *
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: shape, signature, timestamp or app
 */
export function readNotice(account: DouyinAccount, body: Uint8Array): PaymentNotice {
  const envelope = readJson(Envelope, body)
  if (!envelope) throw notGenuine('douyin', 'shape')
  if (!isSameText(envelope.msg_signature, noticeSignature(account.token, envelope)))
    throw notGenuine('douyin', 'signature')
  const age = account.now() / 1000 - Number(envelope.timestamp)
  if (age > oldest || age < -aheadAtMost) throw notGenuine('douyin', 'timestamp')
  const message = new TextEncoder().encode(envelope.msg)
  if (read(AnyMessage, message).appid !== account.appId) throw notGenuine('douyin', 'app')
  const noticed = { eventId: eventOf(envelope.msg), merchant: account.appId }
  if (envelope.type === 'payment') return paymentNotice(noticed, read(PaymentMessage, message))
  if (envelope.type === 'refund') return refundNotice(noticed, read(RefundMessage, message))
  return { kind: 'other', ...noticed, about: envelope.type }
}

type Noticed = Pick<PaymentNotice, 'eventId' | 'merchant'>

function paymentNotice(
  noticed: Noticed,
  told: v.InferOutput<typeof PaymentMessage>,
): PaymentNotice {
  if (told.status !== 'SUCCESS')
    return { kind: 'other', ...noticed, about: `payment ${told.status}` }
  return {
    kind: 'payment',
    ...noticed,
    fact: {
      outTradeNo: told.cp_orderno,
      state: 'success',
      amount: fen(told.total_amount),
      ...(told.order_id !== '' && { transactionId: told.order_id }),
      ...(told.paid_at && { paidAt: new Date(told.paid_at * 1000).toISOString() }),
    },
  }
}

function refundNotice(noticed: Noticed, told: v.InferOutput<typeof RefundMessage>): PaymentNotice {
  // A refund that does not say which payment it is of is asked for by its number.
  if (told.status === 'PROCESSING' || !/^[\w-]{6,32}$/.test(told.cp_extra))
    return { kind: 'other', ...noticed, about: `refund ${told.status}` }
  return {
    kind: 'refund',
    ...noticed,
    fact: {
      outRefundNo: told.cp_refundno,
      outTradeNo: told.cp_extra,
      state: told.status === 'SUCCESS' ? 'success' : 'failed',
      amount: fen(told.refund_amount),
      ...(told.refund_no !== '' && { refundId: told.refund_no }),
    },
  }
}

/** Douyin gives notices no name: the same message is the same event. */
function eventOf(message: string): string {
  return createHash('sha256').update(message).digest('hex').slice(0, 40)
}

function read<S extends v.GenericSchema>(schema: S, message: Uint8Array): v.InferOutput<S> {
  const told = readJson(schema, message)
  if (!told) throw notGenuine('douyin', 'shape')
  return told
}
