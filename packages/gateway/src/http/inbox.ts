import { second } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement, unflushed } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** A verified callback, as it came. */
export interface Callback {
  /** Who sent it: `1688`, `payments/wechat`. */
  readonly sender: string
  /** The sender's name for it, the same on every repetition. */
  readonly eventId: string
  /** What it was verified with. */
  readonly headers: Readonly<Record<string, string>>
  readonly raw: Uint8Array
  /** What was read from it. */
  readonly body: unknown
}

export type CallbackName = Pick<Callback, 'sender' | 'eventId'>

/**
 * What became of it: `applied`; `ignored`, about nothing of ours; `failed`, it contradicts what we
 * know and a person must look.
 */
export type Settlement = 'applied' | 'ignored' | 'failed'

/** Who is told about an order before our own commit is seen: it is looked up again after this long. */
const patience = [1, 5, 30, 120].map((seconds) => seconds * second)

/** A callback in the order of the statements that store one. */
export function storedValues({ clock }: Pick<Deps, 'clock'>, callback: Callback): unknown[] {
  const { sender, eventId, headers, raw, body } = callback
  const now = new Date(clock.now())
  return [sender, eventId, now, JSON.stringify(headers), Buffer.from(raw), JSON.stringify(body)]
}

/**
 * Part of a statement whose first six values are `storedValues`: the callback, once; a row where it
 * is new.
 */
export const storing = (state: string): string => `stored as (
    insert into inbox (sender, event_id, received_at, headers, raw, body, state, settled_at)
    select $1, $2, $3::timestamptz, $4::jsonb, $5::bytea, $6::jsonb, fresh.state,
      case when fresh.state = 'applied' then $3::timestamptz end
    from (select ${state} as state) as fresh
    on conflict (sender, event_id) do nothing
    returning sender, event_id, state)`

/** Stores what tells nothing new: were it lost, nothing would be missing. */
export const storeApplied = statement(
  `with ${storing(`'applied'`)} select ${unflushed} from stored`,
)

/** Only headers that a signature is made with or that name the sender: no cookie, no key of ours. */
export function evidenceOf(headers: Headers): Record<string, string> {
  const kept = /^(content-type|user-agent|date|(x-cashier|wechatpay)-[a-z]+)$/
  return Object.fromEntries([...headers].filter(([name]) => kept.test(name)))
}

export async function settle(
  deps: Pick<Deps, 'clock'> & { readonly db: Database | Tx },
  { sender, eventId }: CallbackName,
  state: Settlement,
  problem?: string,
): Promise<void> {
  const now = new Date(deps.clock.now())
  await settling(deps.db, [sender, eventId, state, now, problem ?? null])
}

const settling = statement(`
  update inbox set state = $3, settled_at = $4, problem = $5, attempts = attempts + 1
  where sender = $1 and event_id = $2 and state in ('new', 'parked')`)

/**
 * Puts a callback about something unknown aside.
 *
 * @returns when it should be looked at again (ms); undefined where that was tried often enough and
 * it is ignored from now on
 */
export async function park(
  deps: Pick<Deps, 'clock' | 'log'> & { readonly db: Database | Tx },
  callback: CallbackName,
  problem: string,
): Promise<number | undefined> {
  const { sender, eventId } = callback
  const [row] = await parking(deps.db, [sender, eventId, problem])
  if (!row) return undefined
  const wait = patience[row.attempts - 1]
  if (wait !== undefined) return deps.clock.now() + wait
  await settle(deps, callback, 'ignored', problem)
  deps.log({ level: 'warn', event: 'callback.ignored', sender, callback: eventId, problem })
  return undefined
}

const parking = statement<{ attempts: number }>(`
  update inbox set state = 'parked', attempts = attempts + 1, problem = $3
  where sender = $1 and event_id = $2 and state in ('new', 'parked')
  returning attempts`)

/** Another try that came to nothing for now; the job that tries comes back by itself. */
export async function noteAttempt(
  db: Database,
  { sender, eventId }: CallbackName,
  problem: string,
): Promise<void> {
  await noting(db, [sender, eventId, problem])
}

const noting = statement(`
  update inbox set attempts = attempts + 1, problem = $3
  where sender = $1 and event_id = $2 and state in ('new', 'parked')`)
