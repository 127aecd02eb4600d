import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/**
 * Stores a verified message before anything is done with it.
 *
 * @returns whether it still has to be applied: a message that was stored but not applied (a crash
 * in between) is new again when its sender repeats it
 */
export async function storeMessage(
  deps: Pick<Deps, 'clock'> & { readonly db: Database | Tx },
  message: { sender: string; eventId: string; body: unknown },
): Promise<boolean> {
  const { sender, eventId, body } = message
  const now = new Date(deps.clock.now())
  const [row] = await store(deps.db, [sender, eventId, now, JSON.stringify(body)])
  return row?.applied_at === null
}

const store = statement<{ applied_at: Date | null }>(`
  insert into inbox (sender, event_id, received_at, body) values ($1, $2, $3, $4)
  on conflict (sender, event_id) do update set sender = excluded.sender
  returning applied_at`)

export async function markApplied(
  deps: Pick<Deps, 'clock'> & { readonly db: Database | Tx },
  sender: string,
  eventId: string,
): Promise<void> {
  await apply(deps.db, [sender, eventId, new Date(deps.clock.now())])
}

const apply = statement('update inbox set applied_at = $3 where sender = $1 and event_id = $2')
