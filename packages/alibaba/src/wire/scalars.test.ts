import * as v from 'valibot'
import { expect, test } from 'vitest'
import { Count, Digits, Flag, maybe, rows } from './scalars.ts'

test.each([
  [true, true],
  ['true', true],
  ['TRUE', true],
  ['y', true],
  [1, true],
  ['0', false],
  ['False', false],
  [false, false],
])('the flag %j reads %s', (said, flag) => {
  expect(v.parse(Flag, said)).toBe(flag)
})

test.each(['yes', '', 2, null, {}])('%j is no flag, and where one may be it is absent', (said) => {
  expect(v.is(Flag, said)).toBe(false)
  expect(v.parse(maybe(Flag), said)).toBeUndefined()
})

test('an empty text is no count, 0 is one', () => {
  expect(v.parse(maybe(Count), '')).toBeUndefined()
  expect(v.parse(maybe(Count), '0')).toBe(0)
  expect(v.parse(Count, '100.0')).toBe(100)
})

test('an id is its digits, however it came; a fraction is none', () => {
  expect(v.parse(Digits, 712340056781)).toBe('712340056781')
  expect(v.parse(Digits, '2938624554509662976')).toBe('2938624554509662976')
  expect(v.is(Digits, '1.5')).toBe(false)
})

test('an absent list is empty, extra members are dropped', () => {
  const shape = v.object({ list: rows(v.object({ id: Digits })) })
  expect(v.parse(shape, { list: null })).toEqual({ list: [] })
  expect(v.parse(shape, { list: [{ id: 1, more: 2 }], more: 3 })).toEqual({ list: [{ id: '1' }] })
})
