import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly key: string | null
  readonly body: { readonly say: string }
  readonly attempts: number
  readonly over: boolean
  readonly due: boolean
}

let client: pg.Client

beforeAll(async () => {
  client = new pg.Client({ connectionString: await freshDatabase() })
  await client.connect()
})
afterAll(() => client.end())

/** Writes a job as gateways do; due in so many ms. */
async function write(kind: string, key: string | null, say: string, wait = 0, yields = false) {
  const job = [kind, JSON.stringify({ say }), key, wait, yields]
  await client.query('select write_job($1, $2::json, $3, $4, $5)', job)
}

async function jobs(where = 'true'): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select id, key, payload as body, attempts, attempts >= max_attempts as over, run_at <= now() as due
      from graphile_worker._private_jobs where ${where} order by id`,
  )
  return rows
}

/** As a worker fetches them. */
async function fetched(): Promise<string[]> {
  const { rows } = await client.query<Row>(
    `select payload as body from graphile_worker._private_jobs
      where is_available and run_at <= now() order by priority, run_at, id`,
  )
  return rows.map(({ body }) => body.say)
}

const clear = () => client.query('delete from graphile_worker._private_jobs')

test('a job that waits is replaced, keeps its time where the new one yields, and is there once', async () => {
  await clear()
  await write('buy-order', 'buy:1', 'later', 60_000)
  await write('buy-order', 'buy:1', 'yields', 0, true)
  expect(await jobs()).toMatchObject([{ body: { say: 'yields' }, due: false }])
  await write('buy-order', 'buy:1', 'now')
  expect(await jobs()).toMatchObject([{ body: { say: 'now' }, due: true, attempts: 0 }])
  await write('buy-order', null, 'without a key')
  await write('buy-order', null, 'without a key')
  expect(await jobs()).toHaveLength(3)
})

test('a job at work loses its key and is not tried again: another follows it', async () => {
  await clear()
  await write('buy-order', 'buy:2', 'at work')
  await client.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'someone', attempts = 1`,
  )
  await write('buy-order', 'buy:2', 'follows')
  expect(await jobs()).toMatchObject([
    { key: null, body: { say: 'at work' }, over: true },
    { key: 'buy:2', body: { say: 'follows' }, attempts: 0, due: true },
  ])
})

test('a job that gave up begins anew when it is written again, also where the new one yields', async () => {
  await clear()
  await write('buy-order', 'buy:3', 'gave up', 60_000)
  await client.query(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'broken'`,
  )
  await write('buy-order', 'buy:3', 'anew', 0, true)
  const [job, ...others] = await jobs('key is not null')
  expect(job).toMatchObject({ body: { say: 'anew' }, attempts: 0, due: true })
  expect(others).toEqual([])
})

test('a kind of job that nobody knows yet is written too', async () => {
  await clear()
  await write('never-heard-of', 'new:1', 'first')
  await write('never-heard-of', 'new:1', 'second')
  expect(await jobs()).toMatchObject([{ key: 'new:1', body: { say: 'second' } }])
})

test('what a provider tells of a payment is worked on before purchases that wait longer', async () => {
  await clear()
  await write('buy-order', 'buy:4', 'an order to buy')
  await write('buy-order', 'buy:5', 'another order to buy')
  await write('apply-notice', 'notice:1', 'paid')
  expect(await fetched()).toEqual(['paid', 'an order to buy', 'another order to buy'])
})
