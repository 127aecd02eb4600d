import { day, hour } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysToCompare, duePeriod } from './bill-days.ts'

const firstDay = '2026-11-24'
const none = { states: new Map<string, string>(), open: new Set<string>() }
const noon = Date.parse('2026-11-24T12:00:00+08:00')

test('a day is looked at from half past ten of the next morning on, at most seven at a time, the oldest first', () => {
  const since = noon - 60 * day
  expect(daysToCompare(Date.parse('2026-11-25T10:29:59+08:00'), noon, none)).toEqual([])
  expect(daysToCompare(Date.parse('2026-11-25T10:30:00+08:00'), noon, none)).toEqual([firstDay])
  const wanted = daysToCompare(noon, since, none)
  expect([wanted.length, wanted[0], wanted.at(-1)]).toEqual([7, '2026-10-25', '2026-10-31'])
})

test('days that nobody looked at come before those that could not be read, and these before those that differ', () => {
  const states = new Map([
    ['2026-11-17', 'compared'],
    ['2026-11-18', 'unread'],
    ...['2026-11-19', '2026-11-20'].map((each) => [each, 'compared'] as const),
  ])
  const known = { states, open: new Set(['2026-11-17', '2026-11-19']) }
  const days = daysToCompare(noon, Date.parse('2026-11-14T00:00:00+08:00'), known)
  expect(days).toEqual([
    ...['2026-11-14', '2026-11-15', '2026-11-16', '2026-11-18'],
    ...['2026-11-21', '2026-11-22', '2026-11-23'],
  ])
  for (const each of days) states.set(each, 'compared')
  expect(daysToCompare(noon, noon - 10 * day, known)).toEqual(['2026-11-17', '2026-11-19'])
})

test('in whatever order days are compared, every moment between the first and the last is due on one of them', () => {
  const dates = Array.from({ length: 6 }, (_, at) => `2026-11-0${at + 1}`)
  fc.assert(
    fc.property(fc.shuffledSubarray(dates, { minLength: 6 }), (order) => {
      const states = new Map<string, string>()
      const periods = order.map((date) => {
        const period = duePeriod(date, { ...none, states })
        states.set(date, 'compared')
        return period
      })
      const begins = Date.parse('2026-11-01T00:00:00+08:00')
      for (let at = begins; at < begins + 6 * day - hour; at += 5 * 60_000)
        expect(periods.filter(({ from, to }) => at >= from && at < to)).not.toEqual([])
    }),
  )
})
