import { type Cashier, type CashierState, createCashier } from './cashier/index.ts'
import { count } from './world/count.ts'
import type { Due } from './world/dues.ts'
import { plan } from './world/plan.ts'
import type { World } from './world/world.ts'

/** The cashier as a tenant of the world: same clock, same journal. */
export interface HousedCashier {
  readonly cashier: Cashier
  /** Does what the cashier asked to be reminded of. */
  due(due: Due): Promise<void>
}

const TABLES = ['payments', 'refunds', 'notices', 'faults'] as const

export function openCashier(
  world: World,
  outside: {
    readonly fetch: typeof fetch
    readonly realNow?: () => number
    readonly publicUrl?: string
  },
): HousedCashier {
  const { store } = world
  const snapshot = store.snapshot()
  const state = Object.fromEntries(
    TABLES.map((table) => [table, snapshot[`cashier.${table}`] ?? {}]),
  ) as unknown as CashierState
  const cashier = createCashier({
    ...outside,
    state,
    clock: {
      now: world.now,
      schedule: (at, name, data) =>
        store.transaction(() => {
          const about = `cashier ${count(world, 'cashier')}`
          plan(world, { at, kind: 'cashier', about, detail: JSON.stringify([name, data]) })
        }),
    },
    onChange: async (changes) => {
      store.transaction(() => {
        for (const [table, id, row] of changes) {
          if (row === null) store.table(`cashier.${table}`).remove(id)
          else store.table(`cashier.${table}`).put(id, row)
        }
      })
      await store.flush()
    },
  })
  return {
    cashier,
    due: (due) => {
      const [name, data] = JSON.parse(due.detail ?? '[]') as [string, unknown]
      return cashier.due(name, data)
    },
  }
}
