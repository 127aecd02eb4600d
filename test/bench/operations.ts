import { median, quantile } from './figure.ts'
import { cpuOf } from './processor.ts'

/** What one operation costs a server: processor time per call, and how long callers waited. */
export interface Cost {
  /** Processor time of the gateway per operation, in ms. */
  readonly gateway: number
  /** Processor time of the jobs that ran meanwhile, per operation, in ms. */
  readonly worker: number
  /** Processor time of the database's processes per operation, in ms. */
  readonly database: number
  /** Processor time of the platform and cashier that stand in for the real ones, per operation, in ms. */
  readonly sandbox: number
  readonly p50: number
  readonly p99: number
}

/** Process ids; what runs below each counts with it. */
export interface Processes {
  readonly gateway: number
  /** A second gateway that does the jobs and answers nobody. */
  readonly worker?: number
  /** PostgreSQL's first process; absent where the database is elsewhere. */
  readonly database?: number
  readonly sandbox?: number
}

/** Processor time that each has used, in ms. */
export type Used = Readonly<Record<keyof Processes, number>>

export function usedBy({ gateway, worker, database, sandbox }: Processes): Used {
  const cpu = (pid: number | undefined) => (pid === undefined ? 0 : cpuOf(pid))
  return {
    gateway: cpu(gateway),
    worker: cpu(worker),
    database: cpu(database),
    sandbox: cpu(sandbox),
  }
}

/** What each has used since then, per operation. */
export function usedSince(before: Used, processes: Processes, count: number): Used {
  const after = usedBy(processes)
  return {
    gateway: (after.gateway - before.gateway) / count,
    worker: (after.worker - before.worker) / count,
    database: (after.database - before.database) / count,
    sandbox: (after.sandbox - before.sandbox) / count,
  }
}

/**
 * Runs an operation again and again, one after the other, and reads the processor time of the
 * servers before and after: no load but this one, so what they used is what it costs.
 *
 * @param count - enough for about a second of processor time: it ticks in steps of 10 ms
 */
export async function costOf(
  processes: Processes,
  count: number,
  operation: (round: number) => Promise<unknown>,
): Promise<Cost> {
  const warm = Math.max(5, Math.round(count / 10))
  for (let round = 0; round < warm; round++) await operation(round)

  const before = usedBy(processes)
  const waits: number[] = []
  for (let round = warm; round < warm + count; round++) {
    const began = performance.now()
    await operation(round)
    waits.push(performance.now() - began)
  }
  return {
    ...usedSince(before, processes, count),
    p50: median(waits),
    p99: quantile(waits, 0.99),
  }
}

/** How fast several callers at once get through a number of operations. */
export interface Rate {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** @param goesOn - whether one more begins, after so many that have begun */
export async function rateOf(
  callers: number,
  goesOn: (begun: number) => boolean,
  operation: (caller: number, begun: number) => Promise<unknown>,
): Promise<Rate> {
  const waits: number[] = []
  let begun = 0
  const call = async (caller: number) => {
    while (goesOn(begun)) {
      const began = performance.now()
      await operation(caller, begun++)
      waits.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  const seconds = (performance.now() - began) / 1000
  const count = waits.length
  return { count, perSecond: count / seconds, p50: median(waits), p99: quantile(waits, 0.99) }
}
