import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromPlatformDate, toPlatformDate } from './platform-date.ts'

test.each([
  ['20180102211113000+0800', '2018-01-02T13:11:13.000Z'],
  ['20170913231708000-0700', '2017-09-14T06:17:08.000Z'],
  ['20180102211113+0800', '2018-01-02T13:11:13.000Z'],
  ['2026-11-23 10:00:00', '2026-11-23T02:00:00.000Z'],
  [1795399200000, '2026-11-23T02:00:00.000Z'],
  ['1795399200000', '2026-11-23T02:00:00.000Z'],
])('%s is %s', (told, at) => {
  expect(fromPlatformDate(told)).toBe(at)
})

test.each(['', 'soon', '20181302211113000+0800', '20180102211113000', null, undefined, -1, 1.5])(
  '%s is no moment',
  (told) => {
    expect(fromPlatformDate(told)).toBeUndefined()
  },
)

test('what is written as a parameter is read back to the millisecond', () => {
  const moments = fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2090-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(moments, (moment) => {
      const at = moment.toISOString()
      return fromPlatformDate(toPlatformDate(at)) === at
    }),
  )
})
