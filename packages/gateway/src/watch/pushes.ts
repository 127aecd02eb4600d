import { day, hour, minute } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { takeMessage } from '../fulfilment/read-message.ts'
import { ownShare } from '../jobs/dead-jobs.ts'

/** With purchases open something is pushed now and then; longer silence is suspect. */
const patienceMillis = 15 * minute

/** How far back messages are fetched that were not delivered. */
const fetchMillis = day

/** How many purchases are asked for at once, so that the rate the platform allows is kept. */
const atOnce = 300

/** `quiet`: nothing is open, so nothing is to be heard. */
export interface Pushes {
  readonly state: 'heard' | 'silent' | 'quiet'
  readonly lastAt?: Date
}

/** Whether the platform still tells us what happens. */
export async function readPushes(deps: Pick<Deps, 'db' | 'clock'>): Promise<Pushes> {
  const [row] = await heard(deps.db, [])
  const lastAt = row?.last ? { lastAt: row.last } : {}
  if (!row?.open_since) return { state: 'quiet', ...lastAt }
  const since = Math.max(row.last?.getTime() ?? 0, Number(row.open_since))
  const isSilent = deps.clock.now() - since > patienceMillis
  return { state: isSilent ? 'silent' : 'heard', ...lastAt }
}

/** What we fetched ourselves was not pushed. */
const heard = statement<{ last: Date | null; open_since: string | null }>(`
  select
    (select received_at from inbox where sender = '1688' and raw <> ''
      order by received_at desc limit 1) as last,
    (select value from settings where name = 'purchases_open_since') as open_since`)

/** Writes down since when purchases are followed without a break, as far as the watch has seen. */
export async function noteOpenPurchases(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await noteOpen(deps.db, [String(deps.clock.now())])
}

const noteOpen = statement(`
  with open as (
    select from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    where task.identifier = 'follow-supplier-order' limit 1),
  closed as (
    delete from settings where name = 'purchases_open_since' and not exists (select from open))
  insert into settings (name, value) select 'purchases_open_since', $1 from open
  on conflict (name) do nothing`)

/**
 * While nothing is pushed, purchases are asked for instead: messages that the platform could not
 * deliver are fetched, and every purchase that is followed is looked at within minutes, those that
 * wait longest first.
 */
export async function askInstead(deps: Deps, { lastAt }: Pushes): Promise<void> {
  await bringNearer(deps.db, [atOnce])
  const from = Math.max(lastAt?.getTime() ?? 0, deps.clock.now() - fetchMillis) - hour
  const period = { from: new Date(from).toISOString() }
  for await (const message of deps.platform('').missedMessages(period))
    await takeMessage(deps, message)
}

const bringNearer = statement(`
  update graphile_worker._private_jobs
  set run_at = now() + ${ownShare} * interval '5 minutes'
  where id in (
    select job.id from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    where task.identifier = 'follow-supplier-order' and job.locked_at is null
      and job.attempts = 0 and job.run_at > now() + interval '5 minutes'
    order by job.run_at limit $1)`)
