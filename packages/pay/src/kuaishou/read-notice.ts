import { fen, type PaymentNotice } from '@xiaopu/domain'
import * as v from 'valibot'
import { notGenuine } from '../exchange.ts'
import { readJson } from '../json.ts'
import { isSameText } from '../same-text.ts'
import type { KuaishouAccount } from './call.ts'
import { Notice, PaymentData, RefundData } from './messages.ts'
import { noticeSignature } from './sign.ts'

const hour = 3_600_000
const oldest = 26 * hour
const aheadAtMost = 300_000

/**
 * A notice of 担保支付, verified over its raw bytes before a byte of it is parsed.
 *
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: signature, shape, timestamp or app
 */
export function readNotice(
  account: Pick<KuaishouAccount, 'appId' | 'appSecret' | 'now'>,
  headers: { get(name: string): string | null },
  body: Uint8Array,
): PaymentNotice {
  const expected = noticeSignature(body, account.appSecret)
  if (!isSameText(headers.get('kwaisign') ?? '', expected))
    throw notGenuine('kuaishou', 'signature')
  const told = readJson(Notice, body)
  if (!told) throw notGenuine('kuaishou', 'shape')
  const age = account.now() - inMillis(told.timestamp)
  if (age > oldest || age < -aheadAtMost) throw notGenuine('kuaishou', 'timestamp')
  if (told.app_id !== account.appId) throw notGenuine('kuaishou', 'app')
  const noticed = { eventId: told.message_id, merchant: account.appId }
  if (told.biz_type === 'PAYMENT') return paymentNotice(noticed, read(PaymentData, told.data))
  if (told.biz_type === 'REFUND') return refundNotice(noticed, read(RefundData, told.data))
  return { kind: 'other', ...noticed, about: told.biz_type }
}

type Noticed = Pick<PaymentNotice, 'eventId' | 'merchant'>

function paymentNotice(noticed: Noticed, told: v.InferOutput<typeof PaymentData>): PaymentNotice {
  if (told.status !== 'SUCCESS')
    return { kind: 'other', ...noticed, about: `payment ${told.status}` }
  return {
    kind: 'payment',
    ...noticed,
    fact: {
      outTradeNo: told.out_order_no,
      state: 'success',
      amount: fen(told.order_amount),
      ...(told.ks_order_no !== '' && { transactionId: told.ks_order_no }),
    },
  }
}

function refundNotice(noticed: Noticed, told: v.InferOutput<typeof RefundData>): PaymentNotice {
  // A refund that does not say which payment it is of is asked for by its number.
  if (told.status === 'PROCESSING' || !/^[\w-]{6,32}$/.test(told.attach))
    return { kind: 'other', ...noticed, about: `refund ${told.status}` }
  return {
    kind: 'refund',
    ...noticed,
    fact: {
      outRefundNo: told.out_refund_no,
      outTradeNo: told.attach,
      state: told.status === 'SUCCESS' ? 'success' : 'failed',
      amount: fen(told.refund_amount),
      ...(told.ks_refund_no !== '' && { refundId: told.ks_refund_no }),
    },
  }
}

/** Their stamps are milliseconds; one in seconds would be of 1970. */
function inMillis(timestamp: number): number {
  return timestamp < 1e11 ? timestamp * 1000 : timestamp
}

function read<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, data)
  if (!parsed.success) throw notGenuine('kuaishou', 'shape')
  return parsed.output
}
