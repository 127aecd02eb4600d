import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'

/** A browser made a share to pass on. */
export async function noteMaker(
  db: Database,
  { shopId, shareId, visitor }: { shopId: string; shareId: string; visitor: string },
): Promise<void> {
  await note(db, [shopId, shareId, visitor])
}

const note = statement(`
  insert into share_makers (shop_id, share_id, visitor) values ($1, $2, $3) on conflict do nothing`)

/** The shares that a browser made itself. */
export async function madeBy(
  db: Database | Tx,
  shopId: string,
  visitor: string,
): Promise<ReadonlySet<string>> {
  const rows = await made(db, [shopId, visitor])
  return new Set(rows.map(({ share_id }) => share_id))
}

const made = statement<{ share_id: string }>(
  'select share_id from share_makers where shop_id = $1 and visitor = $2',
)
