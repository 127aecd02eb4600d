import type { Connection } from '@xiaopu/gateway'

/** Statements that put a database back to the rows that were kept. */
export interface Reset {
  /** By deleting: quick, but dead rows stay until tables are emptied. */
  readonly quickly: string
  readonly anew: string
}

/**
 * Keeps every row of the shop's tables and of the job queue.
 *
 * @param schema - to keep them in; made here
 */
export async function keepRows(
  { pool }: { readonly pool: Pick<Connection['pool'], 'query'> },
  schema = 'kept',
): Promise<Reset> {
  const { rows } = await pool.query<{ table: string; kept: string; columns: string }>(`
    select format('%I.%I', schemaname, tablename) as "table",
      format('${schema}.%I', schemaname || '_' || tablename) as kept,
      (select string_agg(format('%I', column_name), ', ') from information_schema.columns
        where table_schema = schemaname and table_name = tablename and is_generated = 'NEVER') as columns
    from pg_tables
    where schemaname in ('public', 'graphile_worker') and tablename not like '%migration%'
      and tablename <> '_private_tasks'`)
  await pool.query(`create schema ${schema}`)
  const back: string[] = []
  for (const { table, kept, columns } of rows) {
    const made = await pool.query(`create table ${kept} as select ${columns} from ${table}`)
    if (made.rowCount)
      back.push(
        `insert into ${table} (${columns}) overriding system value select ${columns} from ${kept};`,
      )
  }
  const all = rows.map(({ table }) => table)
  // Rows come and go in any order: what refers to what is looked at again when all is back.
  const frame = (empty: string) =>
    `begin; set local session_replication_role = replica; ${empty} ${back.join(' ')} commit`
  return {
    quickly: frame(all.map((table) => `delete from ${table};`).join(' ')),
    anew: frame(`truncate ${all.join(', ')};`),
  }
}
