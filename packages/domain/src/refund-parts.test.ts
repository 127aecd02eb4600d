import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen, sum } from './money.ts'
import {
  type PaidOrder,
  paidOrder,
  paidTotal,
  type RefundParts,
  refundParts,
  refundRest,
  refundTotal,
  withinRest,
} from './refund-parts.ts'

const nothingShipped: ReadonlySet<number> = new Set()

/** Orders of up to 4 lines in up to 3 groups; the discount never exceeds the goods. */
const orders: fc.Arbitrary<PaidOrder> = fc
  .record({
    lines: fc.array(
      fc.record({
        group: fc.nat(2),
        quantity: fc.integer({ min: 1, max: 5 }),
        price: fc.nat(2000),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    freights: fc.tuple(fc.nat(900), fc.nat(900), fc.nat(900)),
    off: fc.nat(10_000),
  })
  .map(({ lines, freights, off }) => {
    const priced = lines.map(({ group, quantity, price }, index) => ({
      id: `oln_${index}`,
      group,
      quantity,
      subtotal: fen(price * quantity),
    }))
    const goods = sum(priced.map(({ subtotal }) => subtotal)).amount
    const used = freights.flatMap((amount, group) =>
      lines.some((line) => line.group === group) ? [{ group, freight: fen(amount) }] : [],
    )
    return paidOrder(priced, used, fen(Math.floor((goods * off) / 10_000)))
  })

/** Every piece of an order, each to be given back alone. */
const piecesOf = (order: PaidOrder): string[] =>
  order.lines.flatMap(({ id, quantity }) => Array.from({ length: quantity }, () => id))

/** Gives pieces back one by one, in the order that `keys` sort them. */
function oneByOne(order: PaidOrder, keys: readonly number[]): RefundParts[] {
  const pieces = piecesOf(order)
    .map((line, index) => ({ line, key: keys[index % keys.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || a.index - b.index)
  const refunds: RefundParts[] = []
  for (const { line } of pieces) {
    const wish = { lines: [{ line, quantity: 1 }], shipped: nothingShipped }
    refunds.push(refundParts(order, refunds, wish))
  }
  return refunds
}

const totalOf = (refunds: readonly RefundParts[]): number =>
  refunds.reduce((total, refund) => total + refundTotal(refund).amount, 0)

test('the lines and freights of a paid order are its total', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const whole = refundRest(order, [], nothingShipped)
      expect(refundTotal(whole)).toEqual(paidTotal(order))
      expect(order.lines.every(({ payable }) => payable.amount >= 0)).toBe(true)
    }),
  )
})

test('given back piece by piece, in any order, an order ends at exactly what was paid', () => {
  fc.assert(
    fc.property(orders, fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (order, keys) => {
      const refunds = oneByOne(order, keys)
      expect(totalOf(refunds)).toBe(paidTotal(order).amount)
      expect(refunds.every((refund) => refundTotal(refund).amount >= 0)).toBe(true)
    }),
  )
})

test('whatever was given back first, the rest is what is left', () => {
  const compensation = fc.record({ line: fc.nat(3), share: fc.nat(100) })
  fc.assert(
    fc.property(orders, fc.array(compensation, { maxLength: 4 }), (order, wishes) => {
      const before: RefundParts[] = []
      for (const { line, share } of wishes) {
        const { id, payable } = order.lines[line % order.lines.length] ?? {
          id: '',
          payable: fen(0),
        }
        const back = before.flatMap(({ lines }) => lines.filter((part) => part.line === id))
        const left = payable.amount - sum(back.map(({ goods }) => goods)).amount
        const goods = fen(Math.floor((left * share) / 100))
        const wish = { lines: [{ line: id, quantity: 0, goods }], shipped: nothingShipped }
        before.push(refundParts(order, before, wish))
      }
      const rest = refundRest(order, before, nothingShipped)
      expect(totalOf([...before, rest])).toBe(paidTotal(order).amount)
    }),
  )
})

const paid = paidOrder(
  [
    { id: 'oln_a', group: 0, quantity: 3, subtotal: fen(1000) },
    { id: 'oln_b', group: 0, quantity: 1, subtotal: fen(500) },
    { id: 'oln_c', group: 1, quantity: 1, subtotal: fen(700) },
  ],
  [
    { group: 0, freight: fen(600) },
    { group: 1, freight: fen(0) },
  ],
  fen(0),
)

test('freight returns with the refund that leaves nothing of its group to ship', () => {
  const a = refundParts(paid, [], { lines: [{ line: 'oln_a', quantity: 3 }], shipped: new Set() })
  expect(a.freights).toEqual([])
  const lines = [{ line: 'oln_b', quantity: 1 }]
  const b = refundParts(paid, [a], { lines, shipped: new Set([1]) })
  expect(b.freights).toEqual([{ group: 0, freight: fen(600) }])
  expect(refundParts(paid, [a], { lines, shipped: new Set([0]) }).freights).toEqual([])
})

test.each([
  ['more pieces than were bought', { line: 'oln_a', quantity: 4 }],
  ['half a piece', { line: 'oln_a', quantity: 0.5 }],
  ['less than no piece', { line: 'oln_a', quantity: -1 }],
  ['more money than was paid', { line: 'oln_a', quantity: 0, goods: fen(1001) }],
  ['less than no money', { line: 'oln_a', quantity: 0, goods: fen(-1) }],
  ["another order's line", { line: 'oln_z', quantity: 1 }],
])('%s is refused', (_, part) => {
  const wish = { lines: [part], shipped: nothingShipped }
  expect(() => refundParts(paid, [], wish)).toThrow(/REFUND_TOO_MUCH/)
})

test('what is back is back: the same pieces are not given back again', () => {
  const wish = { lines: [{ line: 'oln_b', quantity: 1 }], shipped: nothingShipped }
  const first = refundParts(paid, [], wish)
  expect(() => refundParts(paid, [first], wish)).toThrow(/REFUND_TOO_MUCH/)
})

test('a wish cut down to what is left can always be granted, and is kept whole where enough is left', () => {
  const wishes = fc.array(
    fc.record({ line: fc.nat(3), quantity: fc.nat(9), goods: fc.option(fc.nat(12_000)) }),
    { minLength: 1, maxLength: 4 },
  )
  const property = fc.property(orders, wishes, wishes, (order, first, second) => {
    const wishOf = (asked: typeof first) =>
      asked.flatMap(({ line, quantity, goods }, index) =>
        order.lines[line] && asked.findIndex((each) => each.line === line) === index
          ? [{ line: `oln_${line}`, quantity, ...(goods !== null && { goods: fen(goods) }) }]
          : [],
      )
    const before = [
      refundParts(order, [], {
        lines: withinRest(order, [], wishOf(first)),
        shipped: nothingShipped,
      }),
    ]
    const cut = withinRest(order, before, wishOf(second))
    const after = refundParts(order, before, { lines: cut, shipped: nothingShipped })
    const total = refundTotal(before[0] ?? after).amount + refundTotal(after).amount
    expect(total).toBeLessThanOrEqual(paidTotal(order).amount)
    expect(withinRest(order, before, cut)).toEqual(cut)
  })
  fc.assert(property)
})
