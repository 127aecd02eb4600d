import type { AnyCall } from '../call.ts'
import { buying } from './buying.ts'
import { selling } from './selling.ts'

/** Every call by its subject. */
export const callGroups = {
  ...selling,
  ...buying,
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
  ...callGroups.addresses,
  ...callGroups.purchases,
  ...callGroups.orders,
  ...callGroups.payments,
  ...callGroups.parcels,
  ...callGroups.refunds,
  ...callGroups.messages,
}
