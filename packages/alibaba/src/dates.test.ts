import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromPlatformDate, toPlatformDate } from './dates.ts'

test.each([
  ['20180102211113000+0800', '2018-01-02T13:11:13.000Z'],
  ['20170913231708000-0700', '2017-09-14T06:17:08.000Z'],
  ['20170913231708000-0330', '2017-09-14T02:47:08.000Z'],
  ['20170913231708000+0545', '2017-09-13T17:32:08.000Z'],
  ['20170913231708', '2017-09-13T15:17:08.000Z'],
  ['2026-11-23 10:00:00', '2026-11-23T02:00:00.000Z'],
  ['2026-11-23 10:00', '2026-11-23T02:00:00.000Z'],
  ['2026-11-23', '2026-11-22T16:00:00.000Z'],
  ['2026-11-23T10:00:00.5Z', '2026-11-23T10:00:00.500Z'],
  ['2026-11-23T10:00:00-07:00', '2026-11-23T17:00:00.000Z'],
  ['1795399200000', '2026-11-23T02:00:00.000Z'],
  [1795399200000, '2026-11-23T02:00:00.000Z'],
])('the date %s is %s', (date, expected) => {
  expect(fromPlatformDate(date)).toBe(expected)
})

test.each([
  undefined,
  null,
  '',
  'soon',
  0,
  -1,
  '20180231000000000+0800',
  '20181301000000000+0800',
  '20180101250000000+0800',
  '20180101000000000+9999',
  '2026-02-30 10:00:00',
  '99999999999999999999',
])('%j is no date', (date) => {
  expect(fromPlatformDate(date)).toBeUndefined()
})

test('a moment survives being told to the platform and read back, to the millisecond', () => {
  const millis = { min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) }
  fc.assert(
    fc.property(fc.integer(millis), (at) => {
      expect(fromPlatformDate(toPlatformDate(at))).toBe(new Date(at).toISOString())
    }),
  )
})
