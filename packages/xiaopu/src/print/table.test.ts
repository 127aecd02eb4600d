import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columns, cut, table, widthOf } from './table.ts'

test.each([
  ['abc', 3],
  ['杯子', 4],
  ['¥9.90', 5],
  ['（全角）', 8],
  ['e\u0301', 1],
  ['𠮷', 2],
  ['🍵', 2],
  ['', 0],
])('a terminal shows %s in %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width)
})

test('a text that is cut fits its width and says that something is missing', () => {
  expect(cut('陶瓷马克杯', 10)).toBe('陶瓷马克杯')
  expect(cut('陶瓷马克杯', 9)).toBe('陶瓷马克…')
  expect(cut('陶瓷马克杯', 8)).toBe('陶瓷马…')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      return widthOf(cut(text, width)) <= width
    }),
  )
})

test('columns stand under each other whatever script they are written in', () => {
  const rows = [
    { name: '茶杯', price: '¥9.90' },
    { name: 'Mug', price: '¥129.00' },
  ]
  const shown = table(
    [
      { title: '标题', value: ({ name }) => name },
      { title: '售价', value: ({ price }) => price, right: true },
    ],
    rows,
  )
  expect(shown.split('\n')).toEqual(['标题     售价', '茶杯    ¥9.90', 'Mug   ¥129.00'])
  expect(new Set(shown.split('\n').map(widthOf))).toEqual(new Set([13]))
})

test('pairs are aligned behind their names', () => {
  expect(
    columns([
      ['店铺', 'a'],
      ['1688 沙箱', 'b'],
    ]),
  ).toBe('  店铺       a\n  1688 沙箱  b')
})
