import * as v from 'valibot'
import { Id } from './id.ts'
import { Instant } from './time.ts'

/**
 * What our books and another's do not agree on: something they have and we do not, something we have
 * and they do not, another amount, another state; or something of ours that they refuse for good.
 */
export const DifferenceKind = v.picklist([
  'missing_here',
  'missing_there',
  'amount',
  'state',
  'refused',
])
export type DifferenceKind = v.InferOutput<typeof DifferenceKind>

/**
 * What others may refuse for good, so that the seller must do something before it is tried again: a
 * refund, telling of parcels, giving a promoter her commission (`commission_closed`: its time is over),
 * a merchant's returning of one, letting go of what is kept for promoters.
 */
export const RefusedDeed = v.picklist([
  'refund',
  'shipping',
  'commission',
  'commission_closed',
  'commission_return',
  'let_go',
])
export type RefusedDeed = v.InferOutput<typeof RefusedDeed>

/** A difference that no evidence could settle; a person looks after it. */
export const Difference = v.object({
  id: Id('difference'),
  kind: DifferenceKind,
  /** Our id of what it is about, or the other side's number where we have none. */
  subject: v.string(),
  order: v.optional(Id('order')),
  /**
   * What each side says, by short names: `here`, `there`, amounts in fen. Of what was refused: `deed` (a
   * `RefusedDeed`), `reason` in the other side's own code, `amount`.
   */
  detail: v.record(v.string(), v.union([v.string(), v.number()])),
  foundAt: Instant,
  resolvedAt: v.optional(Instant),
  /** `reconciliation` where both sides agree again, else what the seller wrote. */
  resolvedBy: v.optional(v.string()),
})
export type Difference = Readonly<v.InferOutput<typeof Difference>>

/** One look at everything that changed at 1688 and the cashier in a period. */
export const Reconciliation = v.object({
  id: Id('reconciliation'),
  state: v.picklist(['running', 'done', 'failed']),
  from: Instant,
  to: Instant,
  /** How many of each were looked at so far. */
  messages: v.number(),
  purchases: v.number(),
  payments: v.number(),
  refunds: v.number(),
  /** How many were brought up to date. */
  repaired: v.number(),
  /** Why it could not be finished; the next one starts where the last finished one ended. */
  failure: v.optional(v.string()),
  startedAt: Instant,
  finishedAt: v.optional(Instant),
})
export type Reconciliation = Readonly<v.InferOutput<typeof Reconciliation>>

/** Whether it is a refusal that may be tried again: not once the time for that is over. */
export function mayRetry({ kind, detail }: Pick<Difference, 'kind' | 'detail'>): boolean {
  return kind === 'refused' && detail.deed !== 'commission_closed'
}
