import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import { offerIds } from '../catalog/goods.ts'
import { fillCart, type Placed, placeOrder, quoteFor } from '../market.ts'
import { newPair } from '../payments/alipay-keys.ts'
import { type OpenShop, openShop } from '../shop.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

/** A shop with accounts at WeChat and Alipay, served with the sandbox to real browsers. */
export interface PayShop {
  readonly market: OpenShop
  readonly listing: Listing
  /** An order that waits for its money. */
  order(): Promise<Placed>
  /** The hosted page of an order, with what opens it. */
  pageOf(placed: Placed): string
  /** Whether the shop takes new payments by a provider. */
  turn(provider: 'wechat' | 'alipay', state: 'on' | 'off'): Promise<void>
  close(): Promise<void>
}

export async function openPayShop(): Promise<PayShop> {
  const [url, sandboxUrl] = [await freeAddress(), await freeAddress()]
  const market = await openShop({ sandboxUrl, gateway: { baseUrl: url, embedDir } })
  const servers = [await listen(url, market.gateway), await listen(sandboxUrl, market.sandbox)]
  const listing = await market.list(offerIds[0] ?? '')
  await setAccount(market, 'wechat', { account: market.sandbox.wechatPay.account() })
  await setAccount(market, 'alipay', { account: await alipayAccount(market) })
  return {
    market,
    listing,
    order: () => order(market, listing),
    pageOf: ({ order: { id }, token }) => `${url}/shop/demo/order#order=${id}&token=${token}`,
    turn: (provider, state) => setAccount(market, provider, { state }),
    async close() {
      for (const server of servers) await new Promise((closed) => server.close(closed))
      await market.close()
    },
  }
}

function freeAddress(): Promise<string> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(`http://127.0.0.1:${port}`))
    })
  })
}

function listen(
  url: string,
  { fetch }: { fetch(request: Request): Promise<Response> },
): Promise<ServerType> {
  return new Promise((listening) => {
    const { port, hostname } = new URL(url)
    const server = serve({ fetch, port: Number(port), hostname }, () => listening(server))
  })
}

async function setAccount(market: OpenShop, provider: string, body: object): Promise<void> {
  const path = `/v1/seller/payment-accounts/${provider}`
  const { status, text } = await market.sell(path, { method: 'PUT', body })
  if (status !== 200) throw new Error(`no account: ${text}`)
}

async function alipayAccount(market: OpenShop) {
  const [appId, sellerId] = ['2021000000000001', '2088000000000001']
  const { publicKey, privateKey } = newPair()
  const { json } = await market.control<{ alipayPublicKey: string }>('/provider-accounts', {
    ...{ provider: 'alipay', app: appId, settings: { sellerId, publicKey } },
  })
  const { alipayPublicKey } = json
  return { provider: 'alipay', appId, sellerId, privateKey, alipayPublicKey }
}

async function order(market: OpenShop, listing: Listing): Promise<Placed> {
  return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
}
