import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { fen } from './money.ts'
import { Ending, type Markup, PriceRule, priceOf } from './pricing.ts'

const markups: fc.Arbitrary<Markup> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), bp: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('fixed' as const), amount: fc.nat(10_000).map(fen) }),
  fc.record({
    kind: fc.constant('bands' as const),
    bands: fc
      .tuple(fc.nat(20_000), fc.nat(20_000))
      .map(([first, rest]) => [{ below: fen(1000), bp: first }, { bp: rest }]),
  }),
)
const rules: fc.Arbitrary<PriceRule> = fc.record({
  markup: markups,
  ending: fc.constantFrom(...Ending.options),
  minProfit: fc.nat(5_000).map(fen),
})
const costs = fc.integer({ min: 1, max: 4_000_000 }).map(fen)

test('the least profit holds for every cost and rule, and cost + profit is the price', () => {
  fc.assert(
    fc.property(costs, rules, (cost, rule) => {
      const { price, profit, trace } = priceOf(cost, rule)
      expect(profit.amount).toBeGreaterThanOrEqual(rule.minProfit.amount)
      expect(cost.amount + profit.amount).toBe(price.amount)
      expect(trace[0]).toEqual({ step: 'cost', amount: cost })
      expect(trace.at(-1)?.amount).toEqual(price)
    }),
  )
})

test('a dearer offer never sells for less under a percentage or a fixed markup', () => {
  const steady = rules.filter((rule) => rule.markup.kind !== 'bands')
  fc.assert(
    fc.property(costs, fc.nat(10_000), steady, (cost, more, rule) => {
      expect(priceOf(fen(cost.amount + more), rule).price.amount).toBeGreaterThanOrEqual(
        priceOf(cost, rule).price.amount,
      )
    }),
  )
})

test.each([
  ['0.9', 1383, 1690],
  ['9', 1383, 1900],
  ['9.9', 1383, 1990],
  ['yuan', 1383, 1700],
  ['jiao', 1383, 1660],
  ['none', 1383, 1660],
] as const)('20%% on ¥13.83 with ending %s is %i → %i fen', (ending, cost, price) => {
  const rule: PriceRule = { markup: { kind: 'percent', bp: 2000 }, ending, minProfit: fen(0) }
  expect(priceOf(fen(cost), rule).price).toEqual(fen(price))
})

test('a price set by hand stands, unless it earns less than the rule allows', () => {
  const rule: PriceRule = {
    markup: { kind: 'percent', bp: 0 },
    ending: 'none',
    minProfit: fen(100),
  }
  expect(priceOf(fen(1000), rule, fen(1100)).profit).toEqual(fen(100))
  expect(() => priceOf(fen(1000), rule, fen(1099))).toThrow(
    'PRICE_BELOW_FLOOR price=1099 floor=1100',
  )
})

test('bands must ascend and end open', () => {
  const rule = (bands: unknown) => ({
    markup: { kind: 'bands', bands },
    ending: 'none',
    minProfit: fen(0),
  })
  expect(v.is(PriceRule, rule([{ below: fen(1000), bp: 5000 }, { bp: 2000 }]))).toBe(true)
  expect(v.is(PriceRule, rule([{ bp: 2000 }, { below: fen(1000), bp: 5000 }]))).toBe(false)
  expect(v.is(PriceRule, rule([{ below: fen(1000), bp: 5000 }]))).toBe(false)
})
