import {
  type Address,
  type CartChange,
  fen,
  type Money,
  maskAddress,
  type OrderView,
  type ProviderName,
  readContact,
  ShopError,
} from '@xiaopu/domain'
import type { Asked } from './gateway.ts'
import { fixedId, goods, regions } from './goods.ts'
import { changeCart, placeOrder, quoteCart } from './world.ts'

type Answer = (asked: Asked) => unknown

const token = 'tok_0123456789'

function cartOf({ params, world }: Asked) {
  const cart = world.carts.get(params.cart ?? '')
  if (!cart) throw new ShopError('CART_NOT_FOUND')
  return cart
}

function orderOf({ params, world }: Asked): OrderView {
  const order = world.orders.get(params.order ?? '')
  if (!order) throw new ShopError('ORDER_NOT_FOUND')
  return order
}

function keep(asked: Asked, order: OrderView): OrderView {
  asked.world.orders.set(order.id, order)
  return order
}

const step = (order: OrderView, state: OrderView['state']): OrderView => ({
  ...order,
  state,
  steps: [...order.steps, { state, at: new Date().toISOString() }],
})

/** By row of the contract, what the fake says. */
export const answers: Readonly<Record<string, Answer>> = {
  'GET /v1/shop': ({ url, world }) => ({
    inlineCheckout: world.inlineCheckout,
    slug: 'qingtian',
    name: '晴天小铺',
    state: 'open',
    theme: {},
    url: `${url}/shop/qingtian`,
  }),
  'GET /v1/listings': ({ query }) => ({
    items: goods.filter(({ id }) => !query.ids || query.ids.split(',').includes(id)),
  }),
  'GET /v1/listings/:listing': ({ params }) => {
    const listing = goods.find(({ id }) => id === params.listing)
    if (!listing) throw new ShopError('LISTING_NOT_FOUND')
    return listing
  },
  'POST /v1/carts': ({ body, world }) => {
    const { changes } = body as { changes: CartChange[] }
    const empty = { id: fixedId('cart'), lines: [], quantity: 0, goods: fen(0), version: 0 }
    const cart = changeCart(empty, changes, world)
    world.carts.set(cart.id, cart)
    return cart
  },
  'GET /v1/carts/:cart': (asked) => changeCart(cartOf(asked), [], asked.world),
  'POST /v1/carts/:cart/changes': (asked) => {
    const { changes } = asked.body as { changes: CartChange[] }
    const cart = changeCart(cartOf(asked), changes, asked.world)
    asked.world.carts.set(cart.id, cart)
    return cart
  },
  'POST /v1/carts/:cart/quote': (asked) => {
    const { address } = asked.body as { address: Address }
    if (address.province.startsWith('香港')) throw new ShopError('REGION_NOT_SERVED')
    return quoteCart(cartOf(asked), address, asked.world)
  },
  'POST /v1/addresses/parse': ({ body }) => {
    const { text } = body as { text: string }
    const { name, phone, rest } = readContact(text)
    if (!rest.includes('西湖区') && !phone) throw new ShopError('ADDRESS_UNREADABLE')
    const street = rest.replace(/^.*西湖区/, '').trim()
    const here = { province: '浙江省', city: '杭州市', district: '西湖区', regionCode: '330106' }
    const address = {
      ...(name && { name }),
      ...(phone && { phone }),
      ...(rest.includes('西湖区') && here),
      ...(rest.includes('西湖区') && street && { street }),
    }
    const all = ['name', 'phone', 'province', 'city', 'district', 'regionCode', 'street']
    return { address, missing: all.filter((field) => !(field in address)) }
  },
  'GET /v1/regions': ({ query }) => ({ regions: regions[query.parent ?? ''] ?? [] }),
  'POST /v1/orders': ({ body, world }) => {
    const { quote, total } = body as { quote: string; total: Money }
    return { order: placeOrder(quote, total.amount, world), token }
  },
  'GET /v1/orders/:order': orderOf,
  'POST /v1/orders/:order/payments': (asked) => {
    const { returnUrl, provider } = asked.body as { returnUrl: string; provider?: ProviderName }
    const order = orderOf(asked)
    const cashierUrl = `${asked.url}/cashier?order=${order.id}&back=${encodeURIComponent(returnUrl)}`
    const payment = { id: fixedId('payment'), state: 'waiting', cashierUrl } as const
    return keep(asked, { ...order, payment: { ...payment, ...(provider && { provider }) } })
  },
  'POST /v1/orders/:order/payments/check': orderOf,
  'POST /v1/orders/:order/close': (asked) => keep(asked, step(orderOf(asked), 'closed')),
  'POST /v1/orders/:order/receive': (asked) => keep(asked, step(orderOf(asked), 'received')),
  'POST /v1/orders/:order/address': (asked) => {
    const { address } = asked.body as { address: Address }
    if (address.province.startsWith('香港'))
      throw new ShopError('FREIGHT_CHANGED', { was: 800, now: 2500 })
    return keep(asked, { ...orderOf(asked), address: maskAddress(address), addressChange: 'open' })
  },
  'POST /v1/shares': ({ url }) => ({ code: 'abcd2345', url: `${url}/s/abcd2345` }),
  'GET /v1/shares/:code': ({ url, params }) => ({
    code: params.code,
    url: `${url}/s/${params.code}`,
    channel: 'web',
    title: goods[0]?.title,
    price: '¥19.90',
    imageUrl: goods[0]?.imageUrl,
    shopName: '晴天小铺',
  }),
  'GET /v1/channels/:channel': ({ params }) => ({
    channel: params.channel,
    checkout: { mode: 'native', reason: 'own-checkout' },
    mini: { appId: 'wx0123456789', originalId: 'gh_0123456789ab', path: '/pages/share/index' },
    script: true,
  }),
  'POST /v1/jssdk/signature': () => ({
    appId: 'wx9876543210',
    timestamp: 1_764_000_000,
    nonceStr: 'nonce',
    signature: 'a'.repeat(40),
  }),
  'POST /v1/visits': ({ body }) => ({ code: (body as { code: string }).code }),
}
