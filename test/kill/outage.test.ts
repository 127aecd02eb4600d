import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, payAt, placeOrder, quoteFor, startPaying } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
let administrator: pg.Client

beforeAll(async () => {
  shop = await openShop()
  administrator = new pg.Client({ connectionString: shop.databaseUrl })
  await administrator.connect()
})
afterAll(async () => {
  await administrator.end()
  await shop.close()
})

/** Every connection of the gateway breaks at once, as when the server restarts. */
async function breakConnections(): Promise<void> {
  await administrator.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
}

test('a gateway whose connections broke while it worked goes on working and keeps its jobs', {
  timeout: 120_000,
}, async () => {
  const [listing] = await listGoods(shop, 1)
  if (!listing) throw new Error('nothing to sell')
  for (let round = 0; round < 6; round++) {
    const order = await placeOrder(shop, await quoteFor(shop, await fillCart(shop, [{ listing }])))
    await payAt(shop, await startPaying(order))
    // While it buys, and while it ends the job that bought.
    for (let blow = 0; blow < 10; blow++) {
      await breakConnections()
      await new Promise((done) => setImmediate(done))
    }
    await eventually(async () => {
      await shop.clock.advance(30_000).catch(() => {})
      const { state } = await order.read().catch(() => ({ state: 'unknown' }))
      return state === 'placed'
    })
  }
  const held = await eventually(async () => {
    const { rows } = await administrator.query<{ held: number }>(`
      select count(*)::int as held from pg_locks where locktype = 'advisory' and classid = 7781
        and granted and database = (select oid from pg_database where datname = current_database())`)
    return rows[0]?.held === 1
  })
  expect(held).toBe(true)
})

/** Jobs that are done as soon as they are looked at. */
async function manyJobs(count: number): Promise<void> {
  await administrator.query(
    `select write_job('check-payment', json_build_object('shopId', $1::text, 'paymentId', 'none'),
      'nothing-' || nth, 0, false) from generate_series(1, $2::int) as nth`,
    [shop.shop.id, count],
  )
}

async function jobsLeft(): Promise<number> {
  const { rows } = await administrator.query<{ left: number }>(
    `select count(*)::int as left from graphile_worker._private_jobs where key like 'nothing-%'`,
  )
  return rows[0]?.left ?? 0
}

test('a gateway that cannot even hand back the jobs it has fetched stays up and begins again', {
  timeout: 120_000,
}, async () => {
  for (let round = 0; round < 12; round++) {
    await manyJobs(200)
    for (let blow = 0; blow < 30; blow++) {
      await breakConnections()
      await new Promise((done) => setImmediate(done))
    }
  }
  await expect.poll(jobsLeft, { timeout: 60_000, interval: 200 }).toBe(0)
})
