import { count } from '../world/count.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import { openKeys, type WechatKeys } from './keys.ts'
import { openBooks, type Stamps, type WechatBooks, type WechatFaultKind } from './state.ts'

/** What every part of WeChat works on. */
export interface House {
  readonly books: WechatBooks
  readonly keys: WechatKeys
  /** Epoch ms on the sandbox's clock. */
  now(): number
  /** Unix seconds on the clock that a merchant goes by. */
  seconds(stamps: Stamps): number
  /** Which clock fits a stamp within 300 s; undefined where none does. */
  clockOf(timestamp: string): Stamps | undefined
  write<T>(run: () => T): T
  /** Has something done at a time: `notice`, `refund` or `share`, and which (inside `write`). */
  later(at: number, what: Reminder): void
  /** Whether a fault is to happen now; it is then used once. */
  takeFault(kind: WechatFaultKind): boolean
  readonly fetch: typeof fetch
  readonly publicUrl: string | undefined
}

export type Reminder =
  | { readonly kind: 'notice'; readonly id: string; readonly attempt: number }
  | { readonly kind: 'refund'; readonly id: string }
  | { readonly kind: 'share'; readonly id: string }

const tolerance = 300

export function openHouse(
  world: World,
  outside: {
    readonly fetch: typeof fetch
    readonly realNow?: () => number
    readonly publicUrl?: string
  },
): House {
  const { store } = world
  const books = openBooks(store)
  const write = <T>(run: () => T): T => store.transaction(run)
  const clocks = { sandbox: world.now, real: outside.realNow ?? Date.now }
  return {
    books,
    keys: openKeys(books, { now: world.now, write }),
    now: world.now,
    seconds: (stamps) => clocks[stamps]() / 1000,
    clockOf(timestamp) {
      if (!/^\d{1,12}$/.test(timestamp)) return undefined
      const isNear = (now: number) => Math.abs(Number(timestamp) - now / 1000) <= tolerance
      if (isNear(clocks.real())) return 'real'
      return isNear(clocks.sandbox()) ? 'sandbox' : undefined
    },
    write,
    later(at, what) {
      const about = `wechat ${count(world, 'wechat')}`
      plan(world, { at, kind: 'wechat-pay', about, detail: JSON.stringify(what) })
    },
    takeFault(kind) {
      const left = books.faults.get(kind) ?? 0
      if (left === 0) return false
      write(() => (left > 1 ? books.faults.put(kind, left - 1) : books.faults.remove(kind)))
      return true
    },
    fetch: outside.fetch,
    publicUrl: outside.publicUrl,
  }
}
