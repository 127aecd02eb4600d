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

test('what the gateway takes no claim about any more is not offered, whenever its order was received', () => {
  const claimBefore = new Date(now).toISOString()
  const steps = [{ state: 'received', at: new Date(now - 60 * day).toISOString() }]
  const old = { ...line('oln_1', 1), claimBefore }
  const exchanged = { ...line('oln_2', 1), claimBefore: new Date(now + day).toISOString() }
  const seen = order('completed', { steps, lines: [old, exchanged] })
  expect(claimable(seen, now).map((each) => each.line.id)).toEqual(['oln_1', 'oln_2'])
  expect(claimable(seen, now + 1).map((each) => each.line.id)).toEqual(['oln_2'])
  expect(wayBack(seen, now + day)).toBe('claim')
  expect(wayBack(seen, now + day + 1)).toBeUndefined()
})

test('what was given back or is in an open claim is not offered again', () => {
  const lines = [line('oln_1', 2, 1), line('oln_2', 1, 1), line('oln_3', 1), line('oln_4', 1)]
  const afterSales = [claim('opened', 'oln_3'), claim('refused', 'oln_4')]
  const left = claimable(order('received', { lines, afterSales }), now)
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
