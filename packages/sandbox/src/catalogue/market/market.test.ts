import fc from 'fast-check'
import { expect, test } from 'vitest'
import { briefOf } from '../catalogue.ts'
import type { SandboxOffer } from '../offer.ts'
import { figures } from './figures.ts'
import { inChinese, translated } from './lexicon.ts'
import { generate } from './market.ts'

const market = generate(1_000_000)
const sample = Array.from({ length: 6000 }, (_, at) => market.at(at * 151))
const anywhere = fc.integer({ min: 0, max: market.size - 1 })

test('a market starts at once, however large, and takes 10 to 1,000,000 offers', () => {
  for (const size of [9, 1_000_001, 10.5, Number.NaN])
    expect(() => generate(size)).toThrow(RangeError)
  expect(generate(10).size).toBe(10)
})

test('the same seed makes the same offer, and a smaller market is the beginning of a larger one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), (place) => {
      expect(generate(100).at(place)).toEqual(market.at(place))
      expect(generate(100, 7).at(place)).not.toEqual(market.at(place))
    }),
    { numRuns: 30 },
  )
})

test('numbers, suppliers and pictures lead back to the offer without a table', () => {
  fc.assert(
    fc.property(anywhere, (place) => {
      const offer = market.at(place)
      expect(market.placeOf(offer.offerId)).toBe(place)
      expect(market.placeOf(offer.offerId + 1)).not.toBe(place)
      expect(market.ofSupplier(offer.supplier.memberId)).toContain(place)
      expect(market.supplierNamed(offer.supplier.loginId)).toEqual(offer.supplier)
      for (const path of offer.images) expect(market.shown(path)?.category).toBe(offer.categoryName)
      for (const { name, image, value } of offer.skus.flatMap(({ properties }) => properties)) {
        if (image) expect([name, market.shown(image)?.word]).toEqual([name, value])
      }
    }),
    { numRuns: 300 },
  )
  expect(market.placeOf(1)).toBeUndefined()
  expect(generate(10).placeOf(market.at(11).offerId)).toBeUndefined()
  expect(market.ofSupplier('b2b-1')).toEqual([])
  expect(market.supplierNamed('某某服饰')).toBeUndefined()
  expect(market.shown('img/ibank/O1CN01AAAAAAxxxxxxxxxx_!!1-2-cib.png')).toBeUndefined()
})

test('what lists know of an offer is what the offer says', () => {
  fc.assert(
    fc.property(anywhere, (place) => {
      expect(market.brief(place)).toEqual(briefOf(market.at(place)))
    }),
    { numRuns: 500 },
  )
})

test('an offer is whole: SKUs are unique, prices whole fen, ranges fall and start at the minimum', () => {
  const skuIds = sample.flatMap(({ skus }) => skus.map(({ skuId }) => skuId))
  expect(new Set(skuIds).size).toBe(skuIds.length)
  for (const offer of sample) {
    expect(String(offer.offerId)).toMatch(/^7\d{11}$/)
    expect(new Set(offer.skus.map(({ specId }) => specId)).size).toBe(offer.skus.length)
    expect(offer.skus.every((sku) => /^[0-9a-f]{32}$/.test(sku.specId))).toBe(true)
    expect(offer.skus.every((sku) => /^\d{13}$/.test(String(sku.skuId)))).toBe(true)
    expect(offer.quoteType === 0).toBe(offer.skus.length === 0)
    expect(offer.tiers[0]?.startQuantity).toBe(offer.minOrderQuantity)
    expect(Number.isSafeInteger(offer.consignFen) && offer.consignFen > 0).toBe(true)
    offer.tiers.slice(1).forEach((tier, at) => {
      expect(tier.startQuantity).toBeGreaterThan(offer.tiers[at]?.startQuantity ?? 0)
      expect(tier.fen).toBeLessThan(offer.tiers[at]?.fen ?? 0)
    })
  }
})

test('shares of the market are those of the real sample', () => {
  const share = (holds: (offer: SandboxOffer) => boolean) =>
    sample.filter(holds).length / sample.length
  const shares = {
    selected: [share(({ services }) => services.selected), figures.selected],
    in48: [share(({ services }) => services.shipHours === 48), figures.shipIn48Hours],
    in24: [share(({ services }) => services.shipHours === 24), figures.shipIn24Hours],
    free: [share(({ freight }) => freight.dropshipFree), figures.freePostage],
    back: [share(({ services }) => services.sevenDayReturn), figures.sevenDayReturn],
    factory: [share(({ supplier }) => supplier.superFactory), figures.superFactory],
    verified: [share(({ supplier }) => supplier.powerfulMerchant), figures.powerfulMerchant],
    mixed: [share(({ supplier }) => supplier.mix !== undefined), figures.mixedBatch],
    ranged: [
      share(({ skus }) => new Set(skus.map(({ consignFen }) => consignFen)).size > 1),
      figures.ranged,
    ],
    one: [share((offer) => offer.minOrderQuantity === 1), 277 / 371],
    two: [share((offer) => offer.minOrderQuantity === 2), 69 / 371],
    ...Object.fromEntries(
      figures.properties.map((wanted, count) => [
        `properties ${count}`,
        [share(({ skus }) => (skus[0]?.properties.length ?? 0) === count), wanted],
      ]),
    ),
  }
  for (const [name, [seen = 0, wanted = 0]] of Object.entries(shares)) {
    expect(Math.abs(seen - wanted), `${name}: ${seen} for ${wanted}`).toBeLessThan(0.05)
  }
})

test.each([
  ['prices', (offer: SandboxOffer) => offer.consignFen, figures.priceFen],
  ['sales', (offer: SandboxOffer) => offer.soldLast90Days, figures.sold],
  ['title lengths', (offer: SandboxOffer) => offer.subject.length, figures.titleLength],
])('%s are spread as in the real sample', (_name, measured, quantiles) => {
  // How far the share of offers below each measured quantile is from what it should be.
  const values = sample.map(measured).sort((a, b) => a - b)
  quantiles.forEach((limit, at) => {
    const below = values.filter((value) => value < limit).length / values.length
    const upTo = values.filter((value) => value <= limit).length / values.length
    const wanted = at / (quantiles.length - 1)
    expect(below, `below ${limit}`).toBeLessThan(wanted + 0.08)
    expect(upTo, `up to ${limit}`).toBeGreaterThan(wanted - 0.08)
  })
})

test('some things are sold by several suppliers, at other prices, with the same picture', () => {
  const place =
    Array.from({ length: 200 }, (_, at) => at).find((at) => market.sameSource(at).length > 2) ?? 0
  const rivals = market.sameSource(place).map((at) => market.at(at))
  expect(new Set(rivals.map(({ images }) => images[0])).size).toBe(1)
  expect(new Set(rivals.map(({ categoryId }) => categoryId)).size).toBe(1)
  expect(new Set(rivals.map(({ supplier }) => supplier.memberId)).size).toBe(rivals.length)
  expect(new Set(rivals.map(({ consignFen }) => consignFen)).size).toBeGreaterThan(1)
  expect(new Set(rivals.map(({ subject }) => subject)).size).toBeGreaterThan(1)
  for (const each of rivals) {
    expect(market.sameSource(market.placeOf(each.offerId) ?? -1)).toEqual(market.sameSource(place))
  }
})

test('every title can be said in English and keywords be asked in English', () => {
  for (const { subject } of sample.slice(0, 500))
    expect(translated(subject)).not.toMatch(/[\u4e00-\u9fa5]/)
  expect(translated('加厚保温杯XYZ')).toBe('thick thermos cup XYZ')
  expect(inChinese('portable thermos cup')).toBe('便携 保温杯')
  expect(inChinese('保温杯 xyz')).toBe('保温杯 xyz')
})
