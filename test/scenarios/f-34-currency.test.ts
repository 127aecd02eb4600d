import { defaultPriceRule, type Listing } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, ordersAt1688, quoteFor } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { order, settled } from './story.ts'

let market: OpenShop

beforeAll(async () => {
  market = await openShop()
})
afterAll(() => market.close())

type Say = (amount: number) => { readonly amount: number; readonly currency: string }
const dollars: Say = (amount) => ({ amount, currency: 'USD' })
const yuan: Say = (amount) => ({ amount, currency: 'CNY' })
const until = { validUntil: '2099-01-01T00:00:00Z' }

test.each<[string, (listing: Listing, say: Say) => [path: string, body: object, method?: string]]>([
  [
    'a price',
    ({ id, skus: [sku] }, say) => [
      `listings/${id}`,
      { skus: [{ skuId: sku?.skuId, price: say(99_900) }] },
      'PUT',
    ],
  ],
  [
    'a markup',
    ({ id }, say) => [
      `listings/${id}`,
      { priceRule: { ...defaultPriceRule, markup: { kind: 'fixed', amount: say(100) } } },
      'PUT',
    ],
  ],
  [
    'a coupon',
    (_, say) => ['coupons', { code: 'FIVE', off: { kind: 'fixed', amount: say(500) }, ...until }],
  ],
  [
    'a group’s discount',
    ({ id: listing }, say) => [
      'group-deals',
      { listing, size: 2, openHours: 1, off: { kind: 'fixed', amount: say(5) }, ...until },
    ],
  ],
])(
  'F-34: %s in another currency than the supplier’s is refused, so that no rate can move',
  async (_what, ask) => {
    const [listing] = await listGoods(market, 1)
    if (!listing) throw new Error('nothing is sold')
    const tell = async (say: Say) => {
      const [path, body, method = 'POST'] = ask(listing, say)
      return market.sell(`/v1/seller/${path}`, { method, body })
    }
    const refused = await tell(dollars)
    expect([refused.status, refused.json.code]).toEqual([400, 'BAD_REQUEST'])
    expect((await tell(yuan)).status).toBe(200)
  },
)

test('F-34: an order at a total in another currency is not placed, and nothing is bought', async () => {
  const goods = await listGoods(market, 1)
  const cart = await fillCart(
    market,
    goods.map((listing) => ({ listing })),
  )
  const quote = await quoteFor(market, cart)
  expect(quote.total.currency).toBe('CNY')
  const { status, json } = await market.ask('/v1/orders', {
    body: { quote: quote.id, total: dollars(quote.total.amount) },
    headers: { 'idempotency-key': 'order-in-dollars' },
  })
  expect([status, json.code]).toEqual([409, 'TOTAL_CHANGED'])
  await settled(market)
  expect(await ordersAt1688(market)).toEqual([])
})

test('F-34: money back in another currency is refused', async () => {
  const placed = await order(market)
  const { status } = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: placed.order.lines[0]?.id, quantity: 0, amount: dollars(100) }] },
    headers: { 'idempotency-key': 'back-in-dollars' },
  })
  expect(status).toBeGreaterThanOrEqual(400)
  expect((await placed.read()).refunds).toEqual([])
})
