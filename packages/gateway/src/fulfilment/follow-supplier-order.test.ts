import { hour, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { untilNextLook } from './follow-supplier-order.ts'

test.each([
  ['paid just now', 0, 0, 10 * minute],
  ['paid an hour ago', hour, 0, 10 * minute],
  ['paid five hours ago', 5 * hour, 0, 30 * minute],
  ['paid days ago', 60 * hour, 0, hour],
  ['paid by a clock that was ahead', -hour, 0, 10 * minute],
  ['on its way', 0, 1, hour],
])('a purchase that is %s', (_, age, parcels, wait) => {
  expect(untilNextLook(age, parcels)).toBe(wait)
})
