import { type DeadJob, type Health, minute } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask as askDatabase } from '../../packages/gateway/src/db/statement.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { becomes, buy, heal, order, settled } from './story.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const dead = async () => (await shop.sell<{ items: DeadJob[] }>('/v1/seller/jobs/dead')).json.items

/** As if every attempt but the last had failed already. */
async function wearOut(name: string, key: string | null = null): Promise<void> {
  await askDatabase(
    shop.gateway.deps.db,
    `update graphile_worker._private_jobs set attempts = max_attempts - 1
      where task_id = (select id from graphile_worker._private_tasks where identifier = $1)
        and key = coalesce($2, key)`,
    { list: [name, key] },
  )
}

test('F-36: work that fails for good is listed with its order, and runs again when the seller says so', async () => {
  const placed = await order(shop)
  await buy(shop, placed)
  // What 1688 tells of the purchase writes the job anew.
  await settled(shop)
  await shop.control('/faults', { api: 'alibaba.trade.get.buyerView', kind: 'http-500', times: 99 })
  await wearOut('follow-supplier-order')
  await shop.clock.advance(11 * minute)
  const [job] = await eventually(async () => {
    const items = await dead()
    return items.length > 0 && items
  })
  expect(job).toMatchObject({ name: 'follow-supplier-order', order: placed.order.id, attempts: 25 })
  expect(job?.error).toContain('PLATFORM_BUSY')
  expect((await placed.readAsSeller()).attention).toBe(true)
  expect((await shop.sell<Health>('/v1/seller/health')).json.deadJobs).toBe(1)

  await heal(shop)
  const unknown = await shop.sell('/v1/seller/jobs/retry', { body: { jobs: ['999999'] } })
  expect(unknown.json.code).toBe('JOB_NOT_FOUND')
  const { json } = await shop.sell<{ retried: number }>('/v1/seller/jobs/retry', {
    body: { jobs: [job?.id] },
  })
  expect([json.retried, await dead()]).toEqual([1, []])
  expect((await placed.readAsSeller()).attention).toBe(false)
  const [purchase] = (await placed.readAsSeller()).supplierOrders
  await shop.control(`/orders/${purchase?.platformOrderId}/ship`, {})
  await becomes(placed, 'shipped')
})

test('F-36: an attempt that fails is tried again at another moment than the others that failed with it', async () => {
  const placed = [await order(shop), await order(shop), await order(shop)]
  for (const each of placed) await buy(shop, each)
  await shop.control('/faults', { api: 'alibaba.trade.get.buyerView', kind: 'http-500', times: 99 })
  await shop.clock.advance(11 * minute)
  const waits = await eventually(async () => {
    const failed = await askDatabase<{ run_at: Date; updated_at: Date }>(
      shop.gateway.deps.db,
      `select run_at, updated_at from graphile_worker._private_jobs
        where last_error is not null and locked_at is null and attempts = 1`,
      { list: [] },
    )
    return failed.length >= 3 && failed.map(({ run_at }) => run_at.getTime())
  })
  await heal(shop)
  expect(new Set(waits).size).toBe(waits.length)
})

test('F-36: work that was done after all by a job in place of the one that gave up needs nobody', async () => {
  // 1688 has rested from the faults of before.
  await shop.clock.advance(minute)
  await settled(shop)
  const placed = await order(shop)
  const bought = await buy(shop, placed)
  await settled(shop)
  await shop.control('/faults', { api: 'alibaba.trade.get.buyerView', kind: 'http-500', times: 99 })
  const supplierOrderId = bought.supplierOrders[0]?.id ?? ''
  await wearOut('follow-supplier-order', `follow:${supplierOrderId}`)
  await shop.clock.advance(11 * minute)
  await eventually(async () => (await placed.readAsSeller()).attention)
  await heal(shop)
  await askDatabase(
    shop.gateway.deps.db,
    `select write_job('follow-supplier-order', $1::json, $2, 0, false)`,
    {
      list: [
        JSON.stringify({ shopId: shop.shop.id, supplierOrderId }),
        `follow:${supplierOrderId}`,
      ],
    },
  )
  await settled(shop)
  await shop.clock.advance(6 * minute)
  await settled(shop)
  expect((await placed.readAsSeller()).attention).toBe(false)
})
