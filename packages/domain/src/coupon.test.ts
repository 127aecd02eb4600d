import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import {
  CouponCode,
  type CouponTerms,
  type CouponUse,
  couponDiscount,
  couponGraceMillis,
  couponState,
  dearestOrder,
  NewCoupon,
} from './coupon.ts'
import { paidOrder } from './index.ts'
import { fen, type Money } from './money.ts'
import { type RefundParts, refundParts, refundRest, refundTotal } from './refund-parts.ts'

const start = Date.UTC(2026, 10, 24)
const end = start + couponGraceMillis * 7

const terms: CouponTerms = {
  off: { kind: 'fixed', amount: fen(500) },
  minSpend: fen(5_000),
  total: 10,
  perBuyer: 1,
  taken: 0,
  validFrom: start,
  validUntil: end,
  isStopped: false,
}
const use: CouponUse = {
  goods: fen(6_000),
  pieces: 3,
  at: start,
  own: 0,
  hasReturned: false,
}

test('five yuan off sixty are five yuan off', () => {
  expect(couponDiscount(terms, use)).toEqual(fen(500))
})

test.each([
  ['a tenth, floored', { kind: 'percent', bp: 1_000 } as const, 5_999, 599],
  [
    'a tenth, at most two yuan',
    { kind: 'percent', bp: 1_000, most: fen(200) } as const,
    6_000,
    200,
  ],
  ['more than the goods', { kind: 'fixed', amount: fen(9_000) } as const, 6_000, 5_997],
])('%s', (_, off, goods, taken) => {
  expect(couponDiscount({ ...terms, off }, { ...use, goods: fen(goods) })).toEqual(fen(taken))
})

const refusals: [string, Partial<CouponTerms>, Partial<CouponUse>, string][] = [
  ['taken back', { isStopped: true }, {}, 'COUPON_NOT_FOUND'],
  ['not yet', {}, { at: start - 1 }, `COUPON_NOT_VALID from=${start} until=${end}`],
  ['over', {}, { at: end }, `COUPON_NOT_VALID from=${start} until=${end}`],
  ['over for her too', {}, { at: end + couponGraceMillis, hasReturned: true }, 'COUPON_NOT_VALID'],
  ['used by all', { taken: 10 }, {}, 'COUPON_USED_UP'],
  ['used by her', {}, { own: 1 }, 'COUPON_USED_UP mine=true'],
  ['too little', {}, { goods: fen(4_999) }, 'COUPON_SPEND_MORE minimum=5000 missing=1'],
]
test.each(refusals)('%s: %o %o is %s', (_, other, asked, message) => {
  expect(() => couponDiscount({ ...terms, ...other }, { ...use, ...asked })).toThrow(message)
})

test('one that came back is good for a day longer', () => {
  const late = { ...use, at: end + couponGraceMillis - 1, hasReturned: true }
  expect(couponDiscount(terms, late)).toEqual(fen(500))
})

test.each([
  ['waiting', {}, start - 1],
  ['on', {}, start],
  ['spent', { taken: 10 }, start],
  ['over', { taken: 10 }, end],
  ['stopped', { isStopped: true }, end],
] as const)('it is %s', (state, other, at) => {
  expect(couponState({ ...terms, ...other }, at)).toBe(state)
})

test('of five yuan from fifty on, three pieces at twenty earn five less', () => {
  const piece = { price: fen(2_000), profit: fen(300) }
  expect(dearestOrder(terms, piece)).toEqual({ quantity: 3, profit: fen(400) })
  const free = { ...terms, minSpend: fen(0) }
  expect(dearestOrder(free, piece)).toEqual({ quantity: 1, profit: fen(-200) })
  const cheap = { price: fen(200), profit: fen(50) }
  expect(dearestOrder(free, cheap)).toEqual({ quantity: 3, profit: fen(-350) })
})

test('no order that a coupon with a limit may be used for earns less than the dearest one', () => {
  const piece = fc.record({
    price: fc.integer({ min: 1, max: 50_000 }).map((each) => fen(each)),
    profit: fc.integer({ min: 0, max: 20_000 }).map((each) => fen(each)),
  })
  fc.assert(
    fc.property(off, piece, fc.nat(200), (each, sold, more) => {
      const offered = { ...terms, off: each }
      const least = dearestOrder(offered, sold)
      const quantity = Math.ceil(terms.minSpend.amount / sold.price.amount) + more
      const goods = fen(sold.price.amount * quantity)
      const discount = discountOf(each, goods, quantity)
      const profit = sold.profit.amount * quantity - discount.amount
      expect(profit).toBeGreaterThanOrEqual(least.profit.amount)
    }),
  )
})

test('one without a number never runs out', () => {
  expect(couponDiscount({ ...terms, total: null, taken: 1_000_000 }, use)).toEqual(fen(500))
})

const amount = fc.integer({ min: 1, max: 1_000_000 }).map((each) => fen(each))
const off = fc.oneof(
  amount.map((each) => ({ kind: 'fixed', amount: each }) as const),
  fc
    .record({ bp: fc.integer({ min: 1, max: 9_900 }), most: amount })
    .map((each) => ({ kind: 'percent', ...each }) as const),
)

/** Nothing only where less than a fen would be taken off, or no more than a fen of each piece is there. */
function discountOf(each: CouponTerms['off'], goods: Money, pieces: number): Money {
  try {
    const discount = couponDiscount(
      { ...terms, off: each, minSpend: fen(0) },
      { ...use, goods, pieces },
    )
    expect(discount.amount).toBeGreaterThanOrEqual(1)
    return discount
  } catch (error) {
    expect(error).toMatchObject({ code: 'COUPON_SPEND_MORE' })
    const isLess = each.kind === 'percent' && goods.amount * each.bp < 10_000
    expect(isLess || goods.amount === pieces).toBe(true)
    return fen(0)
  }
}

test('whatever it takes off, a fen of each piece is left to pay', () => {
  fc.assert(
    fc.property(off, amount, fc.integer({ min: 1, max: 99 }), (each, price, pieces) => {
      const goods = fen(price.amount * pieces)
      const discount = discountOf(each, goods, pieces)
      expect(goods.amount - discount.amount).toBeGreaterThanOrEqual(pieces)
    }),
  )
})

test('what was paid with a coupon comes back to the fen, and something for every piece', () => {
  const lines = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 9 }),
      price: fc.integer({ min: 1, max: 9_999 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(lines, off, (wanted, each) => {
      const priced = wanted.map(({ quantity, price }, i) => ({
        ...{ id: `l${i}`, group: 0, quantity },
        subtotal: fen(price * quantity),
      }))
      const goods = fen(priced.reduce((total, { subtotal }) => total + subtotal.amount, 0))
      const freight = fen(600)
      const pieces = priced.reduce((total, { quantity }) => total + quantity, 0)
      const discount = discountOf(each, goods, pieces)
      const paid = paidOrder(priced, [{ group: 0, freight }], discount)
      const back = refundTotal(refundRest(paid, [], new Set()))
      expect(back.amount).toBe(goods.amount + freight.amount - discount.amount)
      for (const { id, quantity } of priced) {
        const before: RefundParts[] = []
        for (let nth = 0; nth < quantity; nth++) {
          const one = { lines: [{ line: id, quantity: 1 }], shipped: new Set([0]) }
          before.push(refundParts(paid, before, one))
        }
        expect(before.every((parts) => refundTotal(parts).amount >= 1)).toBe(true)
      }
    }),
  )
})

test.each([
  ['ｍia10 ', 'MIA10'],
  ['双十一-5', '双十一-5'],
])('the code %s is kept as %s', (typed, kept) => {
  expect(v.parse(CouponCode, typed)).toBe(kept)
})

test.each(['A', 'A B', 'x'.repeat(21), '<b>', ''])('%j is no code', (typed) => {
  expect(v.is(CouponCode, typed)).toBe(false)
})

test.each([
  [{ off: { kind: 'fixed', amount: fen(0) } }],
  [{ off: { kind: 'percent', bp: 10_000 } }],
  [{ perBuyer: 0 }],
  [{ total: 1.5 }],
  [{ code: '<b>' }],
])('no coupon: %o', (bad) => {
  const good = {
    code: 'MIA5',
    off: { kind: 'fixed', amount: fen(500) },
    validUntil: '2026-12-31T00:00:00.000Z',
  }
  expect(v.is(NewCoupon, good)).toBe(true)
  expect(v.is(NewCoupon, { ...good, ...bad })).toBe(false)
})
