import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connection, connect } from './database.ts'
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts'
import { createNames } from './prepared.ts'
import { statement, unflushed } from './statement.ts'

let dir: string
let server: EmbeddedDatabase
let connection: Connection

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xiaopu-prepared-'))
  server = await startEmbedded(dir)
  connection = connect({ url: server.url })
  await connection.pool.query(
    'create table goods (id text primary key, pieces bigint, at timestamptz)',
  )
}, 60_000)
afterAll(async () => {
  await connection.close()
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

const echo = statement<Record<string, unknown>>(`
  select $1::text as text, $2::bigint as fen, $3::timestamptz as at, $4::bytea as bytes,
    $5::jsonb as json, $6::text[] as words, $7::boolean as yes, $8::text as nothing`)

const values = [
  '文三路 100 号 "2 幢" \\ 301 🛍',
  9_007_199_254_740_991,
  new Date('2026-11-30T08:37:01.042Z'),
  Buffer.from([0, 1, 2, 255]),
  { a: [1, '二', null] },
  ['plain', 'with "quotes"', 'back\\slash', 'a,b', '', null, 'NULL'],
  true,
  undefined,
]
const same = {
  text: values[0],
  fen: values[1],
  at: values[2],
  bytes: values[3],
  json: values[4],
  words: values[5],
  yes: true,
  nothing: null,
}

test('what is sent comes back the same, the first time and when the rows are no longer described', async () => {
  expect(await echo(connection.db, values)).toEqual([same])
  expect(await echo(connection.db, values)).toEqual([same])
  const inTransaction = connection.db
    .transaction()
    .execute(async (tx) => [...(await echo(tx, values)), ...(await echo(tx, values))])
  expect(await inTransaction).toEqual([same, same])
})

test('a changed row is counted, whoever built the statement', async () => {
  const put = statement(`
    insert into goods (id, pieces) select unnest($1::text[]), $2 on conflict (id) do nothing returning id`)
  expect(await put(connection.db, [['a', 'b'], 3])).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(await put(connection.db, [['a', 'b'], 3])).toEqual([])
  const { numAffectedRows } = await sql`update goods set pieces = ${4} where pieces = ${3}`.execute(
    connection.db,
  )
  expect(numAffectedRows).toBe(2n)
})

test('a statement that is refused tells why, and its connection goes on', async () => {
  const clash = statement('insert into goods (id) values ($1), ($1)')
  for (const _ of [1, 2]) {
    await expect(clash(connection.db, ['c'])).rejects.toMatchObject({
      code: '23505',
      constraint: 'goods_pkey',
    })
    expect(await echo(connection.db, values)).toEqual([same])
  }
  await expect(statement('select $1::int / 0 as none')(connection.db, [1])).rejects.toMatchObject({
    code: '22012',
  })
})

test('statements that wait for a lock hold up nobody, not even who must let go of it', async () => {
  const wait = statement('select pg_advisory_xact_lock($1)')
  const waiting = await connection.db.transaction().execute(async (tx) => {
    await wait(tx, [1])
    const held = Array.from({ length: 6 }, () => wait(connection.db, [1]))
    // Asked in the middle of the transaction, and not of it.
    for (const _ of [1, 2, 3]) expect(await echo(connection.db, values)).toEqual([same])
    return held
  })
  expect(await Promise.all(waiting)).toHaveLength(6)
})

test('a lane that broke is another one the next time', async () => {
  const end = statement('select pg_terminate_backend(pg_backend_pid()), $1::text')
  await expect(end(connection.db, ['now'])).rejects.toMatchObject({ code: '57P01' })
  expect(await echo(connection.db, values)).toEqual([same])

  const pid = statement<{ pid: number }>('select pg_backend_pid() as pid where $1')
  const [idle] = await pid(connection.db, [true])
  await connection.pool.query('select pg_terminate_backend($1, 5000)', [idle?.pid])
  await expect
    .poll(() => echo(connection.db, values).catch((error: Error) => error))
    .toEqual([same])
})

test('a text has the same name in every process, and only so many have one', () => {
  const nameOf = createNames(400)
  expect(nameOf('select $1::text')).toBe('xp_JRDMfbF94_QnWKKinIue-D')
  const named = Array.from({ length: 600 }, (_, at) => nameOf(`select $1 + ${at}`))
  expect(new Set(named.slice(0, 399)).size).toBe(399)
  expect(named.slice(399)).toEqual(Array.from({ length: 201 }))
  expect(nameOf('select $1 + 7')).toBe(named[7])
})

test('a statement whose commit is not waited for leaves the next one on its connection waited for', async () => {
  const alone = connect({ url: server.url, max: 1 })
  const hurried = statement(`
    with written as (insert into goods (id, pieces) values ($1, 1))
    select ${unflushed} as waits`)
  const waits = statement('select current_setting($1) as waits')
  expect(await hurried(alone.db, ['hurried'])).toEqual([{ waits: 'off' }])
  expect(await waits(alone.db, ['synchronous_commit'])).toEqual([{ waits: 'on' }])
  await alone.close()
})

test('only what fetches and ends jobs never waits for the disk', async () => {
  const { pool, jobPool } = connection
  const asked = 'show synchronous_commit'
  expect((await pool.query(asked)).rows).toEqual([{ synchronous_commit: 'on' }])
  expect((await jobPool.query(asked)).rows).toEqual([{ synchronous_commit: 'off' }])
})
