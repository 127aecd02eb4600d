import { type Deadline, hour, minute, type SellerOrder } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Placed } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { at1688, becomes, buy, heal, order, settled } from './story.ts'

let shop: OpenShop

beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

const deadlineOf = ({ deadlines }: SellerOrder, kind: Deadline['kind']) =>
  deadlines.filter((each) => each.kind === kind).at(-1)

/** The newest deadline of a kind, once it is in one of these states. */
function ends(placed: Placed, kind: Deadline['kind'], ...states: Deadline['state'][]) {
  return eventually(async () => {
    const deadline = deadlineOf(await placed.readAsSeller(), kind)
    return deadline !== undefined && states.includes(deadline.state) && deadline
  })
}

async function until(instant: string | undefined, more = minute): Promise<void> {
  await settled(shop)
  await shop.clock.advance(Date.parse(instant ?? '') - shop.clock.now() + more)
  await settled(shop)
}

/** A bought order whose supplier does nothing that the test does not say. */
async function boughtFromIdle(): Promise<{ placed: Placed; bought: SellerOrder }> {
  await shop.control('/app', { autoShip: false })
  const placed = await order(shop)
  return { placed, bought: await buy(shop, placed) }
}

const down = { api: 'alibaba.trade.get.buyerView', kind: 'http-500', times: 999 }

test('F-15: a supplier who does not ship in time is urged, buyer and seller see it; shipped late it is over', async () => {
  const { placed, bought } = await boughtFromIdle()
  const promise = deadlineOf(bought, 'ship')
  expect((await placed.read()).deadlines).toEqual([
    { kind: 'ship', state: 'running', dueAt: promise?.dueAt },
  ])
  await until(promise?.dueAt)
  expect(await ends(placed, 'ship', 'breached')).toMatchObject({ note: 'urged' })
  expect((await placed.read()).deadlines).toMatchObject([{ kind: 'ship', state: 'breached' }])
  expect((await placed.readAsSeller()).attention).toBe(true)

  await shop.control(`${at1688(bought)}/ship`, {})
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  const late = await eventually(async () => {
    const ship = deadlineOf(await placed.readAsSeller(), 'ship')
    return ship?.metAt !== undefined && ship
  })
  expect(late.state).toBe('breached')
  expect((await placed.readAsSeller()).attention).toBe(false)
})

test('F-15: a seller who has dealt with a broken promise closes it', async () => {
  const { placed, bought } = await boughtFromIdle()
  await until(deadlineOf(bought, 'ship')?.dueAt)
  const { id } = await ends(placed, 'ship', 'breached')
  const path = `/v1/seller/deadlines/${id}/excuse`
  const { json } = await shop.sell<SellerOrder>(path, { body: { note: '已和买家约好' } })
  expect([deadlineOf(json, 'ship')?.state, json.attention]).toEqual(['excused', false])
  const again = await shop.sell(path, { body: { note: '再来' } })
  expect(again.json.code).toBe('BAD_TRANSITION')
})

test('F-15: shipped in time but told late, the promise was kept', async () => {
  const { placed, bought } = await boughtFromIdle()
  const dueAt = deadlineOf(bought, 'ship')?.dueAt
  await until(dueAt, -hour)
  await shop.control('/faults', down)
  await shop.control(`${at1688(bought)}/ship`, {})
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await shop.clock.advance(2 * hour)
  await ends(placed, 'ship', 'breached')
  await heal(shop)
  await shop.clock.advance(hour)
  expect(await ends(placed, 'ship', 'met')).toMatchObject({ note: 'late_evidence' })
  await eventually(async () => !(await placed.readAsSeller()).attention)
})

test('F-16: a number that no carrier ever scans is no shipment, until one does', async () => {
  await shop.control('/app', { temperament: 'fake-tracking' })
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.clock.advance(2 * hour)
  await becomes(placed, 'shipped')
  expect((await placed.read()).state).toBe('shipped')
  await until(deadlineOf(await placed.readAsSeller(), 'collect')?.dueAt)
  await ends(placed, 'collect', 'breached')
  const seen = await placed.read()
  expect([seen.state, seen.shipments.map(({ state }) => state)]).toEqual(['placed', ['announced']])
  expect(seen.steps.map(({ state }) => state)).not.toContain('shipped')
  expect(await placed.readAsSeller()).toMatchObject({ state: 'shipped', attention: true })
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await eventually(async () => (await placed.read()).state === 'shipped')
  await eventually(async () => !(await placed.readAsSeller()).attention)
})

test('F-17: a parcel that stands still for three days is shown to the seller until it moves again', async () => {
  await shop.control('/app', { temperament: 'fake-tracking' })
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.clock.advance(2 * hour)
  await becomes(placed, 'shipped')
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await ends(placed, 'collect', 'met')
  await until((await ends(placed, 'scan', 'running')).dueAt)
  await ends(placed, 'scan', 'breached')
  expect((await placed.readAsSeller()).attention).toBe(true)
  await shop.control(`${at1688(bought)}/trace`, { status: 'TRANSPORT' })
  await ends(placed, 'scan', 'running')
  await eventually(async () => !(await placed.readAsSeller()).attention)
  await shop.control(`${at1688(bought)}/trace`, { status: 'SIGN' })
  await ends(placed, 'scan', 'met')
})

test('an order counts as received ten days after it was shipped; its buyer may put that off once', async () => {
  const { placed, bought } = await boughtFromIdle()
  await shop.control(`${at1688(bought)}/deliver`, {})
  await becomes(placed, 'shipped')
  const before = (await placed.read()).deadlines?.find(({ kind }) => kind === 'receive')
  expect(before).toMatchObject({ state: 'running', extendable: true })
  const { json } = await placed.tell('extend')
  const after = json.deadlines?.find(({ kind }) => kind === 'receive')
  expect(after?.extendable).toBe(false)
  expect(Date.parse(after?.dueAt ?? '') - Date.parse(before?.dueAt ?? '')).toBe(5 * 24 * hour)
  expect((await placed.tell<{ code: string }>('extend')).json.code).toBe('BAD_TRANSITION')
  // 1688 cannot be asked, and so cannot say it first.
  await shop.control('/faults', down)
  await until(before?.dueAt)
  expect((await placed.read()).state).toBe('shipped')
  await until(after?.dueAt)
  await becomes(placed, 'received')
  await heal(shop)
})

/** The supplier gives back what he is asked for. */
async function givenBack(placed: Placed, state: string): Promise<SellerOrder> {
  return eventually(async () => {
    await shop.clock.advance(hour)
    const { json } = await shop.control<{ id: string }[]>('/refunds')
    for (const { id } of json) await shop.control(`/refunds/${id}/agree`, {})
    const seen = await placed.readAsSeller()
    return seen.supplierOrders[0]?.state === state && seen
  })
}

test('F-15: a promise that was broken is nobody’s to look after once everything was given back', async () => {
  const { placed, bought } = await boughtFromIdle()
  await until(deadlineOf(bought, 'ship')?.dueAt)
  await ends(placed, 'ship', 'breached')
  await placed.tell(
    'after-sales',
    { kind: 'refund_only', reason: 'changed_mind' },
    { 'idempotency-key': 'tired-of-waiting' },
  )
  const over = await givenBack(placed, 'cancelled')
  expect(over).toMatchObject({ state: 'closed', attention: false })
  expect(deadlineOf(over, 'ship')?.state).toBe('breached')
})

test('F-17: a parcel that stands still is nobody’s to look after once all of it was given back', async () => {
  await shop.control('/app', { temperament: 'fake-tracking' })
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await shop.clock.advance(2 * hour)
  await becomes(placed, 'shipped')
  await shop.control(`${at1688(bought)}/trace`, { status: 'ACCEPT' })
  await eventually(async () => deadlineOf(await placed.readAsSeller(), 'scan'))
  await until(deadlineOf(await placed.readAsSeller(), 'scan')?.dueAt)
  await ends(placed, 'scan', 'breached')
  expect((await placed.readAsSeller()).attention).toBe(true)
  const { status } = await shop.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: placed.order.lines.map(({ id, quantity }) => ({ line: id, quantity })) },
    headers: { 'idempotency-key': 'lost-on-its-way' },
  })
  expect(status).toBe(200)
  const over = await givenBack(placed, 'done')
  expect(over.attention).toBe(false)
  expect(deadlineOf(over, 'scan')?.state).toBe('breached')
})
