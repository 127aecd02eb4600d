import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyRequests } from './any-request.ts'
import { fillCart, listGoods, placeOrder, quoteFor } from './market.ts'
import { type OpenShop, openShop } from './shop.ts'

let market: OpenShop
let headers: Readonly<Record<string, string>>
const ids: Record<string, string> = {}

beforeAll(async () => {
  market = await openShop()
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new TypeError('the market lists nothing')
  const cart = await fillCart(market, [{ listing }])
  const order = await placeOrder(market, await quoteFor(market, cart))
  Object.assign(ids, { listing: listing.id, cart: cart.id, order: order.order.id })
  headers = { 'x-order-token': order.token }
})
// What strangers wrote into the books must balance as well: closing audits them.
afterAll(() => market.close())

const names = anyRequests({}).map(({ route }) => route)

test.each(names)(
  '%s answers whatever it is asked with a good answer or a named refusal, soon',
  async (name) => {
    const asked = anyRequests(ids).find(({ route }) => route === name)
    if (!asked) throw new TypeError('no such route')
    let key = 0
    await fc.assert(
      fc.asyncProperty(asked.requests, async ({ method, path, body }) => {
        const before = process.cpuUsage()
        const ask = path.startsWith('/v1/seller/') ? market.sell : market.ask
        const answer = await ask(path, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body) }),
          headers: { ...headers, 'idempotency-key': `any-request-${key++}` },
        })
        const { user, system } = process.cpuUsage(before)
        expect(answer.status, answer.text).toBeLessThan(500)
        if (answer.status >= 400) expect(answer.json.code).toMatch(/^[A-Z_]+$/)
        expect((user + system) / 1_000).toBeLessThan(500)
      }),
      { numRuns: 20, endOnFailure: true },
    )
    expect('polluted' in {}).toBe(false)
  },
)
