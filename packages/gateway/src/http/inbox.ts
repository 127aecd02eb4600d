import type { Database, Tx } from '../db/database.ts'
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
  const row = await deps.db
    .insertInto('inbox')
    .values({
      sender: message.sender,
      event_id: message.eventId,
      received_at: new Date(deps.clock.now()),
      body: JSON.stringify(message.body),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['sender', 'event_id'])
        .doUpdateSet((eb) => ({ sender: eb.ref('excluded.sender') })),
    )
    .returning('applied_at')
    .executeTakeFirstOrThrow()
  return row.applied_at === null
}

export async function markApplied(
  deps: Pick<Deps, 'clock'> & { readonly db: Database | Tx },
  sender: string,
  eventId: string,
): Promise<void> {
  await deps.db
    .updateTable('inbox')
    .set({ applied_at: new Date(deps.clock.now()) })
    .where('sender', '=', sender)
    .where('event_id', '=', eventId)
    .execute()
}
