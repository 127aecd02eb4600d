import { hour, minute } from '@xiaopu/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, values } from '../../packages/gateway/src/db/statement.ts'
import {
  cancelDeadlines,
  startDeadline,
  writingDeadline,
} from '../../packages/gateway/src/deadlines/deadlines.ts'
import { fireDeadline } from '../../packages/gateway/src/deadlines/fire-deadline.ts'
import { meetDeadline } from '../../packages/gateway/src/deadlines/meet-deadline.ts'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
let order: Placed
let subjects = 0

beforeAll(async () => {
  market = await openShop()
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  order = await placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
})
afterAll(() => market.close())

/** A promise of the order, about something of its own. */
function promise() {
  const subject = `sor_${++subjects}`
  return { shopId: market.shop.id, orderId: order.order.id, subject, kind: 'ship' as const }
}

const rows = (subject: string) =>
  market.gateway.deps.db
    .selectFrom('deadlines')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('round')
    .execute()

async function only(subject: string) {
  const [row, ...others] = await rows(subject)
  if (!row || others.length > 0) throw new Error('there is not one deadline')
  return row
}

async function jobsOf(subject: string): Promise<number> {
  const v = values()
  const found = await ask(
    market.gateway.deps.db,
    `select from graphile_worker._private_jobs
      where key in (select 'deadline:' || deadline_id from deadlines where subject = ${v.add(subject)})`,
    v,
  )
  return found.length
}

const start = (asked: ReturnType<typeof promise>, dueIn: number) =>
  startDeadline(market.gateway.deps, market.gateway.deps.db, {
    ...asked,
    dueAt: market.clock.now() + dueIn,
  })

const tell = (asked: ReturnType<typeof promise>, at: number) =>
  market.gateway.deps.db
    .transaction()
    .execute((tx) => meetDeadline(market.gateway.deps, tx, asked, at))

const isFlagged = async () => (await order.readAsSeller()).attention

test('a deadline that was started twice runs once, and is broken at its due time', async () => {
  const asked = promise()
  await start(asked, 2 * minute)
  await start(asked, 9 * minute)
  expect(await jobsOf(asked.subject)).toBe(1)
  const { due_at: dueAt } = await only(asked.subject)
  await market.clock.advance(5 * minute)
  const row = await eventually(async () => {
    const found = await only(asked.subject)
    return found.state === 'breached' && found
  })
  expect(row.breach_at).toEqual(dueAt)
  expect(await isFlagged()).toBe(true)
})

test('a statement starts deadlines for what it changed, and none where it changed nothing', async () => {
  const { deps } = market.gateway
  const [asked, other] = [promise(), promise()]
  for (const [each, found] of [
    [asked, 'true'],
    [other, 'false'],
  ] as const) {
    const v = values()
    const part = writingDeadline(deps, v, each, 'moved')
    await ask(deps.db, `with moved as (select where ${found}), ${part} select`, v)
  }
  expect([await jobsOf(asked.subject), await jobsOf(other.subject)]).toEqual([1, 0])
  expect((await only(asked.subject)).due_at.getTime()).toBe(market.clock.now() + 48 * hour)
  await cancelDeadlines(deps.db, { ...asked, kind: 'ship' })
  expect([(await only(asked.subject)).state, await jobsOf(asked.subject)]).toEqual(['cancelled', 0])
})

test('a deed in time ends a deadline and its timer', async () => {
  const asked = promise()
  await start(asked, hour)
  await tell(asked, market.clock.now())
  expect([(await only(asked.subject)).state, await jobsOf(asked.subject)]).toEqual(['met', 0])
})

test('evidence of a deed in time that comes after the breach undoes it, and calms the order', async () => {
  const [asked, other] = [promise(), promise()]
  const at = market.clock.now()
  await start(asked, minute)
  await start(other, minute)
  await market.clock.advance(2 * minute)
  for (const { subject } of [asked, other])
    await eventually(async () => (await only(subject)).state === 'breached')
  // The first test left one open.
  await tell({ ...asked, subject: 'sor_1' }, at + hour)
  await tell(asked, at)
  expect(await only(asked.subject)).toMatchObject({ state: 'met', note: 'late_evidence' })
  expect(await isFlagged()).toBe(true)
  await tell(other, at + 2 * minute)
  expect((await only(other.subject)).state).toBe('breached')
  expect(await isFlagged()).toBe(false)
})

test('a timer that comes too early waits; several at once break a deadline once', async () => {
  const asked = promise()
  const { deps } = market.gateway
  await start(asked, hour)
  const { deadline_id: deadlineId, shop_id: shopId } = await only(asked.subject)
  await fireDeadline(deps, { shopId, deadlineId })
  expect([(await only(asked.subject)).state, await jobsOf(asked.subject)]).toEqual(['running', 1])
  const late = { ...deps, clock: { now: () => market.clock.now() + 2 * hour } }
  const before = market.log.length
  await Promise.all(Array.from({ length: 5 }, () => fireDeadline(late, { shopId, deadlineId })))
  const fired = market.log.slice(before).filter(({ event }) => event === 'deadline.broken')
  expect(fired).toHaveLength(1)
  await tell(asked, market.clock.now())
})

test('INV-29: timers, evidence and restarts in any order end alike in the database', async () => {
  const { deps } = market.gateway
  const step = fc.oneof(fc.record({ told: fc.integer({ min: -3, max: 3 }) }), fc.constant('fire'))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
      const outcomes = await Promise.all(
        [steps, steps.toReversed()].map(async (ordered) => {
          const asked = promise()
          await start(asked, hour)
          const {
            deadline_id: deadlineId,
            shop_id: shopId,
            due_at: due,
          } = await only(asked.subject)
          const late = { ...deps, clock: { now: () => due.getTime() } }
          for (const each of [...ordered, 'fire'] as typeof steps) {
            if (typeof each === 'string') await fireDeadline(late, { shopId, deadlineId })
            else await tell(asked, due.getTime() + each.told * minute)
          }
          const { state, met_at: metAt } = await only(asked.subject)
          return { state, met: metAt && (metAt.getTime() - due.getTime()) / minute }
        }),
      )
      const told = steps.flatMap((each) => (typeof each === 'string' ? [] : [each.told]))
      const met = told.length > 0 ? Math.min(...told) : null
      const expected = { state: met !== null && met <= 0 ? 'met' : 'breached', met }
      expect(outcomes).toEqual([expected, expected])
    }),
    { numRuns: 25 },
  )
})

test('what still runs of an order is called off with it', async () => {
  const [one, two] = [promise(), promise()]
  await start(one, hour)
  await start(two, hour)
  await cancelDeadlines(market.gateway.deps.db, {
    shopId: market.shop.id,
    subject: order.order.id,
  })
  expect((await only(one.subject)).state).toBe('cancelled')
  expect((await only(two.subject)).state).toBe('cancelled')
})
