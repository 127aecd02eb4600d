import { alibaba, type CallTrace } from '@xiaopu/alibaba'
import type { Address, Cart, Listing, OrderView, Quote, SellerOrder } from '@xiaopu/domain'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { createSandbox, FIRST_TOKEN, type Sandbox } from '@xiaopu/sandbox'
import { type Answer, baseUrl, type OpenShop, openShop, startOfTime } from './shop.ts'

export const sandboxUrl = 'http://127.0.0.1:8689'

/** Where a parcel goes in these stories. */
export const address: Address = {
  name: '王小芳',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 90 号 3 幢 501',
}

/** A shop with the world behind it: the 1688 sandbox and its cashier, all on the sandbox's clock. */
export interface Market extends OpenShop {
  readonly sandbox: Sandbox
  /** Calls the sandbox's control API, by path below `/sandbox/api`. */
  control(path: string, body?: unknown): Promise<Answer>
  /** Turns the sandbox's clock and with it the gateway's. */
  turn(ms: number): Promise<void>
  /** Taps 支付 on the cashier page. */
  payAt(cashierUrl: string): Promise<Response>
}

export interface MarketOptions {
  readonly onCall?: (trace: CallTrace) => void
  /** Stands between the gateway and the sandbox. */
  readonly wire?: Wire
}

export type Send = (request: Request) => Promise<Response>
export type Wire = (request: Request, send: Send) => Promise<Response>

export async function openMarket(options: MarketOptions = {}): Promise<Market> {
  const opened: { shop?: OpenShop } = {}
  const sandbox = createSandbox({
    now: () => startOfTime,
    fetch: async (input, init) => {
      if (!opened.shop) throw new TypeError('fetch failed: nobody listens yet')
      return opened.shop.gateway.fetch(new Request(input, init))
    },
    callbackUrl: `${baseUrl}/v1/callbacks/1688`,
  })
  const send: Send = (request) => sandbox.fetch(request)
  const toSandbox: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    return options.wire ? options.wire(request, send) : send(request)
  }
  const { now } = sandbox.clock
  const shop = await openShop({
    platform: alibaba({
      baseUrl: sandboxUrl,
      appKey: '1000000',
      appSecret: 'sandbox-secret',
      token: FIRST_TOKEN,
      fetch: toSandbox,
      now,
      delay: async () => {},
      ...(options.onCall && { onCall: options.onCall }),
    }),
    payments: sandboxCashier({
      baseUrl: sandboxUrl,
      merchant: 'mch_sandbox',
      secret: 'cashier-secret',
      fetch: toSandbox,
      now,
    }),
    gateway: { clock: { now } },
  })
  opened.shop = shop
  return {
    ...shop,
    sandbox,
    control: (path, body) => control(sandbox, path, body),
    async turn(ms) {
      await sandbox.clock.advance(ms)
      await shop.gateway.advance(ms)
    },
    payAt: (cashierUrl) =>
      sandbox.fetch(new Request(`${cashierUrl}/pay`, { method: 'POST', redirect: 'manual' })),
    async close() {
      await shop.close()
      await sandbox.stop()
    },
  }
}

async function control(sandbox: Sandbox, path: string, body?: unknown): Promise<Answer> {
  const response = await sandbox.fetch(
    new Request(`${sandboxUrl}/sandbox/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }),
  )
  const text = await response.text()
  if (!response.ok) throw new Error(`sandbox control ${path}: ${text}`)
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) }
}

let changes = 0

/** Puts Skus of listings into a new cart, one piece each unless said otherwise. */
export async function fillCart(
  market: OpenShop,
  wanted: readonly { listing: Listing; sku?: string; quantity?: number }[],
): Promise<Cart> {
  const added = wanted.map(({ listing, sku, quantity }) => ({
    action: 'add',
    id: `change-${++changes}`,
    listing: listing.id,
    sku: sku ?? inStock(listing).skuId,
    quantity: quantity ?? 1,
  }))
  const { status, text, json } = await market.ask('/v1/carts', { body: { changes: added } })
  if (status !== 200) throw new Error(`no cart: ${text}`)
  return json
}

export function inStock(listing: Listing) {
  const sku = listing.skus.find((each) => each.stock > 10 && !each.hidden)
  if (!sku) throw new Error(`nothing in stock of ${listing.title}`)
  return sku
}

export async function quoteFor(market: OpenShop, cart: Cart, to: Address = address): Promise<Quote> {
  const { status, text, json } = await market.ask(`/v1/carts/${cart.id}/quote`, { body: { address: to } })
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return json
}

export interface Placed {
  readonly order: OrderView
  readonly token: string
  /** Reads the order again, as its buyer. */
  read(): Promise<OrderView>
  /** Reads the order again, as its seller. */
  readAsSeller(): Promise<SellerOrder>
  /** A buyer's write on this order, e.g. `payments/check`. */
  tell(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export async function placeOrder(
  market: OpenShop,
  quote: Quote,
  also: Record<string, unknown> = {},
): Promise<Placed> {
  const { status, text, json } = await market.ask('/v1/orders', {
    body: { quote: quote.id, total: quote.total, ...also },
    headers: { 'idempotency-key': `place-${quote.id}` },
  })
  if (status !== 200) throw new Error(`no order: ${text}`)
  return placed(market, json.order, json.token)
}

function placed(market: OpenShop, order: OrderView, token: string): Placed {
  const path = `/v1/orders/${order.id}`
  const headers = { 'x-order-token': token }
  return {
    order,
    token,
    read: async () => (await market.ask(path, { headers })).json,
    readAsSeller: async () => (await market.sell(`/v1/seller/orders/${order.id}`)).json,
    tell: (rest, body, more) =>
      market.ask(`${path}/${rest}`, { method: 'POST', ...(body !== undefined && { body }), headers: { ...headers, ...more } }),
  }
}

export const returnUrl = `${baseUrl}/shop/demo/orders/back`

/** Starts a payment and answers where to pay. */
export async function startPaying(order: Placed, key = `pay-${order.order.id}`): Promise<string> {
  const { status, text, json } = await order.tell('payments', { returnUrl }, { 'idempotency-key': key })
  if (status !== 200) throw new Error(`no payment: ${text}`)
  return json.payment.cashierUrl
}
