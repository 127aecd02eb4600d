import type { Connection } from '@xiaopu/gateway'

/** Any fixed pair; the gateway's own locks are of another class. */
const lock = [7_782, 1]

/**
 * Holds a database for one `dev`: its sandbox keeps half of the truth in a folder, so two of them
 * must not meet. The lock goes with the connection, so a killed process leaves none.
 *
 * @returns how to let go, or undefined where another process holds it
 */
export async function holdDatabase(
  connection: Connection,
): Promise<(() => Promise<void>) | undefined> {
  const client = await connection.pool.connect()
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock($1, $2) as held',
    lock,
  )
  const letGo = async () => {
    client.release(true)
    await connection.close()
  }
  if (rows[0]?.held) return letGo
  await letGo()
  return undefined
}
