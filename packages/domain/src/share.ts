import * as v from 'valibot'
import { Id } from './id.ts'
import { Money } from './money.ts'
import { Channel } from './shop.ts'
import { day, Instant } from './time.ts'

/** 8 characters that survive being read aloud: no 0/O, 1/I/l. */
export const shareCodeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz'
export const ShareCode = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Za-km-z]{8}$/))

/** A link someone spreads. */
export const Share = v.object({
  id: Id('share'),
  code: ShareCode,
  kind: v.picklist(['shop', 'listing']),
  listing: v.optional(Id('listing')),
  channel: Channel,
  /** What the seller calls it: 妈妈群, 朋友圈周五. */
  name: v.optional(v.string()),
  /** Code of the coupon that buyers who come through it have. */
  coupon: v.optional(v.string()),
  /** The short link. */
  url: v.string(),
  createdAt: Instant,
  /** Good until then; absent for as long as the shop is there. */
  until: v.optional(Instant),
})
export type Share = Readonly<v.InferOutput<typeof Share>>

/** How long a visit may be credited for an order. */
export const creditWindowMillis = 7 * day

export interface VisitFact {
  readonly shareId: string
  readonly visitor: string
  /** ms since 1970 */
  readonly at: number
}

/** The share an order is credited to: the last visit within the window, or none. */
export function creditedShare(visits: readonly VisitFact[], orderedAt: number): string | undefined {
  const valid = visits.filter(({ at }) => at <= orderedAt && orderedAt - at <= creditWindowMillis)
  return valid.reduce<VisitFact | undefined>(
    (last, visit) => (!last || visit.at >= last.at ? visit : last),
    undefined,
  )?.shareId
}

/** A seller's figures for one share, one channel, or the whole shop. */
export const ReportRow = v.object({
  share: v.optional(Id('share')),
  code: v.optional(v.string()),
  name: v.optional(v.string()),
  /** Absent for buyers who came without a share. */
  channel: v.optional(Channel),
  visits: v.number(),
  visitors: v.number(),
  orders: v.number(),
  revenue: Money,
  cost: Money,
  profit: Money,
})
export type ReportRow = Readonly<v.InferOutput<typeof ReportRow>>

/** @param random - 8 random bytes; 256 is not a multiple of 56, the bias costs under 0.1 bit */
export function newShareCode(random: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) =>
    shareCodeAlphabet.charAt((random[i] ?? 0) % shareCodeAlphabet.length),
  ).join('')
}
