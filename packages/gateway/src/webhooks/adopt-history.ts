import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** Changes that carry a transaction number which this server has not given yet. */
const strange = statement<{ found: boolean }>(`
  select exists (
    select from webhook_endpoints as endpoint
    where seen_txid > pg_current_xact_id()::text::bigint or exists (
      select from transitions as change
      where change.shop_id = endpoint.shop_id and change.txid > pg_current_xact_id()::text::bigint)
  ) as found`)

/** What was told stays told; what is told twice because of this is dropped where it is written. */
const keepPlaces = statement(`
  update webhook_endpoints as endpoint set
    since_txid = 0, since_id = (
      select coalesce(max(transition_id), 0) from transitions as change
      where change.shop_id = endpoint.shop_id
        and (change.txid, change.transition_id) <= (since_txid, since_id)),
    seen_txid = 0, seen_id = (
      select coalesce(min(transition_id) filter (where (change.txid, change.transition_id)
          > (seen_txid, seen_id)) - 1, max(transition_id), 0)
      from transitions as change where change.shop_id = endpoint.shop_id)`)

const renumber = statement(`update transitions set txid = 0 where txid <> 0`)

/**
 * After a database was restored on another server, whose transactions are numbered from the start:
 * the history of before counts as old, in the order in which it was written, and what comes is new.
 * Otherwise programs would hear nothing until the numbers have caught up.
 */
export async function adoptHistory(deps: Pick<Deps, 'db' | 'log'>): Promise<void> {
  const [row] = await strange(deps.db, [])
  if (!row?.found) return
  await deps.db.transaction().execute(async (tx) => {
    await keepPlaces(tx, [])
    await renumber(tx, [])
  })
  deps.log({ level: 'warn', event: 'webhooks.history-adopted' })
}
