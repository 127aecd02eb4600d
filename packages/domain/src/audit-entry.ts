import * as v from 'valibot'
import { Instant } from './time.ts'

export const AuditAction = v.picklist([
  'order.reveal',
  'order.export',
  'order.erase',
  'order.forget',
  'order.address',
  'key.make',
  'key.revoke',
  'payment-account.set',
  'payment-account.switch',
  'payment-account.sharing',
  'promoter.add',
  'promoter.remove',
  'refund.record',
  'coupon.make',
  'coupon.stop',
  'group-deal.make',
  'group-deal.stop',
])
export type AuditAction = v.InferOutput<typeof AuditAction>

/** Who did what to whom and why: written with the deed, never changed afterwards. */
export const AuditEntry = v.object({
  /** Counts the entries of a shop from 1, without a gap. */
  seq: v.number(),
  at: Instant,
  /** Id of a key, `buyer` (who holds the order's token), `command` or `gateway`. */
  actor: v.string(),
  action: AuditAction,
  /** Id of what it was done to. */
  subject: v.string(),
  reason: v.optional(v.string()),
})
export type AuditEntry = Readonly<v.InferOutput<typeof AuditEntry>>
