import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BilledRefund } from './bill.ts'
import { isNamedIn, partsOfAmount } from './hand-refund.ts'
import { fen } from './money.ts'
import {
  type PaidOrder,
  paidTotal,
  type RefundParts,
  refundRest,
  refundTotal,
} from './refund-parts.ts'

const nothingShipped: ReadonlySet<number> = new Set()

/** Two lines of one parcel and one of another. */
const orders: fc.Arbitrary<PaidOrder> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(900)), { minLength: 3, maxLength: 3 }),
    fc.tuple(fc.nat(300), fc.nat(300)),
  )
  .map(([lines, freights]) => ({
    lines: lines.map(([quantity, payable], index) => ({
      ...{ id: `oln_${index}`, group: index < 2 ? 1 : 2, quantity, payable: fen(payable) },
    })),
    freights: freights.map((freight, index) => ({ group: index + 1, freight: fen(freight) })),
  }))

test('whatever amounts went back one after the other, their parts are these amounts, and what is left goes back as before', () => {
  fc.assert(
    fc.property(orders, fc.array(fc.nat(700), { maxLength: 4 }), (order, amounts) => {
      const refunds: RefundParts[] = []
      let left = paidTotal(order).amount
      for (const amount of amounts.filter((each) => each > 0)) {
        if (amount > left) {
          expect(() => partsOfAmount(order, refunds, { amount: fen(amount) })).toThrow(
            expect.objectContaining({ code: 'REFUND_TOO_MUCH' }),
          )
          continue
        }
        const parts = partsOfAmount(order, refunds, { amount: fen(amount) })
        expect(refundTotal(parts)).toEqual(fen(amount))
        refunds.push(parts)
        left -= amount
      }
      if (left === 0) return
      expect(refundTotal(refundRest(order, refunds, nothingShipped))).toEqual(fen(left))
    }),
  )
})

const order: PaidOrder = {
  lines: [
    { id: 'a', group: 1, quantity: 2, payable: fen(600) },
    { id: 'b', group: 1, quantity: 1, payable: fen(300) },
  ],
  freights: [{ group: 1, freight: fen(100) }],
}

test('all that is left takes its pieces with it, less leaves them with the buyer', () => {
  const all = partsOfAmount(order, [], { amount: fen(1000) })
  expect(all).toEqual({
    lines: [
      { line: 'a', quantity: 2, goods: fen(600) },
      { line: 'b', quantity: 1, goods: fen(300) },
    ],
    freights: [{ group: 1, freight: fen(100) }],
  })
  const some = partsOfAmount(order, [], { amount: fen(90) })
  expect(some.lines.map(({ quantity, goods }) => [quantity, goods.amount])).toEqual([
    [0, 60],
    [0, 30],
  ])
})

test('what is said to have been for some lines takes their pieces, and no more than they have', () => {
  const lines = [{ line: 'b', quantity: 1 }]
  expect(partsOfAmount(order, [], { amount: fen(320), lines })).toEqual({
    lines: [{ line: 'b', quantity: 1, goods: fen(300) }],
    freights: [{ group: 1, freight: fen(20) }],
  })
  for (const wrong of [
    { amount: fen(401), lines },
    { amount: fen(10), lines: [{ line: 'b', quantity: 2 }] },
    { amount: fen(10), lines: [{ line: 'elsewhere', quantity: 0 }] },
  ])
    expect(() => partsOfAmount(order, [], wrong)).toThrow(
      expect.objectContaining({ code: 'REFUND_TOO_MUCH' }),
    )
})

test('a reference names a refund by one of its numbers as a word of its own', () => {
  const line = { outRefundNo: 'by-hand-0001', refundId: '50300207052020112300001' } as BilledRefund
  expect(isNamedIn('by-hand-0001', line)).toBe(true)
  expect(isNamedIn('微信商户平台，退款单号 50300207052020112300001。', line)).toBe(true)
  expect(isNamedIn('by-hand-00011', line)).toBe(false)
  expect(isNamedIn('工行转账 8823', line)).toBe(false)
})
