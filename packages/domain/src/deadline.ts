import * as v from 'valibot'
import { day, hour, type Millis, minute } from './time.ts'
import type { Moves } from './transition.ts'

/** A promise with a due time. What it is about is the row that it names. */
export const DeadlineKind = v.picklist([
  'pay',
  'place',
  'ship',
  'collect',
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
  owner_decision: 30 * minute,
  after_sale_review: 48 * hour,
  return_ship: 7 * day,
  inspect: 48 * hour,
  receive: 10 * day,
  settle: 7 * day,
}

export const DeadlineState = v.picklist(['running', 'met', 'breached', 'cancelled'])
export type DeadlineState = v.InferOutput<typeof DeadlineState>

export type DeadlineEvent = 'meet' | 'breach' | 'cancel' | 'meet-late'

/** A breach is undone by evidence that the deed was done in time and only told late. */
export const deadlineMoves: Moves<DeadlineState, DeadlineEvent> = {
  running: { meet: 'met', breach: 'breached', cancel: 'cancelled' },
  met: {},
  breached: { 'meet-late': 'met' },
  cancelled: {},
}

/**
 * What a deed does to a deadline. It counts from when it happened, not from when it was told: late
 * evidence is honoured. Undefined where it changes nothing.
 */
export function deedFor(
  state: DeadlineState,
  dueAt: Millis,
  happenedAt: Millis,
): DeadlineEvent | undefined {
  if (state === 'running') return happenedAt <= dueAt ? 'meet' : 'breach'
  if (state === 'breached' && happenedAt <= dueAt) return 'meet-late'
  return undefined
}
