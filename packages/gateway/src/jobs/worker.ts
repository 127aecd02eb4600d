import { EventEmitter, once } from 'node:events'
import {
  type JobHelpers,
  Logger,
  type Runner,
  type RunnerOptions,
  run,
  runTaskListOnce,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { deedOfJob } from '../records/deed-of.ts'
import { noteFailure } from './dead-jobs.ts'
import type { JobName, Jobs } from './jobs.ts'
import { bePresent, lockClass } from './presence.ts'
import { atMost, endsQuietly, forgiving } from './worker-end.ts'

export type JobHandlers = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> }

const sweepMillis = 10_000

/** How long a finished job waits for others to be ended with it; a kill in between runs it again. */
const completeMillis = 20

export interface Workers {
  /** Resolves when no job is worked on any more, told to stop or not. */
  readonly ended: Promise<void>
  /** Works off what is due, one job after the other, until nothing is: for who says himself when. */
  workDue(): Promise<void>
  /** Sets the jobs of dead processes free; where jobs are worked by themselves, this is too. */
  freeDead(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts working off jobs. A process that is killed leaves jobs locked for hours by default; each
 * process therefore holds an advisory lock, and jobs of one whose lock is gone are set free.
 *
 * @param options.concurrency - jobs at work at once; 0 works none by itself
 * @param options.alone - no other process works on this database, so every locked job is a dead one's
 */
export async function startWorkers(
  connection: Connection,
  deps: Deps,
  handlers: JobHandlers,
  { concurrency, alone }: { concurrency: number; alone: boolean },
): Promise<Workers> {
  const process = new DataView(deps.random(4).buffer).getInt32(0)
  const name: WorkerName = { process, poolId: '' }
  const leave = await bePresent(connection, deps, process, () =>
    nameProcess(connection, deps, name),
  )
  const tasks = taskList(deps, handlers)
  const { ended, stop } = await begin().catch((error) => {
    leave()
    throw error
  })
  return {
    ended,
    workDue: handWorker(connection, deps, tasks, name),
    freeDead: () => freeDeadWorkers(connection),
    async stop() {
      try {
        await stop()
        await ended
      } finally {
        leave()
      }
    },
  }

  async function begin(): Promise<ByItself> {
    await freeDeadWorkers(connection, alone)
    if (concurrency === 0) return nothingByItself()
    return workByItself(connection, deps, tasks, { concurrency, name })
  }
}

/** In which name a process locks its jobs; each runner has a name of its own. */
interface WorkerName {
  readonly process: number
  poolId: string
}

type ByItself = Pick<Workers, 'ended' | 'stop'>

function nothingByItself(): ByItself {
  let stop = () => {}
  const ended = new Promise<void>((done) => {
    stop = done
  })
  return { ended, stop: async () => stop() }
}

function taskList(deps: Deps, handlers: JobHandlers): TaskList {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      async (payload: unknown, { job }: JobHelpers) => {
        try {
          await deps.recorder.during(deedOfJob(name, payload, job.attempts), () =>
            (handle as (payload: unknown) => Promise<void>)(payload),
          )
        } catch (error) {
          deps.log({
            level: 'warn',
            event: 'job.failed',
            job: name,
            reason: (error as Error).message,
          })
          await noteFailure(deps, job).catch(() => {})
          throw error
        }
      },
    ]),
  )
}

type WorkerOptions = Pick<RunnerOptions, 'noHandleSignals' | 'logger'> & {
  readonly events: WorkerEvents
}

/** Options that every way of working off jobs shares. */
function workerOptions(name: WorkerName, named: () => void = () => {}): WorkerOptions {
  const events = new EventEmitter() as WorkerEvents
  events.on('pool:create', ({ workerPool }) => {
    name.poolId = workerPool.id
    named()
  })
  return { events, noHandleSignals: true, logger: new Logger(() => () => {}) }
}

async function workByItself(
  connection: Connection,
  deps: Deps,
  tasks: TaskList,
  { concurrency, name }: { concurrency: number; name: WorkerName },
): Promise<ByItself> {
  const options = workerOptions(name)
  const givingUp = once(options.events, 'pool:gracefulShutdown')
  const runner = await startRunner(connection, tasks, concurrency, options)
  await nameProcess(connection, deps, name)
  const sweep = setInterval(() => {
    freeDeadWorkers(connection).catch((error: Error) =>
      deps.log({ level: 'error', event: 'jobs.sweep-failed', reason: error.message }),
    )
  }, sweepMillis)
  sweep.unref()
  const ended = runner.promise.catch(() => {})
  return {
    ended: Promise.race([ended, givingUp.then(() => atMost(ended))]),
    async stop() {
      clearInterval(sweep)
      // One that ended by itself says so.
      await atMost(runner.stop().catch(() => {}))
    },
  }
}

function startRunner(
  { jobPool }: Connection,
  taskList: TaskList,
  concurrency: number,
  options: WorkerOptions,
): Promise<Runner> {
  return run({
    ...options,
    pgPool: forgiving(jobPool),
    taskList,
    concurrency,
    pollInterval: 500,
    // Jobs come in bursts: one question fetches for every idle hand, one statement ends several.
    preset: {
      plugins: [endsQuietly(options.events)],
      worker: {
        localQueue: { size: concurrency + 1 },
        completeJobBatchDelay: completeMillis,
        // Failures too: one at a time, a lost connection while a failure is told is an uncaught error.
        failJobBatchDelay: completeMillis,
      },
    },
  })
}

function handWorker(
  connection: Connection,
  deps: Deps,
  tasks: TaskList,
  name: WorkerName,
): () => Promise<void> {
  let named: Promise<void> | undefined
  const options = workerOptions(name, () => {
    named = nameProcess(connection, deps, name)
    // Heard of once the jobs are done.
    named.catch(() => {})
  })
  return async () => {
    const client = await connection.pool.connect()
    try {
      await runTaskListOnce(options, tasks, client).promise
      await named
    } finally {
      client.release()
    }
  }
}

/** Writes down in which name a process locks its jobs. */
async function nameProcess(
  { db }: Connection,
  { clock }: Deps,
  { process, poolId: pool_id }: WorkerName,
): Promise<void> {
  await db
    .insertInto('gateway_processes')
    .values({ process, pool_id, started_at: new Date(clock.now()) })
    .onConflict((conflict) => conflict.column('process').doUpdateSet({ pool_id }))
    .execute()
}

async function freeDeadWorkers({ db }: Connection, justStarted = false): Promise<void> {
  await sql`delete from gateway_processes where not exists (
    select from pg_locks
    where locktype = 'advisory' and classid = ${lockClass}::oid and objsubid = 2
      and objid::bigint = process::bigint & 4294967295)`.execute(db)
  // A pool writes its name down just after its first jobs, hence the half minute.
  await sql`select graphile_worker.force_unlock_workers(array(
    select distinct locked_by from graphile_worker._private_jobs
    where locked_by is not null
      and locked_by not in (select pool_id from gateway_processes)
      and (locked_at < now() - interval '30 seconds' or ${justStarted})))`.execute(db)
  // What lost its key while it was at work (write_job) and then failed or died has a successor.
  await sql`delete from graphile_worker._private_jobs
    where key is null and attempts >= max_attempts and locked_at is null`.execute(db)
}
