import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from './money.ts'
import {
  defaultPurchasePolicy,
  type PurchaseFacts,
  type PurchasePolicy,
  purchaseVerdict,
} from './purchase-verdict.ts'

const calm: PurchaseFacts = {
  expected: fen(1_000),
  now: fen(1_000),
  revenue: fen(1_500),
  boughtToday: fen(0),
  lines: [{ line: 'oln_1', wanted: 2, stock: 10, onSale: true, dropship: true }],
  promise: { shown: 48, now: 48 },
}
const [line] = calm.lines

const judged = (facts: Partial<PurchaseFacts>, policy: Partial<PurchasePolicy> = {}) => {
  const { verdict, reasons } = purchaseVerdict(
    { ...calm, ...facts },
    { ...defaultPurchasePolicy, ...policy },
  )
  return [verdict, ...reasons.map(({ reason }) => reason)]
}

const lineWith = (changed: Partial<NonNullable<typeof line>>) => ({
  lines: line ? [{ ...line, ...changed }] : [],
})

test.each<[string, Partial<PurchaseFacts>, Partial<PurchasePolicy>, string[]]>([
  ['nothing changed', {}, {}, ['go']],
  ['a rise within the tolerance', { now: fen(1_100) }, {}, ['go']],
  ['a rise beyond it', { now: fen(1_101) }, {}, ['hold', 'cost_rose']],
  ['a loss that the owner may accept', { now: fen(3_500) }, {}, ['hold', 'cost_rose']],
  ['a loss beyond the cap', { now: fen(3_501) }, {}, ['stop', 'loss_too_large']],
  ['a price hundredfold', { now: fen(100_000) }, {}, ['stop', 'loss_too_large']],
  ['sold out', lineWith({ stock: 0 }), {}, ['stop', 'sold_out']],
  ['one of two in stock', lineWith({ stock: 1 }), {}, ['hold', 'part_in_stock']],
  [
    'stock unknown',
    { lines: [{ line: 'oln_1', wanted: 2, onSale: true, dropship: true }] },
    {},
    ['go'],
  ],
  ['taken off sale', lineWith({ onSale: false }), {}, ['stop', 'off_sale']],
  ['no longer dropshipped', lineWith({ dropship: false }), {}, ['stop', 'not_dropshippable']],
  ['a day later than shown', { promise: { shown: 24, now: 48 } }, {}, ['go']],
  ['two days later', { promise: { shown: 24, now: 72 } }, {}, ['hold', 'promise_longer']],
  ['more than a week', { promise: { shown: 48, now: 200 } }, {}, ['stop', 'promise_longer']],
  ['dearer than one purchase may be', {}, { maxPurchase: fen(999) }, ['hold', 'purchase_limit']],
  ['the day is full', { boughtToday: fen(1_999_001) }, {}, ['hold', 'day_limit']],
  ['the owner buys by hand', {}, { mode: 'manual' }, ['hold', 'policy_manual']],
  ['nothing may be bought', {}, { mode: 'blocked' }, ['hold', 'policy_blocked']],
])('%s: %#', (_, facts, policy, expected) => {
  expect(judged(facts, policy)).toEqual(expected)
})

test('a dearer purchase is never judged more kindly', () => {
  const severity = { go: 0, hold: 1, stop: 2 }
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(50_000), fc.nat(300_000), (now, more, revenue) => {
      const judge = (cost: number) =>
        severity[
          purchaseVerdict({ ...calm, now: fen(cost), revenue: fen(revenue) }, defaultPurchasePolicy)
            .verdict
        ]
      expect(judge(now + more)).toBeGreaterThanOrEqual(judge(now))
    }),
  )
})

test('nothing goes ahead at a loss that nobody tolerated', () => {
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(200_000), (expected, now) => {
      const facts = { ...calm, expected: fen(expected), now: fen(now), revenue: fen(expected) }
      const { verdict, profit } = purchaseVerdict(facts, defaultPurchasePolicy)
      if (verdict !== 'go') return
      const tolerated = Math.max(100, Math.floor((expected * 300) / 10_000))
      expect(-profit.amount).toBeLessThanOrEqual(tolerated)
    }),
  )
})
