import { day, fen, type ListingView, type OrderLine, type OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { claimable, exchangesFor, wayBack } from './claimable.ts'

const now = Date.UTC(2026, 10, 24)
const line = (id: string, quantity: number, returned?: number) => ({ id, quantity, returned })
const claim = (state: string, id: string) => ({ state, lines: [{ line: id, quantity: 1 }] })

function order(state: string, more: object = {}): OrderView {
  const base = { state, lines: [line('oln_1', 2)], afterSales: [], refunds: [], steps: [] }
  return { ...base, ...more } as unknown as OrderView
}

test.each([
  ['pending_payment', undefined],
  ['paid', 'cancel'],
  ['placing', 'cancel'],
  ['placed', 'cancel'],
  ['partly_shipped', 'claim'],
  ['shipped', 'claim'],
  ['received', 'claim'],
  ['completed', 'claim'],
  ['closed', undefined],
])('of an order that is %s, money is asked back by %s', (state, way) => {
  expect(wayBack(order(state), now)).toBe(way)
})

test('a month after receipt nothing can be claimed any more', () => {
  const steps = [{ state: 'received', at: new Date(now).toISOString() }]
  expect(wayBack(order('completed', { steps }), now + 30 * day)).toBe('claim')
  expect(wayBack(order('completed', { steps }), now + 30 * day + 1)).toBeUndefined()
})

test('what was given back or is in an open claim is not offered again', () => {
  const lines = [line('oln_1', 2, 1), line('oln_2', 1, 1), line('oln_3', 1), line('oln_4', 1)]
  const afterSales = [claim('opened', 'oln_3'), claim('refused', 'oln_4')]
  const left = claimable(order('received', { lines, afterSales }))
  expect(left.map((each) => [each.line.id, each.left])).toEqual([
    ['oln_1', 1],
    ['oln_4', 1],
  ])
  const all = [line('oln_2', 1, 1)]
  expect(wayBack(order('placed', { lines: all }), now)).toBeUndefined()
})

test('a line is exchanged for what costs the same, now or when it was bought, and is there', () => {
  const hers = { sku: 'sku_1', price: fen(1990) } as OrderLine
  const sku = (skuId: string, price: number, stock = 5) => ({ skuId, price: fen(price), stock })
  const skus = [
    sku('sku_1', 2090),
    sku('sku_2', 1990),
    sku('sku_3', 2090),
    sku('sku_4', 2190),
    sku('sku_5', 1990, 0),
  ]
  const listing = { state: 'on-sale', skus } as unknown as ListingView
  expect(exchangesFor(hers, listing).map(({ skuId }) => skuId)).toEqual(['sku_2', 'sku_3'])
})
