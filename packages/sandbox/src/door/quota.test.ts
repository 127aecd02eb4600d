import { expect, test } from 'vitest'
import { createQuota } from './quota.ts'

test('a minute holds its calls, and they come back steadily', () => {
  const quota = createQuota()
  const taken = (calls: number, now: number): number =>
    Array.from({ length: calls }, () => quota.take('app api', 60, now)).filter(Boolean).length
  expect(taken(100, 0)).toBe(60)
  expect(taken(100, 10_000)).toBe(10)
})

test('a clock that is set back refuses nobody who has calls left, and refills from then on', () => {
  const quota = createQuota()
  expect(quota.take('app api', 2, 10_000_000)).toBe(true)
  expect(quota.take('app api', 2, 1_000_000)).toBe(true)
  expect(quota.take('app api', 2, 1_000_000)).toBe(false)
  expect(quota.take('app api', 2, 1_030_000)).toBe(true)
})
