import { minute, type Platform, ShopError, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buyFromSupplier } from '../../packages/gateway/src/fulfilment/buy-from-supplier.ts'
import { ordersAt1688, type Placed, payAt, startPaying } from '../market.ts'
import { becomes, order, settled } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
/** What becomes of the calls that buy, in their order. */
let fates: ('unheard' | 'not heard of' | 'heard')[]
let buys: number
/** 1688 does not find yet what was just made. */
let isBlind: boolean
/** What happens once 1688 has denied a purchase, by how often it was asked for one. */
let denied: (nth: number) => Promise<void>

beforeEach(async () => {
  fates = []
  buys = 0
  isBlind = false
  denied = async () => {}
  let questions = 0
  market = await openShop({
    platform: (sandbox): Platform => ({
      ...sandbox,
      place: async (request) => {
        buys++
        const fate = fates.shift() ?? 'heard'
        if (fate === 'not heard of') throw new ShopError('PLATFORM_IN_DOUBT')
        const placed = await sandbox.place(request)
        if (fate === 'unheard') throw new ShopError('PLATFORM_IN_DOUBT')
        return placed
      },
      find: async (number) => {
        const found = isBlind ? undefined : await sandbox.find(number)
        if (!found) await denied(++questions)
        return found
      },
    }),
  })
})
afterEach(() => market.close())

const stateOf = async (placed: Placed) => (await placed.readAsSeller()).supplierOrders[0]?.state

test('a denial that was asked for before the purchase was made again does not let it be made once more', async () => {
  fates = ['not heard of', 'unheard']
  const placed = await order(market)
  denied = async (nth) => {
    if (nth !== 2) return
    isBlind = true
    // Another process asks, too, and buys: its answer is not heard.
    const { supplierOrders } = await placed.readAsSeller()
    const supplierOrderId = supplierOrders[0]?.id ?? ''
    await buyFromSupplier(market.gateway.deps, { shopId: market.shop.id, supplierOrderId })
    expect(await stateOf(placed)).toBe('in_doubt')
    isBlind = false
  }
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await stateOf(placed)) === 'in_doubt')
  await market.clock.advance(2 * minute)
  await eventually(async () => {
    await market.clock.advance(second)
    return fates.length === 0
  })
  await becomes(placed, 'placed')
  await settled(market)
  expect(buys).toBe(2)
  expect(await ordersAt1688(market)).toHaveLength(1)
})
