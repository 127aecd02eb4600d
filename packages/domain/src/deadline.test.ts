import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeadlineState, deadlineMoves, deedFor } from './deadline.ts'
import { next } from './transition.ts'

const moment = fc.nat(1_000_000)

/** The state after the timer fired at `dueAt` and a deed was told, in one order or the other. */
function after(dueAt: number, happenedAt: number, timerFirst: boolean): DeadlineState {
  const told = (state: DeadlineState): DeadlineState => {
    const event = deedFor(state, dueAt, happenedAt)
    return event ? next(deadlineMoves, state, event) : state
  }
  const fired = (state: DeadlineState): DeadlineState =>
    state === 'running' ? next(deadlineMoves, state, 'breach') : state
  return timerFirst ? told(fired('running')) : fired(told('running'))
}

test('a deed counts from when it happened, whether it was told before or after the timer', () => {
  fc.assert(
    fc.property(moment, moment, (dueAt, happenedAt) => {
      const expected = happenedAt <= dueAt ? 'met' : 'breached'
      expect(after(dueAt, happenedAt, true)).toBe(expected)
      expect(after(dueAt, happenedAt, false)).toBe(expected)
    }),
  )
})

test('a deadline that was met or called off stays so', () => {
  expect(deedFor('met', 10, 20)).toBeUndefined()
  expect(deedFor('cancelled', 10, 5)).toBeUndefined()
  expect(deedFor('breached', 10, 11)).toBeUndefined()
})
