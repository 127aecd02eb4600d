import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../../sandbox.ts'
import { call } from '../../talk.test.fixture.ts'

const cross = 'com.alibaba.fenxiao.crossborder'
const { cup, bag, shirt } = fixture
const page = { beginPage: 1, pageSize: 20, country: 'en' }

let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers })
})

interface Page {
  readonly totalRecords: number
  readonly data: readonly { readonly offerId: number; readonly subjectTrans: string }[]
}

/** The inner result of an E3 answer that succeeded. */
async function ask<T>(at: Sandbox, name: string, params: object, token?: string): Promise<T> {
  const { body } = await call(
    at,
    `${cross}:${name}`,
    { ...params },
    token === undefined ? {} : { token },
  )
  expect(body).toMatchObject({ result: { message: expect.any(String) } })
  const { success, result } = body.result as { success: unknown; result: T }
  expect(String(success), JSON.stringify(body)).toBe('true')
  return result
}

const ids = ({ data }: Page): number[] => data.map(({ offerId }) => offerId)

test('keywords are asked in any language, sorted by price and narrowed by sales', async () => {
  const search = (offerQueryParam: object) =>
    ask<Page>(sandbox, 'product.search.keywordQuery', {
      offerQueryParam: { ...page, ...offerQueryParam },
    })
  expect(ids(await search({ keyword: '大容量' }))).toEqual([cup.offerId, bag.offerId])
  expect(ids(await search({ keyword: 'T-shirt' }))).toEqual([shirt.offerId])
  const cheapFirst = { keyword: '大容量', sort: '{"price":"asc"}' }
  expect(ids(await search(cheapFirst))).toEqual([bag.offerId, cup.offerId])
  expect(ids(await search({ ...cheapFirst, sort: { price: 'desc' } }))).toEqual([
    cup.offerId,
    bag.offerId,
  ])
  const sales = [{ saleType: 'sales30', saleStart: '100', saleEnd: '1000' }]
  expect(ids(await search({ keyword: '大容量', saleFilterList: sales }))).toEqual([])
  expect(ids(await search({ keyword: '大容量', filter: 'shipIn24Hours' }))).toEqual([bag.offerId])
  const market = createSandbox({ offers: 2000 })
  const found = await ask<Page>(market, 'product.search.keywordQuery', {
    offerQueryParam: { ...page, keyword: 'thermos cup' },
  })
  expect(found.totalRecords).toBeGreaterThan(3)
  expect(found.data.every(({ subjectTrans }) => subjectTrans.includes('thermos cup'))).toBe(true)
})

test('a result says prices as texts, who sells and how it is shipped', async () => {
  const { data } = await ask<Page>(sandbox, 'product.search.keywordQuery', {
    offerQueryParam: { ...page, keyword: '保温杯' },
  })
  expect(data[0]).toMatchObject({
    offerId: cup.offerId,
    subjectTrans: 'Portable stainless steel vacuum cup',
    imageUrl: 'https://cbu01.alicdn.com/img/ibank/cup-1.jpg',
    priceInfo: { price: '21.90', consignPrice: '25.90', jxhyPrice: '25.90' },
    repurchaseRate: expect.stringMatching(/^\d+%$/),
    sellerIdentities: ['super_factory', 'powerful_merchants', 'tp_member'],
    productSimpleShippingInfo: { shippingTimeGuarantee: 'shipIn48Hours' },
    traceInfo: `object_id@${cup.offerId}^object_type@offer`,
  })
})

test('an uploaded picture finds the offer it was taken of; both names of the parameter are read', async () => {
  const market = createSandbox({ offers: 300 })
  const [offer] = market.world.offers.search({}).page(0, 1)
  const answer = await market.fetch(new Request(`http://sandbox/${offer?.images[0]}`))
  const imageBase64 = Buffer.from(await answer.arrayBuffer()).toString('base64')
  const same = market.world.offers.sameSource(offer?.offerId ?? 0).map(({ offerId }) => offerId)
  for (const name of ['uploadImageParam', 'uploadParams']) {
    const imageId = await ask<string>(market, 'product.image.upload', { [name]: { imageBase64 } })
    expect(imageId).toMatch(/^\d{16}$/)
    const found = await ask<Page>(market, 'product.search.imageQuery', {
      offerQueryParam: { ...page, imageId },
    })
    expect(same).toContain(ids(found)[0])
  }
  const nothing = { uploadImageParam: { imageBase64: 'bm8gcGljdHVyZQ==' } }
  expect(await ask<string>(market, 'product.image.upload', nothing)).toBe('0')
  const address = { imageId: '0', imageAddress: `https://cbu01.alicdn.com/${offer?.images[0]}` }
  const found = await ask<Page>(market, 'product.search.imageQuery', {
    offerQueryParam: { ...page, ...address },
  })
  expect(same).toContain(ids(found)[0])
  const unknown = await call(market, `${cross}:product.search.imageQuery`, {
    offerQueryParam: { ...page, imageId: '7' },
  })
  expect(unknown.body).toMatchObject({ result: { success: 'false', code: '400' } })
})

test('the multilingual detail tells everything an offer is', async () => {
  const detail = await ask<object>(sandbox, 'product.search.queryProductDetail', {
    offerDetailParam: { offerId: cup.offerId, country: 'en', currency: 'USD' },
  })
  expect(detail).toMatchObject({
    offerId: cup.offerId,
    topCategoryId: 9901,
    thirdCategoryId: cup.categoryId,
    productImage: { images: cup.images.map((path) => `https://cbu01.alicdn.com/${path}`) },
    productSkuInfos: [
      {
        specId: cup.skus[0]?.specId,
        amountOnSale: 100,
        price: '21.90',
        fenxiaoPriceInfo: { offerPrice: '25.90' },
        foreignCurrencyPrice: 3.07,
        skuAttributes: [
          {
            attributeName: '颜色',
            attributeNameTrans: 'colour',
            value: '白色',
            valueTrans: 'white',
          },
        ],
      },
      {},
      {},
    ],
    productSaleInfo: {
      priceRangeList: [{ startQuantity: 2, price: '21.90' }],
      fenxiaoSaleInfo: { onePieceFreePostage: false, startQuantity: 1, offerPrice: '25.90' },
    },
    productShippingInfo: { weight: 0.4, shippingTimeGuarantee: 'shipIn48Hours' },
    isSelect: 'true',
    soldOut: '4321',
  })
  for (const offerDetailParam of [
    { offerId: 1, country: 'en' },
    { offerId: cup.offerId, country: 'en', currency: 'ZZZ' },
  ]) {
    const { body } = await call(sandbox, `${cross}:product.search.queryProductDetail`, {
      offerDetailParam,
    })
    expect(body).toMatchObject({ result: { success: false } })
  }
})

test('a shop’s own offers, recommendations and what is like an offer', async () => {
  const sellerOpenId = cup.supplier.memberId
  const shop = await ask<Page>(sandbox, 'product.search.querySellerOfferList', {
    offerQueryParam: { ...page, sellerOpenId },
  })
  expect(ids(shop)).toEqual([cup.offerId, bag.offerId])
  const recommended = await ask<object[]>(sandbox, 'product.search.offerRecommend', {
    recommendOfferParam: { ...page, outMemberId: 'u1' },
  })
  expect(recommended[0]).toMatchObject({
    offerId: cup.offerId,
    traceInfo: expect.stringContaining('outMemberId@u1'),
  })
  const market = createSandbox({ offers: 1000 })
  const [offer] = market.world.offers.search({}).page(0, 1)
  const like = await ask<{ offerId: number }[]>(market, 'product.related.recommend', {
    relatedQueryParams: { offerId: offer?.offerId, pageNo: 1, pageSize: 5, language: 'en' },
  })
  expect(like.map(({ offerId }) => market.world.offers.get(offerId)?.categoryId)).toEqual(
    like.map(() => offer?.categoryId),
  )
})

test('rankings, hot words and translated categories go down the same tree', async () => {
  const market = createSandbox({ offers: 3000 })
  type Tree = { children: { categoryId: number; translatedName: string; leaf: boolean }[] }
  const translated = (categoryId: number, language = 'en') =>
    ask<Tree>(market, 'category.translation.getById', { categoryId, language })
  const [top] = (await translated(0)).children
  expect(top).toMatchObject({ translatedName: "Women's Clothing", leaf: false })
  const [branch] = (await translated(top?.categoryId ?? 0)).children
  const [leaf] = (await translated(branch?.categoryId ?? 0)).children
  expect(leaf).toMatchObject({ translatedName: 'dress', leaf: true })
  const words = await ask<object[]>(
    market,
    'product.search.topKeyword',
    {
      topSeKeywordParam: {
        country: 'en',
        sourceId: String(leaf?.categoryId),
        hotKeywordType: 'cate',
      },
    },
    '',
  )
  expect(words[0]).toEqual({ seKeyword: '连衣裙', seKeywordTranslation: 'dress' })
  type Rank = { rankProductModels: { itemId: number; sort: number }[] }
  const rank = await ask<Rank>(market, 'product.topList.query', {
    rankQueryParams: { rankId: String(top?.categoryId), rankType: 'hot', limit: 3, language: 'en' },
  })
  const sold = rank.rankProductModels.map(
    ({ itemId }) => market.world.offers.get(itemId)?.soldLast90Days ?? 0,
  )
  expect(sold).toEqual(sold.toSorted((a, b) => b - a))
  expect(rank.rankProductModels.map(({ sort }) => sort)).toEqual([1, 2, 3])
})

test('a pool is swept page by page and says on every row how large it is', async () => {
  const market = createSandbox({ offers: 500 })
  const pull = (pageNo: number) =>
    ask<{ offerId: number; offerPoolTotal: number }[]>(market, 'pool.product.pull', {
      offerPoolQueryParam: { offerPoolId: 1688001, taskId: 't', pageNo, pageSize: 100 },
    })
  const swept: number[] = []
  let total = Infinity
  for (let pageNo = 1; swept.length < total; pageNo++) {
    const rows = await pull(pageNo)
    total = rows[0]?.offerPoolTotal ?? 0
    swept.push(...rows.map(({ offerId }) => offerId))
  }
  expect(new Set(swept).size).toBe(total)
  const count = await call(
    market,
    `${cross}:pool.product.total`,
    { appKey: '1', palletId: 1688001 },
    { token: '' },
  )
  expect(count.body).toMatchObject({ result: { success: 'true', model: total } })
  const other = await call(market, `${cross}:pool.product.pull`, {
    offerPoolQueryParam: { offerPoolId: 1, taskId: 't', pageNo: 1, pageSize: 10 },
  })
  expect(other.body).toMatchObject({ result: { success: 'false', code: '403' } })
})

test('postage is estimated as an order would be charged', async () => {
  const estimate = (more: object = {}) => ({
    productFreightQueryParamsNew: {
      offerId: cup.offerId,
      toProvinceCode: '510000',
      toCityCode: '510100',
      toCountryCode: '510107',
      totalNum: 4,
      logisticsSkuNumModels: [{ skuId: String(cup.skus[0]?.skuId), number: 4 }],
      ...more,
    },
  })
  const freight = (more?: object) =>
    ask<object>(sandbox, 'product.freight.estimate', estimate(more))
  expect(await freight()).toMatchObject({
    freight: '8.00',
    freePostage: false,
    firstFee: '6.00',
    nextFee: '2.00',
    chargeType: '0',
    templateType: 2,
  })
  expect(await freight({ offerId: shirt.offerId, logisticsSkuNumModels: [] })).toMatchObject({
    freight: '0.00',
    freePostage: true,
  })
  for (const [more, code] of [
    [{ toProvinceCode: '540000' }, 'AREA_NOT_SUPPORTED'],
    [{ toProvinceCode: '990000' }, '400'],
    [{ totalNum: 0 }, '400'],
    [{ logisticsSkuNumModels: [{ skuId: '1', number: 1 }] }, '400'],
  ] as const) {
    const { body } = await call(sandbox, `${cross}:product.freight.estimate`, estimate(more))
    expect(body).toMatchObject({ result: { success: false, code } })
  }
})
