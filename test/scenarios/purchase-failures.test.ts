import { type Listing, minute, ShopError } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listGoods, payAt, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { order } from './story.ts'

let market: OpenShop
/** Whether 1688 lets the shop in. */
let isAuthorised: boolean
/** What 1688 calls the same as anything, in the variant that is wanted. */
let same: Listing | undefined

beforeEach(async () => {
  isAuthorised = true
  same = undefined
  market = await openShop({
    platform: (sandbox) => ({
      ...sandbox,
      preview: async (request) => {
        if (!isAuthorised) throw new ShopError('PLATFORM_AUTH')
        return sandbox.preview(request)
      },
      similarOffers: async () => {
        const found = same && (await sandbox.offer(same.offer.offerId))
        const [sku] = found?.skus ?? []
        return found && sku ? [{ ...found, cost: sku.cost, labels: [] }] : []
      },
      offer: async (offerId) => {
        const found = await sandbox.offer(offerId)
        if (!found || offerId !== same?.offer.offerId) return found
        const { properties = [] } = wanted?.skus[0] ?? {}
        return { ...found, skus: found.skus.map((sku) => ({ ...sku, properties })) }
      },
    }),
  })
})
afterEach(() => market.close())

let wanted: Listing | undefined

async function policy(purchasePolicy: Record<string, unknown>): Promise<void> {
  await market.sell('/v1/seller/shop', { method: 'PUT', body: { purchasePolicy } })
}

/** Turns the clock until it is so. */
function until<T>(found: () => Promise<T | undefined | false>, step = minute): Promise<T> {
  return eventually(async () => {
    await market.clock.advance(step)
    return found()
  })
}

test('F-14: while the authorisation is gone nothing is bought and nothing given back; with a new one it goes on', async () => {
  const placed = await order(market)
  const cashierUrl = await startPaying(placed)
  isAuthorised = false
  await payAt(market, cashierUrl)
  const held = await until(async () => {
    const seen = await placed.readAsSeller()
    return seen.supplierOrders[0]?.state === 'held' && seen
  })
  expect(held).toMatchObject({ attention: true, refunds: [] })
  await market.clock.advance(60 * minute)
  isAuthorised = true
  const bought = await until(async () => {
    const seen = await placed.readAsSeller()
    return seen.state === 'placed' && seen
  }, 10 * minute)
  expect(bought).toMatchObject({ attention: false, refunds: [] })
})

test('F-25: at a price that is off by a hundred nothing is bought, and the buyer has her money back', async () => {
  await policy({ placeDelayMillis: minute })
  const [listing] = (await listGoods(market, 1)) as [Listing]
  const placed = await order(market, [listing])
  await payAt(market, await startPaying(placed))
  const cost = (await placed.readAsSeller()).supplierOrders[0]?.goods.amount ?? 0
  await market.control(`/offers/${listing.offer.offerId}`, { consignFen: cost * 100 })
  const over = await until(async () => {
    const seen = await placed.readAsSeller()
    return seen.refunds[0]?.state === 'succeeded' && seen
  }, 10 * minute)
  expect(over.state).toBe('closed')
  expect(over.supplierOrders[0]).not.toHaveProperty('platformOrderId')
  expect(over.refunds.map(({ amount }) => amount)).toEqual([placed.order.total])
})

test('F-39: what stands in for another and cannot be had either is not replaced again, but given back', async () => {
  await policy({ mode: 'manual', noAnswer: 'replace' })
  const [listing, like] = (await listGoods(market, 2, 1)) as [Listing, Listing]
  wanted = listing
  const placed = await order(market, [listing])
  await payAt(market, await startPaying(placed))
  const properties = placed.order.lines[0]?.properties
  wanted = {
    ...listing,
    skus: listing.skus.map((sku) => ({ ...sku, properties: properties ?? [] })),
  }
  same = like
  const over = await until(async () => {
    const seen = await placed.readAsSeller()
    return seen.refunds[0]?.state === 'succeeded' && seen
  }, 16 * minute)
  expect(over.supplierOrders.map(({ state }) => state)).toEqual(['rejected', 'cancelled'])
  expect(over.refunds.map(({ amount }) => amount)).toEqual([placed.order.total])
})
