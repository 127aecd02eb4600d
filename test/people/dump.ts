import { connect } from '@xiaopu/gateway'

/** Every row of every table of the gateway and its jobs as text: what who steals the database reads. */
export async function dump(databaseUrl: string): Promise<string> {
  const { pool, close } = connect({ url: databaseUrl, max: 1 })
  try {
    const { rows: tables } = await pool.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'graphile_worker') order by 1`)
    const texts: string[] = []
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(`select r::text as row from ${name} as r`)
      texts.push(...rows.map(({ row }) => `${name}: ${row}`))
    }
    return texts.join('\n')
  } finally {
    await close()
  }
}

/**
 * What somebody's deed would change: without jobs, what every request leaves behind, and goods, which
 * are read again at 1688 now and then.
 */
export async function books(databaseUrl: string): Promise<string> {
  const lines = (await dump(databaseUrl)).split('\n')
  const others =
    /^(public\.(idempotency|order_records|offers|offer_snapshots|listing_skus)|graphile_worker)/
  return lines
    .filter((line) => !others.test(line))
    .sort()
    .join('\n')
}
