import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkQuantity, lineState } from './cart.ts'
import { isId, newId } from './id.ts'
import { fen } from './money.ts'
import { readOfferId } from './offer.ts'
import { orderMoves } from './order.ts'
import { paymentMoves, refundMoves } from './payment.ts'
import { totals } from './quote.ts'
import { creditedShare, creditWindowMillis } from './share.ts'
import { cleanTrailText, furthest } from './shipment.ts'
import { supplierOrderMoves } from './supplier-order.ts'
import { next, statesBefore } from './transition.ts'

test.each([
  ['610947572360', '610947572360'],
  ['https://detail.1688.com/offer/610947572360.html?spm=a26.1', '610947572360'],
  ['看看这个 https://m.1688.com/offer/610947572360.html 不错', '610947572360'],
  ['http://detail.m.1688.com/page/index.html?offerId=610947572360', '610947572360'],
])('the offer id in %j is %s', (pasted, id) => {
  expect(readOfferId(pasted)).toBe(id)
})

test.each([
  '',
  '12345',
  'https://item.taobao.com/item.htm?id=610947572360',
  'https://evil1688.com/offer/610947572360.html',
  'https://detail.1688.com/',
])('%j holds no offer', (pasted) => {
  expect(readOfferId(pasted)).toBeUndefined()
})

test('ids carry their kind, sort by age and are told apart', () => {
  const random = new Uint8Array(16).fill(7)
  const [older, newer] = [
    newId('order', 1_700_000_000_000, random),
    newId('order', 1_700_000_000_001, random),
  ]
  expect(older < newer).toBe(true)
  expect(isId('order', older)).toBe(true)
  expect(isId('listing', older)).toBe(false)
})

test('a quantity is a whole number within minimum, stock and 999', () => {
  const limits = { minQuantity: 2, stock: 5 }
  expect(() => checkQuantity(3, limits)).not.toThrow()
  for (const bad of [0, -1, 1.5, 1e9, Number.NaN])
    expect(() => checkQuantity(bad, limits)).toThrow('QUANTITY_INVALID')
  expect(() => checkQuantity(1, limits)).toThrow('BELOW_MINIMUM')
  expect(() => checkQuantity(6, limits)).toThrow('OUT_OF_STOCK')
})

test('a cart line says the worst thing about itself', () => {
  const line = { quantity: 2, seen: fen(100) }
  const now = { onSale: true, price: fen(100), stock: 9, minQuantity: 1 }
  expect(lineState(line, now)).toBe('ok')
  expect(lineState(line, { ...now, price: fen(120) })).toBe('price-up')
  expect(lineState(line, { ...now, price: fen(80) })).toBe('price-down')
  expect(lineState(line, { ...now, stock: 1 })).toBe('low-stock')
  expect(lineState(line, { ...now, onSale: false })).toBe('unavailable')
})

test('goods + freight − discount = total', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(99_999)),
      fc.array(fc.nat(9_999)),
      fc.nat(100),
      (lines, freights, discount) => {
        const sums = totals(
          lines.map((amount) => ({ subtotal: fen(amount) })),
          freights.map(fen),
          fen(discount),
        )
        expect(sums.total.amount).toBe(sums.goods.amount + sums.freight.amount - discount)
      },
    ),
  )
})

test('a paid order cannot be closed, and a closed one leads nowhere', () => {
  expect(next(orderMoves, 'pending_payment', 'pay')).toBe('paid')
  expect(() => next(orderMoves, 'paid', 'close')).toThrow('BAD_TRANSITION from=paid event=close')
  expect(orderMoves.closed).toEqual({})
  expect(statesBefore(orderMoves, 'close')).toEqual(['pending_payment'])
})

test.each([
  ['order', orderMoves, 'pending_payment'],
  ['payment', paymentMoves, 'created'],
  ['refund', refundMoves, 'requested'],
  ['supplier order', supplierOrderMoves, 'planned'],
] as const)('every state of a %s can be reached', (_name, moves, first) => {
  const table = moves as Record<string, Record<string, string>>
  const seen = new Set<string>([first])
  for (const state of seen) for (const to of Object.values(table[state] ?? {})) seen.add(to)
  expect([...seen].sort()).toEqual(Object.keys(table).sort())
})

test('the last visit within the window is credited', () => {
  const at = 10 * creditWindowMillis
  const visit = (shareId: string, ago: number) => ({ shareId, visitor: 'v', at: at - ago })
  expect(creditedShare([visit('a', 5), visit('b', 3)], at)).toBe('b')
  expect(creditedShare([visit('a', creditWindowMillis + 1)], at)).toBeUndefined()
  expect(creditedShare([visit('late', -1)], at)).toBeUndefined()
})

test('a parcel never goes backwards', () => {
  expect(furthest('signed', 'in_transit')).toBe('signed')
  expect(furthest('announced', 'collected')).toBe('collected')
})

test('a parcel trail names neither supplier nor phone', () => {
  const text = '【义乌】小王 13800138000 已揽收，寄件方 锦程贸易，单号 75312345678901'
  expect(cleanTrailText(text, ['锦程贸易'])).toBe(
    '【义乌】小王 *** 已揽收，寄件方 商家，单号 75312345678901',
  )
})
