import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucket, type Rank } from './bucket.ts'

/** A bucket on a clock that waiting turns. */
function turning(perMinute: number) {
  const clock = { now: 1_000_000 }
  const line = bucket(
    perMinute,
    () => clock.now,
    async (millis) => {
      clock.now += millis
    },
  )
  return { clock, line }
}

test('a fifth of a minute goes at once, the next waits its part of the rest', async () => {
  const { line } = turning(500)
  for (let call = 0; call < 100; call++) expect(await line.take(2, 0)).toBe(0)
  expect(await line.take(2, 1000)).toBe(150)
})

test('who would wait too long is told when to come back, and takes no turn', async () => {
  const { line } = turning(5)
  expect(await line.take(2, 0)).toBe(0)
  expect(await line.take(2, 1000)).toEqual({ seconds: 15 })
  expect(await line.take(2, 15_000)).toBe(15_000)
})

test('writes go first, reads last, equals by their time', async () => {
  const { line } = turning(5)
  await line.take(2, 0)
  const order: string[] = []
  const asked: [string, Rank][] = [
    ['read 1', 2],
    ['read 2', 2],
    ['tell', 1],
    ['write', 0],
  ]
  await Promise.all(
    asked.map(async ([name, rank]) => {
      await line.take(rank, 600_000)
      order.push(name)
    }),
  )
  expect(order).toEqual(['write', 'tell', 'read 1', 'read 2'])
})

test('who gives up leaves the line and the turn to the next', async () => {
  const { line, clock } = turning(5)
  await line.take(2, 0)
  const begun = clock.now
  const giving = new AbortController()
  const gone = line.take(2, 600_000, giving.signal)
  const next = line.take(2, 600_000)
  giving.abort(new Error('enough'))
  await expect(gone).rejects.toThrow('enough')
  await next
  expect(clock.now - begun).toBe(15_000)
})

test('a refusal halves the pace for a minute, quiet minutes double it back', async () => {
  const { line, clock } = turning(500)
  line.slowDown()
  line.slowDown()
  expect(await line.take(2, 10_000)).toBe(600)
  clock.now += 59_400
  for (let call = 0; call < 100; call++) await line.take(2, 10_000)
  const slow = await line.take(2, 10_000)
  expect(slow).toBe(300)
  clock.now += 60_000
  while ((await line.take(2, 0)) === 0);
  expect(await line.take(2, 10_000)).toBe(150)
})

test('a clock that stands still makes calls wait, never hang', async () => {
  const line = bucket(
    5,
    () => 0,
    async () => {},
  )
  for (let call = 0; call < 20; call++) {
    expect(typeof (await line.take(0, 1_000_000))).toBe('number')
  }
})

test('however calls come, no sixty seconds hold more than the limit', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 30, maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), gaps, async (perMinute, waits) => {
      const { line, clock } = turning(perMinute)
      const made: number[] = []
      for (const gap of waits) {
        clock.now += gap
        if (typeof (await line.take(2, 20_000)) === 'number') made.push(clock.now)
      }
      for (const at of made) {
        const within = made.filter((other) => other >= at && other < at + 60_000).length
        expect(within).toBeLessThanOrEqual(perMinute)
      }
    }),
    { numRuns: 50 },
  )
})
