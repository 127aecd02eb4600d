import { minute, second } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { at1688, becomes, buy, order } from './story.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop()
  await shop.control('/app', { autoShip: false })
})
afterAll(() => shop.close())

test('F-12: a supplier who closes what was paid lets his promise go, and the order waits for its seller', async () => {
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.control(`${at1688(bought)}/close`, {})
  const after = await eventually(async () => {
    const seen = await placed.readAsSeller()
    return seen.supplierOrders[0]?.state === 'cancelled' && seen
  })
  expect(after.deadlines.map(({ kind, state }) => [kind, state])).toEqual([['ship', 'cancelled']])
  expect(after.attention).toBe(true)
})

interface Told {
  readonly messages: readonly { readonly id: string }[]
}

test('F-22: messages that come again in the wrong order change nothing that is further', async () => {
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.control(`${at1688(bought)}/ship`, {})
  await becomes(placed, 'shipped')
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await shop.control(`${at1688(bought)}/trace`, { status: 'SIGN' })
  await eventually(async () => (await placed.read()).shipments[0]?.state === 'signed')
  const before = await placed.read()
  const { messages } = (await shop.control<Told>('/state')).json
  for (const { id } of [...messages].reverse()) await shop.control(`/messages/${id}/send`, {})
  await shop.clock.advance(5 * second)
  await shop.clock.advance(11 * minute)
  const after = await placed.read()
  expect([after.state, after.steps]).toEqual([before.state, before.steps])
  expect(after.shipments.map(({ state }) => state)).toEqual(['signed'])
})
