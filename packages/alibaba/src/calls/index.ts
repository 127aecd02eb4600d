import type { AnyCall } from '../call.ts'
import { addMemo } from './order-notes.ts'
import { selling } from './selling.ts'

/** Every call by its subject. */
export const callGroups = {
  ...selling,
  orders: { addMemo },
} satisfies Record<string, Record<string, AnyCall>>

/** Every call by the name that we give it; `api.run(calls.addMemo, …)` makes it. */
export const calls = {
  ...callGroups.account,
  ...callGroups.offers,
  ...callGroups.search,
  ...callGroups['group-buy'],
  ...callGroups.listings,
  ...callGroups.freight,
  ...callGroups['cross-border'],
  ...callGroups.orders,
}
