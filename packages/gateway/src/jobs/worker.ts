import { EventEmitter } from 'node:events'
import {
  type JobHelpers,
  Logger,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { deedOfJob } from '../records/deed-of.ts'
import { noteFailure } from './dead-jobs.ts'
import type { JobName, Jobs } from './jobs.ts'

export type JobHandlers = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> }

/** Class of the advisory locks that tell which gateway processes are alive; any fixed number. */
const lockClass = 7_781
const sweepMillis = 10_000

/** How long a finished job waits for others to be ended with it; a kill in between runs it again. */
const completeMillis = 20

export interface Workers {
  /** Resolves when no job is worked on any more, told to stop or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts working off jobs. A process that is killed leaves jobs locked for hours by default; each
 * process therefore holds an advisory lock, and jobs of one whose lock is gone are set free.
 *
 * @param options.alone - no other process works on this database, so every locked job is a dead one's
 */
export async function startWorkers(
  connection: Connection,
  deps: Deps,
  handlers: JobHandlers,
  { concurrency, alone }: { concurrency: number; alone: boolean },
): Promise<Workers> {
  const presence = await connection.pool.connect()
  presence.on('error', () => {})
  const process = new DataView(deps.random(4).buffer).getInt32(0)
  await presence.query('select pg_advisory_lock($1, $2)', [lockClass, process])
  await freeDeadWorkers(connection, alone)

  const runner = await startRunner(connection, deps, handlers, concurrency, process)
  const sweep = setInterval(() => {
    freeDeadWorkers(connection).catch((error: Error) =>
      deps.log({ level: 'error', event: 'jobs.sweep-failed', reason: error.message }),
    )
  }, sweepMillis)
  sweep.unref()
  const ended = runner.promise.catch(() => {})
  return {
    ended,
    async stop() {
      clearInterval(sweep)
      try {
        // One that ended by itself says so.
        await runner.stop().catch(() => {})
        await ended
      } finally {
        presence.release(true)
      }
    },
  }
}

async function startRunner(
  connection: Connection,
  deps: Deps,
  handlers: JobHandlers,
  concurrency: number,
  process: number,
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
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
  const events = new EventEmitter() as WorkerEvents
  // Jobs are locked in the name of their pool.
  let poolId = ''
  events.on('pool:create', ({ workerPool }) => {
    poolId = workerPool.id
  })
  const runner = await run({
    events,
    pgPool: connection.pool,
    taskList,
    concurrency,
    pollInterval: 500,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    // Jobs come in bursts: one question fetches for every idle hand, one statement ends several.
    preset: {
      worker: {
        ...(concurrency > 0 && { localQueue: { size: concurrency + 1 } }),
        completeJobBatchDelay: completeMillis,
      },
    },
  })
  await connection.db
    .insertInto('gateway_processes')
    .values({ process, pool_id: poolId, started_at: new Date(deps.clock.now()) })
    .execute()
  return runner
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
}
