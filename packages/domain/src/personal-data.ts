import * as v from 'valibot'
import { Address } from './address.ts'
import { AuditEntry } from './audit-entry.ts'
import { OrderView } from './order.ts'
import { Channel } from './shop.ts'
import { day, Instant } from './time.ts'

/** A recipient is cut to the masked form this long after her order ended. */
export const forgetMillis = 180 * day
/** Trade records are kept this long after an order ended (E-Commerce Law, article 31). */
export const tradeRecordMillis = 3 * 365 * day
/** Messages of providers and platforms as they came. */
export const rawMessageMillis = 90 * day
export const cartMillis = 90 * day

/** How often a shop may look behind the mask in any 24 hours. */
export const mostReveals = 50

/** Behind the mask: for a seller who said why. */
export const RevealedAddress = v.object({ address: Address, remark: v.optional(v.string()) })
export type RevealedAddress = Readonly<v.InferOutput<typeof RevealedAddress>>

/** Everything a shop holds about the person behind an order, as she may have it. */
export const PersonalExport = v.object({
  order: OrderView,
  /** In the clear; absent once she is forgotten. */
  recipient: v.optional(RevealedAddress),
  forgottenAt: v.optional(Instant),
  payments: v.array(
    v.object({
      id: v.string(),
      provider: v.string(),
      state: v.string(),
      amount: v.number(),
      transaction: v.optional(v.string()),
      createdAt: Instant,
      paidAt: v.optional(Instant),
    }),
  ),
  /** Times that she came through a shared link. */
  visits: v.array(v.object({ share: v.string(), channel: Channel, at: Instant })),
  /** Who looked at her data, and what was done with it. */
  looks: v.array(AuditEntry),
})
export type PersonalExport = Readonly<v.InferOutput<typeof PersonalExport>>

/** What opens an order: 128 random bits or more, as base64url or hexadecimal digits. */
export const OrderToken = v.pipe(v.string(), v.regex(/^[\w-]{22,86}$/))

/** What was erased at the buyer's wish, and what the law has the shop keep. */
export const Erasure = v.object({
  erased: v.array(v.picklist(['name', 'phone', 'street', 'remark', 'claims', 'visits'])),
  kept: v.array(
    v.object({
      what: v.picklist(['amounts', 'items', 'region', 'shipments']),
      until: Instant,
    }),
  ),
  /** Opens the order from now on; the token of before opens nothing. */
  token: v.string(),
})
export type Erasure = Readonly<v.InferOutput<typeof Erasure>>
