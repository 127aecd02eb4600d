import { type DeadlineKind, type DeadlineState, deadlineMillis, type Millis } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, type Values, values } from '../db/statement.ts'
import type { Deadlines } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { droppingJobs, writingJob } from '../jobs/jobs.ts'

export type DeadlineRow = Selectable<Deadlines>

/** What a deadline is about, and which promise. */
export interface DeadlineSubject {
  readonly shopId: string
  /** Id of the row it is about: `ord_…`, `sor_…`, `shm_…`, `asc_…`. */
  readonly subject: string
  readonly kind: DeadlineKind
}

/** A deadline to start. */
export interface NewDeadline extends DeadlineSubject {
  readonly orderId: string
  /** Which time this subject has this deadline; 1 where absent. One round starts once. */
  readonly round?: number
  /** Now where absent. */
  readonly startAt?: Millis
  /** As long after the start as its kind is, where absent. */
  readonly dueAt?: Millis
}

type Writing = Pick<Deps, 'clock' | 'newId'>

/**
 * Part of a statement: starts a deadline, with the job that fires it, for a row of `source`. Does
 * nothing where this round was started before.
 *
 * @returns a CTE by the name `<kind>_deadline`; one of a kind per statement
 */
export function writingDeadline(
  deps: Writing,
  v: Values,
  deadline: NewDeadline,
  source: string,
): string {
  const { shopId, orderId, subject, kind, round = 1, startAt = deps.clock.now() } = deadline
  const dueAt = deadline.dueAt ?? startAt + deadlineMillis[kind]
  const deadlineId = deps.newId('deadline')
  const row = [shopId, deadlineId, orderId, subject].map((text) => `${v.add(text)}::text`)
  const times = [startAt, dueAt].map((at) => `${v.add(new Date(at))}::timestamptz`)
  return `${kind}_deadline as (
    insert into deadlines
      (shop_id, deadline_id, order_id, subject, kind, round, start_at, due_at, state)
    select ${row.join(', ')}, '${kind}', ${v.add(round)}::integer, ${times.join(', ')}, 'running'
    from ${source}
    on conflict (shop_id, subject, kind, round) do nothing
    returning ${writingJob(deps, v, {
      name: 'fire-deadline',
      payload: { shopId, deadlineId },
      at: dueAt,
      key: jobKey(deadlineId),
    })})`
}

/** Key of the job that fires a deadline. */
const jobKey = (deadlineId: string) => `deadline:${deadlineId}`

/**
 * Starts a deadline in the caller's transaction, with the job that fires it. Starting the same
 * round again changes nothing.
 */
export async function startDeadline(
  deps: Writing,
  tx: Tx | Database,
  deadline: NewDeadline,
): Promise<void> {
  const v = values()
  await ask(tx, `with ${writingDeadline(deps, v, deadline, '(select) as started')} select`, v)
}

/** Those of one subject and kind, newest round first. */
export async function lockDeadlines(
  tx: Tx | Database,
  { shopId, subject, kind }: DeadlineSubject,
): Promise<DeadlineRow[]> {
  return tx
    .selectFrom('deadlines')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('subject', '=', subject)
    .where('kind', '=', kind)
    .orderBy('round', 'desc')
    .forUpdate()
    .execute()
}

export async function readDeadline(
  db: Database | Tx,
  shopId: string,
  deadlineId: string,
): Promise<DeadlineRow | undefined> {
  return db
    .selectFrom('deadlines')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('deadline_id', '=', deadlineId)
    .executeTakeFirst()
}

/** Writes how a deadline has changed; one that runs no longer needs no job. */
export async function writeDeadline(tx: Tx | Database, row: DeadlineRow): Promise<void> {
  await write(tx, [
    row.shop_id,
    row.deadline_id,
    row.state,
    row.met_at,
    row.state === 'breached' || row.state === 'excused' ? row.due_at : null,
    row.note,
    jobKey(row.deadline_id),
  ])
}

/** Puts off a deadline that runs, with its timer: what it waited for was done, and is due again. */
export async function renewDeadline(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  row: DeadlineRow,
  startAt: Millis,
  dueAt: Millis,
): Promise<void> {
  const v = values()
  const { shop_id: shopId, deadline_id: deadlineId } = row
  const job = { shopId, deadlineId }
  await ask(
    tx,
    `with renewed as (
      update deadlines set start_at = ${v.add(new Date(startAt))}, due_at = ${v.add(new Date(dueAt))}
      where shop_id = ${v.add(shopId)} and deadline_id = ${v.add(deadlineId)} and state = 'running'
      returning 1)
    select ${writingJob(deps, v, {
      name: 'fire-deadline',
      payload: job,
      at: dueAt,
      key: jobKey(deadlineId),
    })} from renewed`,
    v,
  )
}

const write = statement(`
  with written as (
    update deadlines set state = $3, met_at = $4, breach_at = $5, note = $6
    where shop_id = $1 and deadline_id = $2
    returning state)
  ${droppingJobs(`select $7::text from written where state <> 'running'`)}`)

/**
 * Calls off what still runs of an order, or of one subject in it: there is nothing left to do.
 *
 * @param about - `ord_…` stands for the order and everything in it
 */
export async function cancelDeadlines(
  tx: Tx | Database,
  about: { readonly shopId: string; readonly subject: string; readonly kind?: DeadlineKind },
  note?: string,
): Promise<void> {
  await cancel(tx, [about.shopId, about.subject, about.kind ?? null, note ?? null])
}

const cancel = statement(`
  with ended as (
    update deadlines set state = 'cancelled', note = coalesce($4::text, note)
    where shop_id = $1 and state = 'running'
      and case when $2 like 'ord_%' and $3::text is null then order_id = $2 else subject = $2 end
      and kind = coalesce($3, kind)
    returning deadline_id)
  ${droppingJobs(`select 'deadline:' || deadline_id from ended`)}`)

/** Part of a statement: calls off what runs of a subject, where `source` has a row. */
export function endingDeadlines(
  v: Values,
  { shopId, subject }: Pick<DeadlineSubject, 'shopId' | 'subject'>,
  source: string,
): string {
  return `ended_deadlines as (
    update deadlines set state = 'cancelled'
    where shop_id = ${v.add(shopId)} and subject = ${v.add(subject)} and state = 'running'
      and exists (select from ${source})
    returning 1)`
}

/** As the pure rules see a row. */
export function factsOf(row: DeadlineRow) {
  return {
    state: row.state as DeadlineState,
    dueAt: row.due_at.getTime(),
    ...(row.met_at && { metAt: row.met_at.getTime() }),
  }
}

/** What is shown of a deadline with its order; times as JSON spells them. */
export const deadlineColumns = 'deadline_id subject kind round state start_at due_at met_at note'

export type DeadlineParts = Pick<
  DeadlineRow,
  'deadline_id' | 'subject' | 'kind' | 'round' | 'state' | 'note'
> & { readonly start_at: string; readonly due_at: string; readonly met_at: string | null }
