import { expect, test } from 'vitest'
import { atGroupPrice } from './group-price.ts'
import type { ListingView } from './listing.ts'
import { fen } from './money.ts'

test('a listing at a group’s price has the SKUs of the deal alone', () => {
  const sku = (skuId: string, price: number) => ({
    ...{ skuId, price: fen(price), properties: [], stock: 9 },
  })
  const view: ListingView = {
    id: 'lst_1',
    state: 'on-sale',
    title: '杯子',
    price: { min: fen(900), max: fen(990) },
    labels: [],
    freePostage: true,
    shipWithinHours: 24,
    minQuantity: 1,
    unit: '个',
    skus: [sku('sku_a', 900), sku('sku_b', 990)],
  }
  const deal = {
    ...{ id: 'gdl_1', size: 3, openHours: 24, validUntil: '2026-12-01T00:00:00.000Z' },
    prices: [{ sku: 'sku_b', price: fen(800) }],
    state: 'on' as const,
  }
  expect(atGroupPrice(view, deal).skus).toEqual([sku('sku_b', 800)])
})
