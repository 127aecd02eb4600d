import * as v from 'valibot'
import { Id } from './id.ts'
import { day, hour, Instant, type Millis, minute } from './time.ts'
import { type Moves, next } from './transition.ts'

/**
 * A promise with a due time, named after the deed that keeps it. `collect` is the carrier's first
 * scan of a parcel that was announced, `scan` every later one; what it is about is the row that it
 * names.
 */
export const DeadlineKind = v.picklist([
  'pay',
  'place',
  'ship',
  'collect',
  'scan',
  'owner_decision',
  'after_sale_review',
  'return_ship',
  'inspect',
  'receive',
  'settle',
])
export type DeadlineKind = v.InferOutput<typeof DeadlineKind>

/**
 * How long each is, from the moment that starts it. `ship` is as long as the offer promised, so the
 * figure here is for an offer that says nothing.
 */
export const deadlineMillis: Readonly<Record<DeadlineKind, Millis>> = {
  pay: 15 * minute,
  place: 30 * minute,
  ship: 48 * hour,
  collect: 24 * hour,
  scan: 72 * hour,
  owner_decision: 30 * minute,
  after_sale_review: 48 * hour,
  return_ship: 7 * day,
  inspect: 48 * hour,
  receive: 10 * day,
  settle: 7 * day,
}

/** A buyer who still waits for a parcel may put off that it counts as received, once, by this long. */
export const receiveExtensionMillis: Millis = 5 * day

export const DeadlineState = v.picklist(['running', 'met', 'breached', 'cancelled', 'excused'])
export type DeadlineState = v.InferOutput<typeof DeadlineState>

export type DeadlineEvent = 'meet' | 'breach' | 'cancel' | 'excuse' | 'meet-late'

/**
 * A breach is undone by evidence that the deed was done in time and only told late. The seller may
 * excuse one that was dealt with; it is not held against anybody then.
 */
export const deadlineMoves: Moves<DeadlineState, DeadlineEvent> = {
  running: { meet: 'met', breach: 'breached', cancel: 'cancelled' },
  met: {},
  breached: { 'meet-late': 'met', excuse: 'excused' },
  cancelled: {},
  excused: { 'meet-late': 'met' },
}

/** What is known of one deadline. */
export interface DeadlineFacts {
  readonly state: DeadlineState
  readonly dueAt: Millis
  /** When the deed was done, by the earliest evidence so far. */
  readonly metAt?: Millis
}

/**
 * What a deadline is once the deed is known to have been done. It counts from when it happened, not
 * from when it was told: whatever the order in which the timer and the evidence come, and however
 * often, the outcome is that of the earliest evidence. A deed too late leaves the breach to the
 * timer, so that what a breach brings about happens in one place.
 */
export function tellDeed<Facts extends DeadlineFacts>(deadline: Facts, happenedAt: Millis): Facts {
  const { state, dueAt, metAt } = deadline
  if (state === 'cancelled' || (metAt !== undefined && metAt <= happenedAt)) return deadline
  if (state === 'met' || happenedAt > dueAt) return { ...deadline, metAt: happenedAt }
  const event = state === 'running' ? 'meet' : 'meet-late'
  return { ...deadline, state: next(deadlineMoves, state, event), metAt: happenedAt }
}

/** What a deadline is once its timer was looked at: broken where it runs and its time is over. */
export function lapse<Facts extends DeadlineFacts>(deadline: Facts, now: Millis): Facts {
  if (deadline.state !== 'running' || now < deadline.dueAt) return deadline
  return { ...deadline, state: next(deadlineMoves, 'running', 'breach') }
}

/** A deadline as its buyer sees it: what is due, and until when. */
export const DeadlineView = v.object({
  kind: DeadlineKind,
  state: DeadlineState,
  dueAt: Instant,
  /** The buyer may put it off, once. */
  extendable: v.optional(v.boolean()),
})
export type DeadlineView = Readonly<v.InferOutput<typeof DeadlineView>>

/** Those that a buyer is told of; the others are between the shop and its suppliers. */
export const buyerDeadlines: readonly DeadlineKind[] = ['ship', 'return_ship', 'receive']

/** A deadline as the seller sees it. */
export const Deadline = v.object({
  id: Id('deadline'),
  ...DeadlineView.entries,
  /** Id of what it is about: an order, a purchase, a parcel, an after-sale. */
  subject: v.string(),
  startAt: Instant,
  /** When the deed was done; after `dueAt` where it was too late. */
  metAt: v.optional(Instant),
  /** Why it ended as it did, e.g. `late_evidence`. */
  note: v.optional(v.string()),
})
export type Deadline = Readonly<v.InferOutput<typeof Deadline>>
