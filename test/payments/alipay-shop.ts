import type { ProviderName } from '@xiaopu/domain'
import { type OpenShop, openShop } from '../shop.ts'
import { newPair } from './alipay-keys.ts'

const [appId, sellerId] = ['2021000000000001', '2088000000000001']

/** What the sandbox's Alipay remembers. */
export interface AlipayBooks {
  readonly trades: readonly {
    readonly outTradeNo: string
    readonly tradeNo: string
    readonly state: string
    readonly amount: number
    readonly refunded: number
  }[]
  readonly refunds: readonly { readonly outRefundNo: string; readonly amount: number }[]
  readonly notices: readonly {
    readonly outTradeNo: string
    readonly state: string
    readonly attempts: number
    readonly lastResult?: string
  }[]
}

export interface AlipayShop {
  readonly market: OpenShop
  /** Opens an address as a buyer's browser does, and answers the path of the page that it shows. */
  open(url: string): Promise<string>
  /** Taps 确认付款; where the buyer is sent then. */
  pay(page: string): Promise<string>
  fault(kind: string, more?: Readonly<Record<string, number>>): Promise<void>
  books(): Promise<AlipayBooks>
}

/** A shop with an Alipay account of its own: production code against the sandbox's imitation. */
export async function openAlipayShop(): Promise<AlipayShop> {
  const market = await openShop()
  const provider: ProviderName = 'alipay'
  const { publicKey, privateKey } = newPair()
  const console = await market.control<{ alipayPublicKey: string }>('/provider-accounts', {
    ...{ provider, app: appId, settings: { sellerId, publicKey } },
  })
  const { alipayPublicKey } = console.json
  const account = { provider, appId, sellerId, privateKey, alipayPublicKey }
  const { status, text } = await market.sell('/v1/seller/payment-accounts/alipay', {
    ...{ method: 'PUT', body: { account } },
  })
  if (status !== 200) throw new Error(`no account: ${text}`)
  return {
    market,
    async open(url) {
      const answer = await market.sandbox.fetch(new Request(url))
      const page = answer.headers.get('location')
      if (answer.status !== 302 || !page) throw new Error(`no page: ${await answer.text()}`)
      return new URL(page, url).href
    },
    async pay(page) {
      const answer = await market.sandbox.fetch(new Request(`${page}/pay`, { method: 'POST' }))
      return answer.headers.get('location') ?? ''
    },
    async fault(kind, more = {}) {
      await market.control('/provider-faults', { provider, kind, ...more })
    },
    books: async () => (await market.control<AlipayBooks>('/providers')).json,
  }
}
