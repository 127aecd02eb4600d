import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'
import { instantOf, readSpan, readUntil } from './span.ts'

const options = [
  { name: 'from', value: 'day' },
  { name: 'to', value: 'day' },
  { name: 'until', value: 'day' },
]
const span = (...typed: string[]) => readSpan(readArguments(typed, options))

test('days are those of China, the last one included', () => {
  expect(span('--from', '2026-11-01', '--to', '2026-11-30')).toEqual({
    from: '2026-10-31T16:00:00.000Z',
    to: '2026-11-30T16:00:00.000Z',
  })
  expect(span('--to', '2028-02-29')).toEqual({ to: '2028-02-29T16:00:00.000Z' })
})

test('an instant stays what it is', () => {
  expect(span('--from', '2026-11-01T08:00:00+08:00')).toEqual({ from: '2026-11-01T00:00:00.000Z' })
})

test.each([
  '2026-02-30',
  '2026-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-02-30T08:00:00Z',
  '2026-11',
  '2026-11-01T08:00',
  '2026-11-1',
  '11',
  'yesterday 3',
  '',
])('%j is no day and no instant, and is not taken for another one', (text) => {
  expect(() => span('--from', text)).toThrow('the command failed')
})

test('what has a time without a zone is not guessed by the machine’s own', () => {
  expect(instantOf('2026-11-24', '--replay')).toBe('2026-11-23T16:00:00.000Z')
  expect(instantOf('2026-11-24T08:00Z', '--replay')).toBe('2026-11-24T08:00:00.000Z')
  for (const text of ['1', '2026-11-24T08:00', 'Nov 24'])
    expect(() => instantOf(text, '--replay')).toThrow('the command failed')
})

test('until a day is until its end in China', () => {
  const until = (day: string) => readUntil(readArguments(['--until', day], options))
  expect(until('2027-02-28')).toBe('2027-02-28T15:59:59.999Z')
  for (const day of ['2027-02-31', '2027-02-28T00:00:00Z', 'soon', ''])
    expect(() => until(day)).toThrow('the command failed')
})
