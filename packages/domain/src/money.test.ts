import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, basisPoints, fen, formatMoney, parseYuan, plainYuan } from './money.ts'

const amounts = fc.integer({ min: -10_000_000, max: 10_000_000_000 })

test('allocated parts always sum to the whole', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(amounts, weights, (amount, weights) => {
      const parts = allocate(fen(amount), weights)
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount)
    }),
  )
})

test('a part is never more than one fen away from its exact share, and weight 0 gets nothing', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(fc.nat(1_000_000), weights, (amount, weights) => {
      const total = weights.reduce((a, b) => a + b, 0)
      fc.pre(total > 0)
      allocate(fen(amount), weights).forEach((part, i) => {
        const exact = (amount * (weights[i] ?? 0)) / total
        expect(Math.abs(part.amount - exact)).toBeLessThan(1)
        if (weights[i] === 0) expect(part.amount).toBe(0)
      })
    }),
  )
})

test('plain yuan have a point and nothing else, below zero and beyond a thousand too', () => {
  expect([0, 5, -5, 128000, -123456789].map((amount) => plainYuan(fen(amount)))).toEqual([
    ...['0.00', '0.05', '-0.05', '1280.00', '-1234567.89'],
  ])
})

test('yuan written by formatMoney reads back to the same fen', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(parseYuan(formatMoney(fen(amount)))?.amount).toBe(amount)
    }),
  )
})

test.each([
  ['13.83', 1383],
  ['0.5', 50],
  ['400', 40000],
  ['￥1,280.00', 128000],
  ['19.900', 1990],
])('%s yuan are %i fen', (text, amount) => {
  expect(parseYuan(text)).toEqual(fen(amount))
})

test.each(['', 'abc', '1.234', '12.0~15.0', '1,28', 'NaN', '1e3'])('%j is no amount', (text) => {
  expect(parseYuan(text)).toBeUndefined()
})

test('basis points round as the rule says', () => {
  expect(basisPoints(fen(101), 5000, 'floor')).toEqual(fen(50))
  expect(basisPoints(fen(101), 5000, 'ceil')).toEqual(fen(51))
  expect(basisPoints(fen(101), 5000, 'half-even')).toEqual(fen(50))
  expect(basisPoints(fen(103), 5000, 'half-even')).toEqual(fen(52))
  expect(basisPoints(fen(-101), 5000, 'floor')).toEqual(fen(-51))
})
