import { type Health, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type OpenShop, openShop } from '../shop.ts'
import { at1688, becomes, buy, heal, order, settled } from './story.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const health = async () => (await shop.sell<Health>('/v1/seller/health')).json

/** Turns the clock until something has happened, a few minutes at a time; answers how many passed. */
async function minutesUntil(happened: () => Promise<boolean>, most: number): Promise<number> {
  for (let passed = 0; passed <= most; passed += 3) {
    if (await happened()) return passed
    await shop.clock.advance(3 * minute)
    await settled(shop)
  }
  throw new Error(`it did not happen within ${most} minutes`)
}

test('F-24: while 1688 tells nothing its purchases are asked for, and the silence is shown', async () => {
  expect((await health()).pushes.state).toBe('quiet')
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.control(`${at1688(bought)}/ship`, {})
  await becomes(placed, 'shipped')
  await shop.control('/message-faults', { kind: 'drop', times: 100 })
  await minutesUntil(async () => (await health()).pushes.state === 'silent', 60)
  await shop.control(`${at1688(bought)}/deliver`, {})
  const signed = async () => (await placed.read()).shipments[0]?.state === 'signed'
  expect(await minutesUntil(signed, 30)).toBeLessThan(30)
  expect((await ask<{ pushes: string }>(shop.gateway, '/healthz')).json.pushes).toBe('silent')
  await heal(shop)
  await buy(shop, await order(shop))
  expect((await health()).pushes.state).toBe('heard')
})
