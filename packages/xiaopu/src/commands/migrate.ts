import { connect, migrate } from '@xiaopu/gateway'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'

/** Brings the database to the newest schema. */
export async function run({ env, cli, say }: Context): Promise<number> {
  const migrations = await withDatabase(env, migrateAt, { creates: true })
  say({ migrations }, () => cli.migrated(migrations))
  return 0
}

async function migrateAt(url: string): Promise<number> {
  const connection = connect({ url, max: 2 })
  try {
    return await migrate(connection)
  } finally {
    await connection.close()
  }
}
