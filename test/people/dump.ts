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

/** The same without jobs, and without what every request leaves behind: what somebody's deed would change. */
export async function books(databaseUrl: string): Promise<string> {
  const lines = (await dump(databaseUrl)).split('\n')
  return lines
    .filter((line) => !/^(public\.(idempotency|order_records)|graphile_worker)/.test(line))
    .join('\n')
}
