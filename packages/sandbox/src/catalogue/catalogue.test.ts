import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from './index.ts'
import type { SandboxOffer } from './offer.ts'

// A file of real offers may lie beside the repository; it is never part of it.
const beside = ['../shared', '../../shared']
  .map((folder) =>
    fileURLToPath(new URL(`../../../../${folder}/data/1688-offers.json`, import.meta.url)),
  )
  .find((path) => existsSync(path))

const own = catalogue()
const offerIn = (offers: readonly SandboxOffer[]) => fc.constantFrom(...offers)

test('the own catalogue sells at least 120 things in 10 categories of 12 suppliers', () => {
  expect(own.length).toBeGreaterThanOrEqual(120)
  expect(new Set(own.map((offer) => offer.categoryId)).size).toBeGreaterThanOrEqual(10)
  expect(new Set(own.map((offer) => offer.supplier.memberId)).size).toBeGreaterThanOrEqual(12)
})

test('the same seed makes the same world, another seed the same goods with other stock', () => {
  expect(catalogue({ seed: 7 })).toEqual(catalogue({ seed: 7 }))
  const other = catalogue({ seed: 8 })
  expect(other.map((offer) => offer.offerId)).toEqual(own.map((offer) => offer.offerId))
  expect(other.map((offer) => offer.skus.map((sku) => sku.stock))).not.toEqual(
    own.map((offer) => offer.skus.map((sku) => sku.stock)),
  )
})

test('every price of the own catalogue is between 0.50 and 400 yuan', () => {
  fc.assert(
    fc.property(offerIn(own), (offer) => {
      const prices = [offer.consignFen, ...offer.skus.map((sku) => sku.consignFen)]
      return prices.every((fen) => Number.isSafeInteger(fen) && fen >= 50 && fen <= 40_000)
    }),
    { numRuns: 1_000 },
  )
})

test('the own catalogue has every kind of offer that a shop must cope with', () => {
  const some = (holds: (offer: SandboxOffer) => boolean) => own.filter(holds).length
  expect([0, 1, 2].map((type) => some((offer) => offer.quoteType === type) > 2)).toEqual([
    true,
    true,
    true,
  ])
  expect([0, 1, 2, 3].map((count) => some((offer) => properties(offer) === count) > 3)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect([24, 48, 72].map((hours) => some((o) => o.services.shipHours === hours) > 5)).toEqual([
    true,
    true,
    true,
  ])
  expect(some((offer) => !offer.dropship)).toBeGreaterThan(3)
  expect(some((offer) => offer.status !== 'published')).toBeGreaterThan(3)
  expect(some((offer) => offer.services.selected)).toBeGreaterThan(20)
  expect(some((offer) => offer.freight.dropshipFree)).toBeGreaterThan(20)
  expect(some((offer) => offer.freight.templateId === 1)).toBeGreaterThan(2)
  expect(some((offer) => offer.minOrderQuantity > 1)).toBeGreaterThan(10)
  expect(some((offer) => offer.dropshipMinimum > 1)).toBeGreaterThan(3)
  expect(some((offer) => offer.batchNumber > 1)).toBeGreaterThan(3)
  expect(some((offer) => offer.supplier.superFactory)).toBeGreaterThan(20)
  expect(some((offer) => offer.skus.some((sku) => sku.stock === 0))).toBeGreaterThan(20)
  expect(some((offer) => offer.skus.length < possible(offer))).toBeGreaterThan(10)
})

const worlds: readonly (readonly [string, readonly SandboxOffer[]])[] = [
  ['the own catalogue', own],
  beside === undefined
    ? ['(no file of real offers beside the repository: the own catalogue again)', own]
    : ['the file of real offers', catalogue({ offersFile: beside })],
]

for (const [name, offers] of worlds) {
  test(`${name}: offer and SKU numbers are unique in the world, SKU combinations in an offer`, () => {
    const skus = offers.flatMap((offer) => offer.skus)
    expect(new Set(offers.map((offer) => offer.offerId)).size).toBe(offers.length)
    expect(new Set(skus.map((sku) => sku.skuId)).size).toBe(skus.length)
    expect(skus.every((sku) => /^\d{13}$/.test(String(sku.skuId)))).toBe(true)
    expect(skus.every((sku) => /^[0-9a-f]{32}$/.test(sku.specId))).toBe(true)
    for (const { skus: list } of offers) {
      const combination = ({ properties: list }: (typeof skus)[number]) =>
        JSON.stringify(list.map(({ name, value }) => [name, value]))
      expect(new Set(list.map(combination)).size).toBe(list.length)
      expect(new Set(list.map((sku) => sku.specId)).size).toBe(list.length)
    }
  })

  test(`${name}: ranges take more for less, and start at the minimum`, () => {
    for (const { tiers, minOrderQuantity, quoteType } of offers) {
      expect(tiers.length).toBeGreaterThan(0)
      expect(tiers[0]?.startQuantity).toBe(minOrderQuantity)
      if (quoteType === 1) expect(tiers).toHaveLength(1)
      tiers.slice(1).forEach((tier, at) => {
        expect(tier.startQuantity).toBeGreaterThan(tiers[at]?.startQuantity ?? 0)
        expect(tier.fen).toBeLessThan(tiers[at]?.fen ?? 0)
      })
    }
  })

  test(`${name}: pictures, freight and retail prices are whole`, () => {
    for (const offer of offers) {
      const drawn = offer.skus.flatMap((sku) => sku.properties.flatMap(({ image }) => image ?? []))
      for (const path of [...offer.images, ...drawn]) expect(path).toMatch(/^(img|imgextra)\/\S+$/)
      expect(offer.images.length).toBeGreaterThan(0)
      expect(offer.description).toContain(offer.images[0])
      expect(offer.freight.rates.at(-1)?.provinces).toEqual([])
      expect(offer.freight.unitWeightGrams).toBeGreaterThan(0)
      expect(offer.retailFen ?? 0).toBeGreaterThanOrEqual(offer.consignFen)
      expect(offer.quoteType === 0).toBe(offer.skus.length === 0)
    }
  })
}

function properties(offer: SandboxOffer): number {
  return offer.skus[0]?.properties.length ?? 0
}

/** How many combinations the values of an offer could make. */
function possible(offer: SandboxOffer): number {
  const values = (at: number) => new Set(offer.skus.map((sku) => sku.properties[at]?.value)).size
  return Array.from({ length: properties(offer) }, (_, at) => values(at)).reduce((a, b) => a * b, 1)
}
