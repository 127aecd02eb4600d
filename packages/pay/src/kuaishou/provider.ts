import type { PaymentProvider } from '@xiaopu/domain'
import { caller, type KuaishouAccount } from './call.ts'
import { closeOrder, createOrder, findOrder } from './orders.ts'
import { payersOf } from './payers.ts'
import { readNotice } from './read-notice.ts'
import { applyRefund, findRefund } from './refunds.ts'

export interface KuaishouOptions {
  /** Of the mini-program, `ks…`. */
  readonly appId: string
  readonly appSecret: string
  /** 担保支付商品类目编号 of what the shop sells. */
  readonly category: number
  /** Kuaishou's own unless given. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Epoch ms. */
  readonly now?: () => number
}

/** Kuaishou's 担保支付 as a `PaymentProvider`, for mini-programs whose category was admitted to it. */
export function kuaishou(options: KuaishouOptions): PaymentProvider {
  const account: KuaishouAccount = {
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    baseUrl: 'https://open.kuaishou.com',
    ...options,
  }
  if (account.appSecret === '') throw new TypeError('Kuaishou needs the secret of the app')
  const call = caller(account)
  return {
    name: 'kuaishou',
    merchant: account.appId,
    start: (start) => createOrder(account, call, start),
    query: (outTradeNo) => findOrder(call, outTradeNo),
    close: (outTradeNo) => closeOrder(call, outTradeNo),
    refund: (refund) => applyRefund(call, refund),
    queryRefund: (refund) => findRefund(call, refund),
    readNotice: async (headers, body) => readNotice(account, headers, body),
    acknowledge: ({ eventId }) => ({
      type: 'application/json',
      body: JSON.stringify({ result: 1, message_id: eventId }),
    }),
    payers: payersOf(account),
  }
}
