import { createHmac } from 'node:crypto'
import { type Answer, ask, type OpenShop } from '../shop.ts'

/** Spelled anew, so that a mistake in signing is not made twice. */
export function signed(
  text: string,
  stamp: { timestamp: string; nonce: string },
  secret = 'cashier-secret',
): string {
  return createHmac('sha256', secret)
    .update(`${stamp.timestamp}\n${stamp.nonce}\n${text}\n`)
    .digest('hex')
}

export interface NoticeFields {
  readonly type: string
  readonly eventId: string
  readonly merchant: string
  readonly outTradeNo: string
  readonly outRefundNo?: string
  readonly transactionId: string
  readonly amount: number
  readonly currency: string
  readonly state: string
  readonly occurredAt: string
}

let events = 0

/** A payment that succeeded, as the cashier tells it. */
export function paidNotice(
  market: OpenShop,
  about: Pick<NoticeFields, 'outTradeNo' | 'amount'> & Partial<NoticeFields>,
): NoticeFields {
  const n = ++events
  return {
    type: 'payment.succeeded',
    eventId: `evt-${n}`,
    merchant: 'mch_sandbox',
    transactionId: `txn-${n}`,
    currency: 'CNY',
    state: 'success',
    occurredAt: new Date(market.clock.now()).toISOString(),
    ...about,
  }
}

export type Headers = Readonly<Record<string, string>>

/** Headers that fit a body now. */
export function stamped(market: OpenShop, text: string, secret?: string): Headers {
  const stamp = {
    timestamp: String(Math.floor(market.clock.now() / 1000)),
    nonce: `nonce-${String(++events).padStart(10, '0')}`,
  }
  return {
    'x-cashier-timestamp': stamp.timestamp,
    'x-cashier-nonce': stamp.nonce,
    'x-cashier-signature': signed(text, stamp, secret),
  }
}

export function tell(market: OpenShop, text: string, headers: Headers): Promise<Answer> {
  return ask(market.gateway, '/v1/callbacks/payments/sandbox', { body: text, headers })
}

/** Sends a notice, signed as it is. */
export function notify(market: OpenShop, notice: object): Promise<Answer> {
  const text = JSON.stringify(notice)
  return tell(market, text, stamped(market, text))
}
