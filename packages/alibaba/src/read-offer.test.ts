import type { Offer } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { scripted } from './scripted.test.fixture.ts'

const product = {
  productID: 712340056781,
  subject: ' 保温杯 ',
  status: 'published',
  supplierLoginId: '义乌市晨光百货',
  productSaleInfo: {
    unit: '个',
    consignPrice: 9.9,
    priceRanges: [{ startQuantity: 2, price: '8.5' }],
    amountOnSale: 12.0,
  },
}
const sku = {
  skuId: 5120034478811,
  specId: 's1',
  amountOnSale: 3,
  price: 21.9,
  attributes: [{ attributeName: '颜色', attributeValue: '白' }],
}

const read = async (more: object): Promise<Offer> => {
  const answer = { success: 'true', productInfo: { ...product, ...more } }
  const offer = await scripted(() => answer).platform.offer('712340056781')
  if (!offer) throw new TypeError('no offer')
  return offer
}
const costs = async (more: object) => (await read(more)).skus.map((each) => each.cost.amount)

test('the cost is the dropship price wherever it stands, else the price', async () => {
  expect(await costs({ productSkuInfos: [{ ...sku, consignPrice: '25.9' }] })).toEqual([2590])
  const extended = [{ key: 'consignPrice', value: '5120034478811:25.80;512:1;' }]
  expect(await costs({ productSkuInfos: [sku], productExtendInfos: extended })).toEqual([2580])
  expect(await costs({ productSkuInfos: [sku] })).toEqual([2190])
  expect(await costs({ productSkuInfos: [{ ...sku, price: null }] })).toEqual([990])
  expect(await costs({ productSkuInfos: [] })).toEqual([990])
  expect(
    await costs({
      productSkuInfos: null,
      productSaleInfo: { priceRanges: [{ startQuantity: 1, price: 7 }] },
    }),
  ).toEqual([700])
})

test('an offer without any price is nonsense, not free', async () => {
  await expect(read({ productSaleInfo: {} })).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
  const free = { productSaleInfo: {}, productSkuInfos: [{ ...sku, price: 0 }] }
  await expect(read(free)).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
})

test('an offer whose supplier is not told cannot be grouped, so it is nonsense', async () => {
  await expect(read({ supplierLoginId: null })).rejects.toMatchObject({
    code: 'PLATFORM_SCHEMA',
    detail: { field: 'productInfo.supplierLoginId' },
  })
})

test('a missing or misspelt part that nobody depends on does no harm', async () => {
  const offer = await read({
    productAttribute: null,
    categoryID: {},
    productImage: 'x',
    description: null,
    surprise: [1],
  })
  expect(offer).toMatchObject({
    title: '保温杯',
    images: [],
    attributes: [],
    category: { id: '', name: '' },
  })
})

test.each([
  ['member expired', 'offline'],
  ['auditing', 'offline'],
  ['published', 'online'],
])('status %s is %s', async (status, state) => {
  expect((await read({ status })).state).toBe(state)
})

test.each<[object, boolean]>([
  [{ productBizGroupInfos: [{ code: 'isConsignMarketOffer', support: true }] }, true],
  [{ productBizGroupInfos: [{ code: 'isConsignMarketOffer', support: 'true' }] }, true],
  [{ productBizGroupInfos: [{ code: 'isConsignMarketOffer', support: false }] }, false],
  [{ productBizGroupInfos: [] }, false],
  [{}, true],
  [{ productSaleInfo: { priceRanges: [{ startQuantity: 1, price: 7 }] } }, false],
])('%j says whether one piece may be ordered', async (more, dropship) => {
  expect((await read(more)).dropship).toBe(dropship)
})

test('every label names the field that proves it and runs out after 72 hours', async () => {
  const offer = await read({
    productShippingInfo: { freightTemplateID: 1, shippingTimeGuarantee: 'shipIn24Hours' },
    productExtendInfos: [{ key: 'buyerProtection', value: '["ssbxsfh","qtwlybt","shbp"]' }],
    serviceList: [{ name: '破损包赔' }, { serviceName: '24小时发货', enable: false }],
    sellerIdentities: ['super_factory'],
    offerIdentities: ['yx'],
  })
  const evidence = Object.fromEntries(offer.labels.map((label) => [label.kind, label.evidence]))
  expect(evidence).toEqual({
    ship_24h: 'shippingTimeGuarantee=shipIn24Hours',
    ship_48h: 'buyerProtection=ssbxsfh',
    free_return: 'buyerProtection=qtwlybt',
    free_shipping: 'freightTemplateID=1',
    selected: 'offerIdentities=yx',
    factory_verified: 'sellerIdentities=super_factory',
  })
  expect(new Set(offer.labels.map((label) => label.validUntil))).toEqual(
    new Set([new Date(1_795_399_200_000 + 72 * 3_600_000).toISOString()]),
  )
  expect(offer).toMatchObject({ shipWithinHours: 24, freePostage: true })
})

test('shortage cover is not the return label, and no promise means 72 hours', async () => {
  const offer = await read({ productExtendInfos: [{ key: 'buyerProtection', value: '["shbp"]' }] })
  expect(offer).toMatchObject({ labels: [], shipWithinHours: 72, freePostage: false })
})

test.each([
  { success: false, errorCode: '404', errorMsg: '' },
  { success: 'false', errorCode: 'OFFER_NOT_EXIST' },
  { success: false, errorCode: '500', errorMsg: '商品712340056781不存在' },
])('%j means that there is no such offer', async (answer) => {
  expect(await scripted(() => answer).platform.offer('712340056781')).toBeUndefined()
})
