import { connect } from '@xiaopu/gateway'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { eventually, type OpenShop } from '../shop.ts'

/** Asks the shop's database in plain SQL. */
export async function inDatabase<Row = Record<string, unknown>>(
  { databaseUrl }: Pick<OpenShop, 'databaseUrl'>,
  ...statements: readonly string[]
): Promise<Row[]> {
  const { pool, close } = connect({ url: databaseUrl, max: 1 })
  try {
    let rows: Row[] = []
    for (const each of statements) rows = (await pool.query(each)).rows
    return rows
  } finally {
    await close()
  }
}

/** Until no job is due or at work any more. */
export async function quiet(market: OpenShop): Promise<void> {
  await eventually(async () => {
    const [row] = await inDatabase<{ busy: boolean }>(
      market,
      `select exists (select from graphile_worker._private_jobs
        where run_at <= now() and attempts < max_attempts) as busy`,
    )
    return row?.busy === false
  })
}

/** What is read again from the platform by itself, and what was remembered of requests, whatever a test does. */
const aside = [
  'offers',
  'offer_snapshots',
  'listing_skus',
  'images',
  'gateway_processes',
  'order_records',
]

/**
 * A fingerprint of every table that is about trade: two of them are equal where nothing was written
 * in between.
 */
export async function books(
  market: OpenShop,
  { but = [] }: { but?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const tables = await inDatabase<{ name: string }>(
    market,
    `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not like 'kysely%' order by relname`,
  )
  const wanted = tables.filter(({ name }) => ![...aside, ...but].includes(name))
  const rows = await inDatabase<{ name: string; print: string | null }>(
    market,
    wanted
      .map(
        ({ name }) => `select '${name}' as name,
          md5(string_agg(each::text, '' order by each::text)) as print from ${name} as each`,
      )
      .join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, print }) => [name, print ?? 'empty']))
}

/** How many statements on the shop's own database wait for a lock; tests beside this one have theirs. */
export async function waitingForLocks({ gateway }: Pick<OpenShop, 'gateway'>): Promise<number> {
  const waiting = await ask(
    gateway.deps.db,
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    { list: [] },
  )
  return waiting.length
}
