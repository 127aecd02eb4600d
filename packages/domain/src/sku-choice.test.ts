import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from './money.ts'
import { type ChoosableSku, type Chosen, chooseSku, type OptionState } from './sku-choice.ts'

const names = ['颜色', '尺码', '版本', '容量', '材质']

/** Up to 5 properties, up to 200 Skus, with holes, zero stock and values chosen that do not exist. */
const offers = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    seeds: fc.array(
      fc.record({
        keep: fc.integer({ min: 0, max: 3 }),
        stock: fc.integer({ min: 0, max: 3 }),
        price: fc.integer({ min: 1, max: 40_000 }),
      }),
      { minLength: 1, maxLength: 200 },
    ),
    picks: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  .map(({ sizes, seeds, picks }) => {
    const all = combinations(sizes).slice(0, 200)
    const skus = all
      .map((values, index): ChoosableSku & { keep: boolean } => {
        const seed = seeds[index % seeds.length] ?? { keep: 1, stock: 1, price: 1 }
        return {
          skuId: `s${index}`,
          properties: values.map((value, i) => ({ name: names[i] ?? '', value: `v${value}` })),
          price: fen(seed.price),
          stock: seed.stock,
          keep: seed.keep > 0 || index === 0,
        }
      })
      .filter((sku) => sku.keep)
    const chosen: Record<string, string> = {}
    picks.forEach((pick, i) => {
      const name = names[i]
      if (pick !== undefined && name && i < sizes.length) chosen[name] = `v${pick}`
    })
    return { skus, chosen }
  })

function combinations(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (rows, size) =>
      rows.flatMap((row) => Array.from({ length: size }, (_, value) => [...row, value])),
    [[]],
  )
}

/** The same question answered by looking at every Sku for every option. */
function bruteForce(skus: readonly ChoosableSku[], chosen: Chosen) {
  const valueIn = (sku: ChoosableSku, name: string) =>
    sku.properties.find((each) => each.name === name)?.value
  const all = [...new Set(skus.flatMap((sku) => sku.properties.map((each) => each.name)))]
  const real = all.filter((name) => skus.some((sku) => valueIn(sku, name) === chosen[name]))
  const fits = (sku: ChoosableSku, except?: string) =>
    real.every((name) => name === except || valueIn(sku, name) === chosen[name])
  const states = all.flatMap((name) =>
    [...new Set(skus.map((sku) => valueIn(sku, name)))].map((value): OptionState => {
      const reach = skus.filter((sku) => valueIn(sku, name) === value && fits(sku, name))
      if (reach.length === 0) return 'impossible'
      if (reach.every((sku) => sku.stock === 0)) return 'sold-out'
      return value === chosen[name] ? 'selected' : 'available'
    }),
  )
  const open = skus.filter((sku) => fits(sku))
  const priced = open.length > 0 ? open : skus
  return {
    states,
    missing: all.filter((name) => !real.includes(name)),
    skuId: real.length === all.length ? open[0]?.skuId : undefined,
    min: Math.min(...priced.map((sku) => sku.price.amount)),
    max: Math.max(...priced.map((sku) => sku.price.amount)),
    stock: open.reduce((total, sku) => total + sku.stock, 0),
  }
}

test('choosing agrees with looking at every Sku, over holes, sold-out and impossible values', () => {
  fc.assert(
    fc.property(offers, ({ skus, chosen }) => {
      const choice = chooseSku(skus, chosen)
      expect({
        states: choice.properties.flatMap(({ options }) => options.map((option) => option.state)),
        missing: choice.missing,
        skuId: choice.sku?.skuId,
        min: choice.priceRange.min.amount,
        max: choice.priceRange.max.amount,
        stock: choice.stock,
      }).toEqual(bruteForce(skus, chosen))
    }),
    { numRuns: 2000 },
  )
})

test('a single Sku without properties is chosen from the start', () => {
  const sku = { skuId: 'only', properties: [], price: fen(100), stock: 3 }
  expect(chooseSku([sku], {})).toMatchObject({ sku, missing: [], properties: [] })
})

test('the picture follows the latest choice that has one', () => {
  const skus = ['白', '黑'].map((value) => ({
    skuId: value,
    properties: [
      { name: '颜色', value, imageUrl: `${value}.png` },
      { name: '尺码', value: 'M' },
    ],
    price: fen(100),
    stock: 1,
  }))
  expect(chooseSku(skus, { 颜色: '黑', 尺码: 'M' }).imageUrl).toBe('黑.png')
})
