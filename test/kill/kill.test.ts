import { afterAll, beforeAll, expect, test } from 'vitest'
import { offersToSell } from '../simulate/ground.ts'
import { killInRounds } from './rounds.ts'
import { Town } from './town.ts'

/** As many as fit beside the other tests; `pnpm kill --rounds 200` is the real thing. */
const rounds = 4

let town: Town
beforeAll(async () => {
  town = await Town.open({ gateways: 2, offers: offersToSell() })
}, 120_000)
afterAll(() => town.close(), 60_000)

test('no order and no fen is lost or doubled when gateways, the database and the line are killed', {
  timeout: 600_000,
}, async () => {
  const { failures, orders, paid, strikes } = await killInRounds(town, rounds)
  console.log(`${orders} orders acknowledged, ${paid} paid; ${[...strikes.keys()].join(', ')}`)
  expect(failures).toEqual([])
  expect(paid).toBeGreaterThan(0)
})
