import { type PaymentProvider, ShopError } from '@xiaopu/domain'
import { caller, type XiaohongshuAccount } from './call.ts'
import { readEncodingKey } from './crypt.ts'
import { closeOrder, findOrder, upsertOrder, type XiaohongshuOrder } from './orders.ts'
import { readNotice } from './read-notice.ts'

export interface XiaohongshuOptions {
  readonly appId: string
  readonly appSecret: string
  /** Token of the message settings. */
  readonly token: string
  /** EncodingAESKey of the message settings: 43 letters and digits. */
  readonly encodingAesKey: string
  /** What is known of the order behind a number: every call names its buyer and lines. */
  readonly order: (outTradeNo: string) => Promise<XiaohongshuOrder | undefined>
  /** Xiaohongshu's own unless given. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Epoch ms. */
  readonly now?: () => number
}

/**
 * Xiaohongshu's guarantee payment as a `PaymentProvider`. It is made for life services at a place: for
 * other goods `start` is refused with PAYMENT_NOT_HERE. Refunds go by vouchers of such services, and a
 * shop that ships has none: they are refused by the same code.
 */
export function xiaohongshu(options: XiaohongshuOptions): PaymentProvider {
  const account: XiaohongshuAccount = {
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    baseUrl: 'https://miniapp.xiaohongshu.com',
    ...options,
  }
  const { now } = account
  const ear = { ...options, now, encodingKey: readEncodingKey(options.encodingAesKey) }
  const call = caller(account)
  const orderOf = async (outTradeNo: string) => {
    const order = await options.order(outTradeNo)
    if (!order) throw new ShopError('PAYMENT_NOT_FOUND', { provider: 'xiaohongshu' })
    return order
  }
  return {
    name: 'xiaohongshu',
    merchant: options.appId,
    async start(start) {
      if (start.way !== 'mini') throw new TypeError(`Xiaohongshu has no way ${start.way}`)
      return upsertOrder(call, start, await orderOf(start.outTradeNo), now())
    },
    async query(outTradeNo) {
      const order = await options.order(outTradeNo)
      return order && findOrder(call, outTradeNo, order)
    },
    async close(outTradeNo) {
      await closeOrder(call, outTradeNo, await orderOf(outTradeNo), now())
    },
    refund: () => Promise.reject(withoutVouchers()),
    queryRefund: () => Promise.reject(withoutVouchers()),
    readNotice: async (_, body, query) => readNotice(ear, query ?? new URLSearchParams(), body),
    acknowledge: () => ({ type: 'text/plain', body: 'success' }),
  }
}

function withoutVouchers(): ShopError {
  return new ShopError('PAYMENT_NOT_HERE', { provider: 'xiaohongshu', reason: 'refund' })
}
