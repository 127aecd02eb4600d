import { minute, type SellerOrder } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask as askDatabase } from '../../packages/gateway/src/db/statement.ts'
import { type Placed, payAt, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { heal, order, settled } from './story.ts'

let market: OpenShop
/** What happens while 1688 is first asked to take the money; an Error where it does not hear it. */
let meanwhile: (() => Promise<Error | undefined>) | undefined

beforeEach(async () => {
  meanwhile = undefined
  market = await openShop({
    wire: async (request, send) => {
      const act = request.url.includes('preparePay') ? meanwhile : undefined
      if (act) meanwhile = undefined
      const lost = await act?.()
      if (lost) throw lost
      return send(request)
    },
  })
})
afterEach(() => market.close())

interface At1688 {
  readonly id: string
  readonly totalFen: number
  readonly paidFen: number
}

async function at1688(): Promise<At1688> {
  const { json } = await market.control<{ orders: [At1688] }>('/state')
  return json.orders[0]
}

/** The supplier sets another total. */
async function change(by: number): Promise<undefined> {
  const { id, totalFen } = await at1688()
  await market.control(`/orders/${id}/price`, { totalFen: totalFen + by })
}

async function pay(): Promise<Placed> {
  const placed = await order(market)
  await payAt(market, await startPaying(placed))
  return placed
}

/** Turns the clock, minute by minute, until the order looks like that. */
function until(placed: Placed, isSo: (seen: SellerOrder) => boolean): Promise<SellerOrder> {
  return eventually(async () => {
    await market.clock.advance(minute)
    const seen = await placed.readAsSeller()
    return isSo(seen) && seen
  })
}

const stateOf = ({ supplierOrders: [purchase] }: SellerOrder) => purchase?.state

const lost = new TypeError('fetch failed')

test.each([
  ['and the order to pay is lost', lost],
  ['while the order to pay is on its way', undefined],
])('F-07: a supplier lowers the price %s: the books say what 1688 took', async (_, failure) => {
  meanwhile = async () => {
    await change(-110)
    return failure
  }
  const placed = await pay()
  await until(placed, (each) => stateOf(each) === 'paid_up')
  const { paidFen } = await at1688()
  expect(paidFen).toBeGreaterThan(0)
  const seen = await until(placed, ({ cost }) => cost.amount === paidFen)
  expect(seen.profit.amount).toBe(seen.total.amount - paidFen)
})

test('F-07: a supplier raises the price before it is paid, and it is not paid until the owner says so', async () => {
  meanwhile = async () => {
    await change(5_000)
    return lost
  }
  const placed = await pay()
  const held = await until(placed, (each) => stateOf(each) === 'held')
  const { totalFen, paidFen } = await at1688()
  expect(paidFen).toBe(0)
  const [purchase] = held.supplierOrders
  expect(purchase).toMatchObject({ failure: 'PRICE_CHANGED', goods: { amount: totalFen } })
  expect(held.attention).toBe(true)
  const decide = `/v1/seller/orders/${held.id}/purchases/${purchase?.id}/decide`
  const said = await market.sell(decide, {
    body: { decision: 'buy' },
    headers: { 'idempotency-key': 'the-owner-says-buy' },
  })
  expect(said.status).toBe(200)
  const bought = await until(placed, (each) => stateOf(each) === 'paid_up')
  expect((await at1688()).paidFen).toBe(totalFen)
  expect(bought.cost.amount).toBe(totalFen)
})

test('F-07: what was given back while the owner was asked about its price is not bought any more', async () => {
  meanwhile = async () => {
    await change(5_000)
    return lost
  }
  const placed = await pay()
  const held = await until(placed, (each) => stateOf(each) === 'held')
  const [purchase] = held.supplierOrders
  await market.control('/faults', { api: 'alibaba.trade.cancel', kind: 'http-500', times: 99 })
  const own = `/v1/seller/orders/${held.id}`
  const lines = placed.order.lines.map(({ id, quantity }) => ({ line: id, quantity }))
  const refunded = await market.sell(`${own}/refunds`, {
    body: { lines },
    headers: { 'idempotency-key': 'all-of-it-goes-back' },
  })
  expect(refunded.status).toBe(200)
  const said = await market.sell(`${own}/purchases/${purchase?.id}/decide`, {
    body: { decision: 'buy' },
    headers: { 'idempotency-key': 'the-owner-is-late' },
  })
  expect(said.json).toMatchObject({ status: 409, code: 'BAD_TRANSITION' })
  await market.clock.advance(31 * minute)
  await settled(market)
  expect(await failedJobs('decide-purchase')).toEqual([])
  await heal(market)
  await until(placed, ({ state }) => state === 'closed')
  expect((await at1688()).paidFen).toBe(0)
})

/** What jobs of that name last failed of. */
async function failedJobs(name: string): Promise<unknown[]> {
  return askDatabase(
    market.gateway.deps.db,
    `select last_error from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where identifier = $1 and last_error is not null`,
    { list: [name] },
  )
}
