import type { PaymentProvider, PaymentStart, PaymentStep } from '@xiaopu/domain'
import { readPrivateKey, readPublicKey } from '../rsa-keys.ts'
import type { AlipayAccount } from './account.ts'
import { payersOf } from './payers.ts'
import { readNotice } from './read-notice.ts'
import { findRefund, makeRefund } from './refunds.ts'
import { closeTrade, createTrade, findTrade, pagePay, wapPay } from './trades.ts'

export interface AlipayOptions {
  readonly appId: string
  /** The merchant's own number (PID), `2088…`: notices for another seller are refused. */
  readonly sellerId: string
  /** The app's private key: PEM, or the bare base64 of Alipay's key tool. RSA, 2048 bits or more. */
  readonly privateKey: string
  /** Alipay's public key for this app, from the console: not the app's own. */
  readonly alipayPublicKey: string
  /** Alipay's gateway unless given. */
  readonly gatewayUrl?: string
  readonly fetch?: typeof fetch
  /** Epoch ms; the clock that requests are stamped and notices judged by. */
  readonly now?: () => number
}

const production = 'https://openapi.alipay.com/gateway.do'

/**
 * Alipay as a `PaymentProvider`: 电脑网站支付 (`page`), 手机网站支付 (`wap`) and trades inside the app
 * (`mini`, `jsapi`). Keys in public-key mode; certificates of the certificate mode are not read.
 *
 * @throws TypeError for keys that are none
 */
export function alipay(options: AlipayOptions): PaymentProvider {
  const account: AlipayAccount = {
    appId: options.appId,
    sellerId: options.sellerId,
    privateKey: readPrivateKey(options.privateKey),
    alipayKey: readPublicKey(options.alipayPublicKey),
    gatewayUrl: options.gatewayUrl ?? production,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    now: options.now ?? Date.now,
  }
  return {
    name: 'alipay',
    merchant: account.appId,
    start: (start) => begin(account, start),
    query: (outTradeNo) => findTrade(account, outTradeNo),
    close: (outTradeNo) => closeTrade(account, outTradeNo),
    refund: (refund) => makeRefund(account, refund),
    queryRefund: (refund) => findRefund(account, refund),
    readNotice: async (_, body) => readNotice(account, body),
    acknowledge: () => ({ type: 'text/plain', body: 'success' }),
    payers: payersOf(account),
  }
}

async function begin(account: AlipayAccount, start: PaymentStart): Promise<PaymentStep> {
  switch (start.way) {
    case 'page':
      return { kind: 'redirect', url: pagePay(account, start) }
    case 'wap':
      return { kind: 'redirect', url: wapPay(account, start) }
    case 'jsapi':
    case 'mini':
      return {
        kind: 'bridge',
        bridge: 'alipay',
        params: { tradeNO: await createTrade(account, start) },
      }
    default:
      throw new TypeError(`Alipay has no way ${start.way}`)
  }
}
