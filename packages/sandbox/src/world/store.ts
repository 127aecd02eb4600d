/** Rows by id. A row is never changed in place: put a new one. */
export interface Table<T> {
  get(id: string): T | undefined
  put(id: string, row: T): void
  remove(id: string): void
  values(): IterableIterator<T>
  entries(): IterableIterator<[string, T]>
  /** Tells of every row that was put, removed or put back by an undo: its id, after the fact. */
  watch(listener: (id: string) => void): void
  readonly size: number
}

/** One row put (`row`) or removed (`null`). */
export type Change = readonly [table: string, id: string, row: unknown]
export type Snapshot = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Where committed changes go. `write` is called in the order of commits. */
export interface Journal {
  write(changes: readonly Change[]): void
  /** Resolves when everything written so far would survive a power cut. */
  flush(): Promise<void>
}

/**
 * The world's memory: named tables, changed only inside `transaction`, which is all or nothing.
 * Transactions are synchronous, so two calls never see each other half done.
 */
export interface Store {
  table<T>(name: string): Table<T>
  transaction<T>(run: () => T): T
  /**
   * Runs with every row as it was at a moment, as far back as is remembered, and forgets what was written
   * meanwhile; `wrote` says whether anything was. Not inside a transaction.
   */
  asOf<T>(at: number, run: () => T): { readonly value: T; readonly wrote: boolean }
  /** Remembers what commits change from now on, with their times by this clock. */
  remember(now: () => number): void
  flush(): Promise<void>
  snapshot(): Snapshot
  /** Forgets every row of every table (inside a transaction). */
  clear(): void
}

/** Commits; rows are shared with the tables, so that this costs little. */
const REMEMBERED = 5000

export function createStore(initial: Snapshot = {}, journal?: Journal): Store {
  const tables = new Map<string, Map<string, unknown>>()
  for (const [name, rows] of Object.entries(initial))
    tables.set(name, new Map(Object.entries(rows)))
  const listeners = new Map<string, ((id: string) => void)[]>()
  const tell = (name: string, id: string): void => {
    for (const listener of listeners.get(name) ?? []) listener(id)
  }
  let changes: Change[] | undefined
  const history: { readonly at: number; readonly before: readonly Change[] }[] = []
  let clock: (() => number) | undefined
  let before: Change[] = []

  const rowsOf = (name: string): Map<string, unknown> => {
    const rows = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, rows)
    return rows
  }
  const change = (name: string, id: string, row: unknown): void => {
    if (!changes) throw new TypeError(`Table ${name} was changed outside a transaction`)
    const rows = rowsOf(name)
    before.push([name, id, rows.get(id) ?? null])
    changes.push([name, id, row])
    if (row === null) rows.delete(id)
    else rows.set(id, row)
    tell(name, id)
  }
  const undo = (): void => {
    for (const [name, id, row] of before.reverse()) {
      if (row === null) rowsOf(name).delete(id)
      else rowsOf(name).set(id, row)
      tell(name, id)
    }
  }

  return {
    table: <T>(name: string): Table<T> => ({
      get: (id) => rowsOf(name).get(id) as T | undefined,
      put: (id, row) => change(name, id, row),
      remove: (id) => {
        if (rowsOf(name).has(id)) change(name, id, null)
      },
      values: () => rowsOf(name).values() as IterableIterator<T>,
      entries: () => rowsOf(name).entries() as IterableIterator<[string, T]>,
      watch: (listener) => {
        listeners.set(name, [...(listeners.get(name) ?? []), listener])
      },
      get size() {
        return rowsOf(name).size
      },
    }),
    transaction: (run) => {
      if (changes) return run()
      changes = []
      before = []
      try {
        const result = run()
        if (changes.length > 0) {
          journal?.write(changes)
          if (clock) history.push({ at: clock(), before })
          if (history.length > REMEMBERED) history.shift()
        }
        return result
      } catch (error) {
        undo()
        throw error
      } finally {
        changes = undefined
      }
    },
    asOf: (at, run) => {
      if (changes) throw new TypeError('asOf inside a transaction')
      changes = []
      before = []
      try {
        for (const commit of history.toReversed()) {
          if (commit.at <= at) break
          for (const [name, id, row] of commit.before.toReversed()) change(name, id, row)
        }
        const goneBack = changes.length
        const value = run()
        return { value, wrote: changes.length > goneBack }
      } finally {
        undo()
        changes = undefined
      }
    },
    remember: (now) => {
      clock = now
    },
    flush: async () => journal?.flush(),
    snapshot: () =>
      Object.fromEntries(
        [...tables]
          .filter(([, rows]) => rows.size > 0)
          .map(([name, rows]) => [name, Object.fromEntries(rows)]),
      ),
    clear: () => {
      for (const [name, rows] of tables) for (const id of [...rows.keys()]) change(name, id, null)
    },
  }
}
