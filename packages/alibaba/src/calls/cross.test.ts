import { fen } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

const page = { page: 1, pageSize: 20, language: 'en' }
const hit = {
  offerId: 666353603800,
  subject: '收纳箱',
  subjectTrans: 'Storage box',
  imageUrl: 'https://global-img-cdn.1688.com/img/ibank/a.jpg',
  priceInfo: { price: '25.48', consignPrice: '27.00' },
  isJxhy: true,
  isOnePsale: 'true',
  monthSold: 410,
  minOrderQuantity: 2,
  sellerIdentities: ['powerful_merchants'],
  productSimpleShippingInfo: { shippingTimeGuarantee: 'shipIn48Hours' },
}
const found = {
  offerId: '666353603800',
  title: '收纳箱',
  translatedTitle: 'Storage box',
  imageUrl: 'https://cbu01.alicdn.com/img/ibank/a.jpg',
  cost: fen(2700),
  wholesale: fen(2548),
  minQuantity: 2,
  sold30Days: 410,
  selected: true,
  labels: ['shipIn48Hours', 'powerful_merchants'],
}
const answer = { result: { success: true, code: '200', result: { totalRecords: 99, data: [hit] } } }

test('a cross-border search takes one object and answers titles in two languages', async () => {
  const query = {
    ...page,
    keyword: '箱',
    filters: ['shipInToday', 'x'],
    sort: { by: 'price', order: 'asc' },
    priceFrom: fen(100),
    categoryIds: ['2', '45'],
    sold: [{ in: 'sales7', from: 10 }],
  } as const
  const { output, heard } = await ask(calls.crossSearch, query, answer)
  expect(JSON.parse(heard.offerQueryParam ?? '')).toEqual({
    keyword: '箱',
    beginPage: 1,
    pageSize: 20,
    country: 'en',
    priceStart: '1.00',
    filter: 'shipInToday,x',
    sort: '{"price":"asc"}',
    categoryIdList: '2,45',
    saleFilterList: [{ saleType: 'sales7', saleStart: '10' }],
  })
  expect(output).toEqual({ offers: [found], total: 99 })
})

test('suppliers, recommendations and relations are asked by their own objects', async () => {
  const bare = { result: { success: true, result: [hit] } }
  const shop = await ask(calls.crossSupplierOffers, { ...page, openUid: 'u=' }, answer)
  expect(JSON.parse(shop.heard.offerQueryParam ?? '')).toEqual({
    beginPage: 1,
    pageSize: 20,
    country: 'en',
    sellerOpenId: 'u=',
  })
  const recommended = await ask(calls.crossRecommendations, { ...page, memberId: 'm1' }, bare)
  expect(recommended.heard.recommendOfferParam).toBe(
    '{"beginPage":1,"pageSize":20,"country":"en","outMemberId":"m1"}',
  )
  const related = await ask(calls.crossRelated, { ...page, pageSize: 10, offerId: '5' }, bare)
  expect(related.heard.relatedQueryParams).toBe(
    '{"offerId":5,"pageNo":1,"pageSize":10,"language":"en"}',
  )
  for (const { output } of [shop, recommended, related]) expect(output.offers).toEqual([found])
  expect(
    (
      await ask(
        calls.crossRelated,
        { ...page, pageSize: 1, offerId: '5' },
        { result: { success: true, result: null } },
      )
    ).output,
  ).toEqual({ offers: [], total: 0 })
})

test('a picture is left with the platform and searched by its id', async () => {
  const uploaded = await ask(
    calls.uploadImage,
    { image: new Uint8Array([1, 2, 3]) },
    { result: { success: 'true', code: '200', result: '1234567890123456789' } },
  )
  expect(uploaded.heard.uploadImageParam).toBe('{"imageBase64":"AQID"}')
  expect(uploaded.output).toBe('1234567890123456789')
  const regions = {
    currentRegion: '265,597,326,764',
    yoloCropRegion: '265,597,326,764;443,783,154,595',
  }
  const said = {
    result: { success: 'true', result: { ...answer.result.result, picRegionInfo: regions } },
  }
  const query = {
    ...page,
    imageId: uploaded.output,
    region: { left: 1, right: 9, top: 2, bottom: 8 },
  }
  const { output, heard } = await ask(calls.crossSearchByImage, query, said)
  expect(JSON.parse(heard.offerQueryParam ?? '')).toMatchObject({
    imageId: '1234567890123456789',
    region: '1,9,2,8',
  })
  expect(output).toEqual({
    offers: [found],
    total: 99,
    region: '265,597,326,764',
    regions: ['265,597,326,764', '443,783,154,595'],
  })
  const byUrl = await ask(
    calls.crossSearchByImage,
    { ...page, imageUrl: 'https://cbu01.alicdn.com/a.jpg' },
    answer,
  )
  expect(JSON.parse(byUrl.heard.offerQueryParam ?? '')).toMatchObject({
    imageId: '0',
    imageAddress: 'https://cbu01.alicdn.com/a.jpg',
  })
})

const sku = {
  skuId: 5120034478811,
  specId: 'a',
  amountOnSale: 7,
  price: '20',
  consignPrice: '1',
  retailPrice: '39',
  fenxiaoPriceInfo: { onePiecePrice: '26.00', offerPrice: '22.00' },
  skuAttributes: [
    { attributeName: '颜色', attributeNameTrans: 'Colour', value: '白', valueTrans: 'White' },
  ],
}
const detail = {
  offerId: 5,
  categoryId: 32,
  categoryName: '包',
  subject: '帆布包',
  subjectTrans: 'Canvas bag',
  description: '<p>好</p>',
  status: 'published',
  productImage: { images: ['https://cbu01.alicdn.com/img/ibank/a.jpg'] },
  productAttribute: [
    { attributeName: '材质', value: '帆布', attributeNameTrans: 'Material', valueTrans: 'Canvas' },
  ],
  productSkuInfos: [sku],
  productSaleInfo: {
    quoteType: 1,
    priceRangeList: [{ startQuantity: 2, price: '20' }],
    unitInfo: { unit: '个', transUnit: 'piece' },
    fenxiaoSaleInfo: { onePieceFreePostage: 'true', startQuantity: 1, onePiecePrice: '26.00' },
  },
  productShippingInfo: { sendGoodsAddressText: '浙江', shippingTimeGuarantee: 'shipIn24Hours' },
  sellerOpenId: 'BBB=',
  companyName: '某公司',
  minOrderQuantity: 2,
  soldOut: '12342',
  tradeScore: '4.5',
  tagInfoList: [{ key: 'isOnePsale', value: true }],
  certificateList: [{ certificateName: '专利', certificateCode: 'ZL1' }],
}

test('a cross-border offer is the same offer with a translation beside it', async () => {
  const { output, heard } = await ask(
    calls.crossOffer,
    { offerId: '5', language: 'en' },
    { result: { success: true, code: '200', result: detail } },
  )
  expect(heard.offerDetailParam).toBe('{"offerId":5,"country":"en"}')
  expect(output.offer).toMatchObject({
    offerId: '5',
    title: '帆布包',
    supplier: { id: 'BBB=', name: '某公司' },
    dropship: true,
    minQuantity: 1,
    unit: '个',
    freePostage: true,
    shipWithinHours: 24,
    skus: [
      {
        skuId: '5120034478811',
        specId: 'a',
        cost: fen(2600),
        stock: 7,
        properties: [{ name: '颜色', value: '白' }],
      },
    ],
  })
  expect(output).toMatchObject({
    translation: {
      language: 'en',
      title: 'Canvas bag',
      unit: 'piece',
      attributes: [{ name: 'Material', value: 'Canvas' }],
      skus: { '5120034478811': [{ name: 'Colour', value: 'White' }] },
    },
    sold: 12_342,
    score: 4.5,
    certificates: [{ name: '专利', number: 'ZL1' }],
  })
})

test('without free postage the distribution price counts', async () => {
  const paid = { ...detail, productSaleInfo: { ...detail.productSaleInfo, fenxiaoSaleInfo: null } }
  const { output } = await ask(
    calls.crossOffer,
    { offerId: '5', language: 'en' },
    { result: { success: true, result: paid } },
  )
  expect(output.offer.skus[0]?.cost).toEqual(fen(2200))
})

test('another offer, or none, is no answer', async () => {
  const input = { offerId: '6', language: 'en' }
  expect(
    await refusal(calls.crossOffer, input, { result: { success: true, result: detail } }),
  ).toMatchObject({ field: 'result.offerId' })
  expect(
    await refusal(calls.crossOffer, input, { result: { success: false, code: '404' } }),
  ).toMatchObject({ class: 'absent' })
})

test('keywords, rankings, categories and pools of the market', async () => {
  const hot = await ask(
    calls.crossHotKeywords,
    { categoryId: '1', language: 'en' },
    {
      result: {
        success: 'true',
        result: [{ seKeyword: '大型宠物犬', seKeywordTranslation: 'Large Pet Dog' }],
      },
    },
  )
  expect(hot.heard).toEqual({
    topSeKeywordParam: '{"country":"en","sourceId":"1","hotKeywordType":"cate"}',
  })
  expect(hot.output).toEqual([{ keyword: '大型宠物犬', translation: 'Large Pet Dog' }])

  const ranked = [
    { itemId: 2, title: '乙', sort: 2 },
    {
      itemId: 1,
      title: '甲',
      translateTitle: 'A',
      sort: 1,
      serviceList: ['sendGoods48H'],
      soldOut: 7,
    },
  ]
  const top = await ask(
    calls.crossRanking,
    { categoryId: '1', by: 'price', most: 20, language: 'en' },
    { result: { success: true, result: { rankProductModels: ranked } } },
  )
  expect(top.heard.rankQueryParams).toBe(
    '{"rankId":"1","rankType":"goodPrice","limit":20,"language":"en"}',
  )
  expect(top.output.offers).toEqual([
    { offerId: '1', title: '甲', translatedTitle: 'A', sold30Days: 7, labels: ['sendGoods48H'] },
    { offerId: '2', title: '乙', labels: [] },
  ])

  const category = {
    categoryId: 1031910,
    chineseName: '连衣裙',
    translatedName: 'ワンピース',
    leaf: 'false',
    parentCateId: '10166',
    children: null,
  }
  const translated = await ask(
    calls.crossCategory,
    { categoryId: '1031910', language: 'ja' },
    { result: category, success: true, code: 'S0000' },
  )
  expect(translated.heard).toEqual({ language: 'ja', categoryId: '1031910' })
  expect(translated.output).toEqual({
    id: '1031910',
    name: '连衣裙',
    translation: 'ワンピース',
    isLeaf: false,
    parentId: '10166',
    children: [],
  })

  const pool = await ask(
    calls.crossPool,
    { poolId: '111', sweepId: 's1', page: 1, pageSize: 10, sort: { by: 'order1m', order: 'desc' } },
    {
      result: {
        success: 'true',
        code: 'S0000',
        result: [{ offerId: 5, bizCategoryId: '7', offerPoolTotal: 122_211 }],
      },
    },
  )
  expect(pool.heard.offerPoolQueryParam).toBe(
    '{"offerPoolId":111,"taskId":"s1","pageNo":1,"pageSize":10,"sortField":"order1m","sortType":"DESC"}',
  )
  expect(pool.output).toEqual({ offers: [{ offerId: '5', categoryId: '7' }], total: 122_211 })
})

test('an order of ours is told with its purchase, ids beyond 2^53 as bare digits', async () => {
  const order = {
    orderId: 'ord_1',
    lineId: 'ord_1-1',
    platformOrderId: '2938624554509662976',
    platformLineId: '2938624554509662977',
  }
  const { heard } = await ask(calls.crossReportOrder, order, {
    result: { success: true, code: '0', message: '' },
  })
  expect(heard.orderRelationParam).toBe(
    '{"orderId":"ord_1-1","parentOrderId":"ord_1","purchaseOrderId":2938624554509662977,"purchaseParentOrderId":2938624554509662976}',
  )
})

test.each<[object, string]>([
  [{ keyword: '' }, 'keyword'],
  [{ pageSize: 51 }, 'pageSize'],
  [{ language: '' }, 'language'],
  [{ memberId: 'x'.repeat(65) }, 'memberId'],
  [{ sold: [{ in: 'sales7', from: 9, to: 1 }] }, 'sold[0].to'],
])('a cross-border search with %j is refused before it is sent', async (odd, field) => {
  expect(await refusal(calls.crossSearch, { ...page, keyword: 'x', ...odd }, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})

test.each<[object, string]>([
  [{}, 'imageId, imageUrl'],
  [{ imageId: '1', imageUrl: 'https://x.example' }, 'imageId, imageUrl'],
  [{ imageId: '1', region: { left: 9, right: 1, top: 2, bottom: 8 } }, 'region'],
])('an image search with %j is refused before it is sent', async (odd, field) => {
  expect(await refusal(calls.crossSearchByImage, { ...page, ...odd }, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})

test.each([
  [calls.crossRelated, { ...page, pageSize: 11, offerId: '1' }, 'pageSize'],
  [calls.crossRanking, { categoryId: '1', by: 'sales', most: 21, language: 'en' }, 'most'],
] as const)('limits of their own are kept (%#)', async (call, input, field) => {
  expect(await refusal(call as typeof calls.crossRelated, input as never, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})
