import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeadlineFacts, lapse, tellDeed } from './deadline.ts'

const dueAt = 500_000
const moment = fc.nat(1_000_000)

type Deed = { readonly told: number } | { readonly timer: number }

const after = (steps: readonly Deed[]): DeadlineFacts =>
  steps.reduce<DeadlineFacts>(
    (deadline, step) =>
      'told' in step ? tellDeed(deadline, step.told) : lapse(deadline, step.timer),
    { state: 'running', dueAt },
  )

/** The timer fires at least once after the due time; restarts may make it fire again and too early. */
const story = fc
  .record({
    told: fc.array(moment, { maxLength: 4 }),
    fires: fc.array(moment, { maxLength: 4 }),
    late: fc.integer({ min: dueAt, max: 2 * dueAt }),
  })
  .chain(({ told, fires, late }) => {
    const steps: Deed[] = [
      ...told.map((at) => ({ told: at })),
      ...[...fires, late].map((timer) => ({ timer })),
    ]
    return fc.record({
      told: fc.constant(told),
      one: fc.shuffledSubarray(steps, { minLength: steps.length }),
      other: fc.shuffledSubarray([...steps, ...steps], { minLength: 2 * steps.length }),
    })
  })

test('whatever the order of timer, evidence and repeats, a deadline ends by its earliest evidence', () => {
  fc.assert(
    fc.property(story, ({ told, one, other }) => {
      const earliest = Math.min(...told)
      const expected = {
        state: earliest <= dueAt ? 'met' : 'breached',
        dueAt,
        ...(told.length > 0 && { metAt: earliest }),
      }
      expect(after(one)).toEqual(expected)
      expect(after(other)).toEqual(expected)
    }),
  )
})

test('a deadline does not lapse before its time', () => {
  fc.assert(
    fc.property(fc.nat(dueAt - 1), (now) => {
      expect(lapse({ state: 'running', dueAt }, now).state).toBe('running')
    }),
  )
})

test('evidence in time undoes a breach, also an excused one; late evidence only says when', () => {
  for (const state of ['breached', 'excused'] as const) {
    expect(tellDeed({ state, dueAt }, dueAt)).toEqual({ state: 'met', dueAt, metAt: dueAt })
    expect(tellDeed({ state, dueAt }, dueAt + 1)).toEqual({ state, dueAt, metAt: dueAt + 1 })
  }
})

test('a deadline that was met or called off stays so', () => {
  const met = { state: 'met', dueAt, metAt: 1 } as const
  for (const deadline of [met, { state: 'cancelled', dueAt } as const]) {
    expect(tellDeed(deadline, 2)).toEqual(deadline)
    expect(lapse(deadline, 2 * dueAt)).toEqual(deadline)
  }
})
