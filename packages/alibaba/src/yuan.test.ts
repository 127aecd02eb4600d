import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromFen, fromYuan } from './yuan.ts'

test.each([
  ['25.9', 2590],
  [25.9, 2590],
  ['0.5', 50],
  [0.29, 29],
  [1.005, 101],
  ['0.035', 4],
  [51.800000000000004, 5180],
  [0.1 + 0.2, 30],
  ['12', 1200],
  ['1.234567E7', 1_234_567_000],
  ['1.2345678912E7', 1_234_567_892],
  ['5E-2', 5],
  ['-2.59e1', -2590],
  ['9999999999.99', 999_999_999_999],
  [-3.5, -350],
])('¥%s is %i fen', (yuan, amount) => {
  expect(fromYuan(yuan)?.amount).toBe(amount)
})

test.each(['', 'abc', '12.0~15.0', '1e999', 'NaN', null, undefined])('%s is no amount', (text) => {
  expect(fromYuan(text)).toBeUndefined()
})

test('every whole number of fen survives the way through yuan, as text and as a double', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (amount) => {
      expect(fromYuan((amount / 100).toFixed(2))?.amount).toBe(amount)
      expect(fromYuan(amount / 100)?.amount).toBe(amount)
    }),
  )
})

test('fen come as numbers or digits, never with a fraction', () => {
  expect(fromFen(5780)?.amount).toBe(5780)
  expect(fromFen('5780')?.amount).toBe(5780)
  expect(fromFen('5.78E3')?.amount).toBe(5780)
  expect(fromFen('5780.00')?.amount).toBe(5780)
  expect(fromFen('9007199254740993')).toBeUndefined()
  expect(fromFen(57.8)).toBeUndefined()
  expect(fromFen('')).toBeUndefined()
})
