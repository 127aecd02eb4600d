import type { PaymentNotice } from '@xiaopu/domain'
import * as v from 'valibot'
import { readJson } from '../json.ts'
import type { WechatCalls } from './call.ts'
import { paymentFact, refundFact } from './facts.ts'
import { busy, notGenuine } from './failure.ts'
import { RefundTold, Trade } from './messages.ts'
import { openSealed, Sealed } from './open-sealed.ts'
import { doubtOf } from './sign.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const Event = v.object({
  id: text,
  event_type: text,
  resource_type: v.literal('encrypt-resource'),
  resource: Sealed,
})

/**
 * A notice, verified over its raw bytes before a byte of it is parsed, then unsealed. Whether it is
 * new is the caller's to check.
 *
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: serial, signature, timestamp, shape, seal, app
 */
export async function readNotice(
  calls: WechatCalls,
  headers: { get(name: string): string | null },
  body: Uint8Array,
): Promise<PaymentNotice> {
  const { account, verifiers } = calls
  const serial = headers.get('wechatpay-serial')
  // Where WeChat cannot be asked the notice is refused for now: it comes again.
  await calls.renewFor(serial).catch(() => {
    throw busy('certificates')
  })
  const doubt = doubtOf(verifiers.known(), headers, body, account.now())
  if (doubt) throw notGenuine(doubt)
  const event = readJson(Event, body)
  if (!event) throw notGenuine('shape')
  const opened = openSealed(account.apiV3Key, event.resource)
  if (!opened) throw notGenuine('seal')
  const told = { eventId: event.id, nonce: headers.get('wechatpay-nonce') ?? '' }
  return readEvent(calls, event.event_type, opened, told)
}

function readEvent(
  { account }: WechatCalls,
  type: string,
  opened: Uint8Array,
  told: { readonly eventId: string; readonly nonce: string },
): PaymentNotice {
  if (type === 'TRANSACTION.SUCCESS') {
    const trade = readJson(Trade, opened)
    const fact = trade && paymentFact(trade)
    if (!trade || fact?.state !== 'success') throw notGenuine('shape')
    const isOurs = trade.appid && [account.appId, account.miniAppId].includes(trade.appid)
    if (!isOurs) throw notGenuine('app')
    return { kind: 'payment', ...told, merchant: trade.mchid, fact }
  }
  if (/^REFUND\.(SUCCESS|ABNORMAL|CLOSED)$/.test(type)) {
    const refund = readJson(RefundTold, opened)
    if (!refund) throw notGenuine('shape')
    const { mchid: merchant, refund_status: status, ...rest } = refund
    return { kind: 'refund', ...told, merchant, fact: refundFact({ ...rest, status }) }
  }
  return { kind: 'other', ...told, merchant: account.mchid, about: type }
}
