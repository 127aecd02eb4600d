import { expect, test } from 'vitest'
import { ask, at, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

const offerId = '712340056781'
const sku = {
  skuId: 5120034478811,
  specId: '9c1f0a7be2d84c5f8a36d07b41e5f902',
  amountOnSale: 40,
  price: 21.9,
  consignPrice: 25.9,
  attributes: [{ attributeName: '颜色', attributeValue: '白', skuImageUrl: 'img/ibank/w.jpg' }],
}
const other = { ...sku, skuId: 5120034478812, specId: 'b'.repeat(32) }
const product = {
  productID: 712340056781,
  subject: '帆布包',
  status: 'published',
  supplierLoginId: '义乌市晨光百货',
  productImage: { images: ['img/ibank/a.jpg'] },
  productSaleInfo: {
    quoteType: 1,
    unit: '个',
    priceRanges: [
      { startQuantity: 2, price: 21.9 },
      { startQuantity: 100, price: 19.9 },
    ],
  },
  productSkuInfos: [sku, other],
}
const detail = (more: object) => ({ success: true, productInfo: { ...product, ...more } })
const skus = (...list: object[]) => detail({ productSkuInfos: list })
const oddOf = (answer: object) => refusal(calls.offer, { offerId }, answer)
const at0 = 'productInfo.productSkuInfos[0]'

test('an offer is read with its costs in fen and its pictures on the platform’s own host', async () => {
  const { output, heard } = await ask(calls.offer, { offerId }, detail({}))
  expect(heard).toEqual({ offerId })
  expect(output).toMatchObject({
    offerId,
    images: ['https://cbu01.alicdn.com/img/ibank/a.jpg'],
    capturedAt: new Date(at).toISOString(),
    tiers: [
      { fromQuantity: 2, cost: { amount: 2190 } },
      { fromQuantity: 100, cost: { amount: 1990 } },
    ],
    skus: [{ skuId: '5120034478811', cost: { amount: 2590 }, stock: 40 }, { stock: 40 }],
  })
})

test('an offer may be asked for by its encrypted id', async () => {
  const { heard } = await ask(calls.offer, { openOfferId: 'Wcv2w970KoL1=' }, detail({}))
  expect(heard).toEqual({ openOfferId: 'Wcv2w970KoL1=' })
})

test.each<[string, object, string]>([
  ['another offer', detail({ productID: 1 }), 'productInfo.productID'],
  ['no product', { success: true }, 'productInfo'],
  ['a stock below nothing', skus({ ...sku, amountOnSale: -1 }, other), `${at0}.amountOnSale`],
  ['a price below nothing', skus({ ...sku, price: -1 }, other), `${at0}.price`],
  ['a price in fen', skus({ ...sku, consignPrice: 2590 }, other), `${at0}.consignPrice`],
  ['the other price in fen', skus({ ...sku, price: '2190' }, other), `${at0}.price`],
  [
    'a price in fen and nothing beside it',
    skus({ ...sku, price: null, consignPrice: 2590 }, other, { ...other, skuId: 3, specId: 'c' }),
    `${at0}.consignPrice`,
  ],
  ['every price in fen', skus({ ...sku, price: 2190, consignPrice: 2590 }), `${at0}.consignPrice`],
  [
    'a variant twice',
    skus(sku, { ...other, specId: sku.specId }),
    'productInfo.productSkuInfos[1].specId',
  ],
  [
    'an id twice',
    skus(sku, { ...other, skuId: sku.skuId }),
    'productInfo.productSkuInfos[1].skuId',
  ],
  [
    'tiers upside down',
    detail({
      productSaleInfo: {
        priceRanges: [
          { startQuantity: 2, price: 1 },
          { startQuantity: 9, price: 2 },
        ],
      },
    }),
    'productInfo.productSaleInfo.priceRanges',
  ],
  ['an id that is none', detail({ productID: '12a' }), 'productInfo.productID'],
])('%s makes no sense, and the field is named', async (_, answer, field) => {
  expect(await oddOf(answer)).toMatchObject({ code: 'PLATFORM_SCHEMA', class: 'schema', field })
})

test('a carton of a hundred is a Sku: its two prices prove each other', async () => {
  const carton = { ...other, price: 1990, consignPrice: 2490 }
  const { output } = await ask(
    calls.offer,
    { offerId },
    skus(sku, { ...sku, skuId: 3, specId: 'c' }, carton),
  )
  expect(output.skus[2]?.cost.amount).toBe(249_000)
})

test('a suggested price that dwarfs the cost is left out', async () => {
  const { output } = await ask(
    calls.offer,
    { offerId },
    skus({ ...sku, retailPrice: 9999 }, { ...other, retailPrice: '39.9' }),
  )
  expect(output.skus.map((each) => each.suggestedPrice?.amount)).toEqual([undefined, 3990])
})

test.each([
  { success: false, errorCode: '404', errorMsg: '' },
  { success: 'false', errorCode: 'OFFER_NOT_EXIST' },
  { success: false, errorCode: '500', errorMsg: '商品712340056781不存在' },
])('%j says that there is none', async (answer) => {
  expect(await oddOf(answer)).toMatchObject({ code: 'OFFER_NOT_FOUND', class: 'absent' })
})

test.each<[object, string]>([
  [{}, 'offerId, openOfferId'],
  [{ offerId: '1', openOfferId: 'x' }, 'offerId, openOfferId'],
  [{ offerId: '1a' }, 'offerId'],
  [{ offerId: '-1' }, 'offerId'],
  [{ offerId: '9'.repeat(19) }, 'offerId'],
])('asking for %j is refused before it is sent', async (input, field) => {
  expect(await refusal(calls.offer, input, 'never read')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})

const bare = {
  productID: product.productID,
  subject: product.subject,
  status: 'published',
  supplierLoginId: 'x',
  image: product.productImage,
  saleInfo: product.productSaleInfo,
  skuInfos: product.productSkuInfos,
  shippingInfo: { sendGoodsAddressText: '浙江省 金华市' },
}

test('an offer of a known supplier has the same facts under unprefixed names', async () => {
  const { output, heard } = await ask(calls.boughtOffer, { offerId }, { productInfo: bare })
  expect(heard).toEqual({ productID: offerId, webSite: '1688' })
  expect(output).toMatchObject({ offerId, unit: '个', shipFrom: '浙江省 金华市' })
  expect(output.skus).toHaveLength(2)
})

test('a refusal that has no code is known by its message', async () => {
  const answer = { errMsg: '商品[57053081292]不存在' }
  expect(await refusal(calls.boughtOffer, { offerId }, answer)).toMatchObject({ class: 'absent' })
})

const tabled = {
  skuId: 1,
  specId: 'a',
  attributes: [{ attributeName: '尺码', attributeValue: 'M' }],
}

test.each([
  { result: { success: true, result: { skuSimpleInfos: [tabled] } } },
  { success: true, result: { skuInfoList: [tabled] } },
  { success: true, result: [tabled] },
])('a SKU table is read where it stands: %j', async (answer) => {
  const { output, heard } = await ask(calls.skuTable, { offerId }, answer)
  expect(heard).toEqual({ offerId })
  expect(output).toEqual([{ skuId: '1', specId: 'a', properties: [{ name: '尺码', value: 'M' }] }])
})

test('an offer without choices has an empty SKU table; a row that cannot be ordered makes no sense', async () => {
  expect(
    (await ask(calls.skuTable, { offerId }, { result: { success: true, result: {} } })).output,
  ).toEqual([])
  const nameless = { success: true, result: [{ ...tabled, specId: null }] }
  expect(await refusal(calls.skuTable, { offerId }, nameless)).toMatchObject({
    field: 'result[0].specId',
  })
  const foreign = { success: true, result: [{ ...tabled, offerId: 2 }] }
  expect(await refusal(calls.skuTable, { offerId }, foreign)).toMatchObject({
    field: 'result[0].offerId',
  })
})
