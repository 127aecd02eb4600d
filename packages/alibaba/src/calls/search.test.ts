import { fen } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

const page = { page: 2, pageSize: 20 }
const hit = {
  offerId: 832103057225,
  subject: '<em>休闲裤</em>',
  offerImage: { imageUrl: '//cbu01.alicdn.com/img/ibank/k.jpg' },
  offerPrice: { price: '46.00', consignPrice: '49.00', distributionFreePostage: 'true' },
  companyInfo: { companyName: '测试供应商' },
  loginId: '某某服饰',
  quantityBegin: 2,
  offerHistoryTradeInfo: [{ historyTradeKey: 'Sales90Fuzzify', historyTradeValue: '1.2万+' }],
  offerTradeServiceInfo: [
    { serviceName: '48小时发货', enable: true },
    { serviceName: 'x', enable: 'false' },
  ],
}
const found = {
  offerId: '832103057225',
  title: '休闲裤',
  imageUrl: 'https://cbu01.alicdn.com/img/ibank/k.jpg',
  cost: fen(4900),
  wholesale: fen(4600),
  minQuantity: 2,
  sold90Days: 12_000,
  labels: ['48小时发货'],
  freePostage: true,
  supplier: { id: '某某服饰', name: '测试供应商' },
}
const answer = { result: { success: true, result: [hit], pageInfo: { totalRecords: 41 } } }

test.each(['searchOffers', 'searchMarket'] as const)(
  '%s finds offers, nested or flat',
  async (name) => {
    for (const each of [answer, { code: '200', ...answer.result }]) {
      const { output, heard } = await ask(
        calls[name],
        {
          ...page,
          keyword: '裤',
          priceFrom: fen(1990),
          priceTo: fen(5000),
          fewest: 2,
          categoryIds: ['10166'],
          filters: ['jxhy'],
        },
        each,
      )
      expect(output).toEqual({ offers: [found], total: 41 })
      expect(heard.param).toBe(
        '{"keywords":"裤","categoryIds":[10166],"pageNum":2,"pageSize":20,"priceStart":"19.90","priceEnd":"50.00","quantityBegin":2,"filter":["jxhy"]}',
      )
    }
  },
)

test('a hit may be named by its encrypted id alone', async () => {
  const { output } = await ask(
    calls.searchMarket,
    { ...page, keyword: '裤' },
    {
      success: true,
      result: [{ openOfferId: 'abc=', subject: '裤', price: '3.5' }],
    },
  )
  expect(output.offers).toEqual([
    { openOfferId: 'abc=', title: '裤', cost: fen(350), wholesale: fen(350), labels: [] },
  ])
})

test.each<[string, object, string]>([
  ['no id', { ...hit, offerId: null }, 'result[0].offerId'],
  ['a price below nothing', { ...hit, offerPrice: { price: -1 } }, 'result[0].offerPrice.price'],
  ['prices in two units', { ...hit, consignPrice: 4900 }, 'result[0].consignPrice'],
  ['fewer than no pieces', { ...hit, quantityBegin: -2 }, 'result[0].minQuantity'],
])('a hit with %s makes no sense', async (_, odd, field) => {
  const asked = refusal(calls.searchOffers, page, { success: true, result: [odd] })
  expect(await asked).toMatchObject({ code: 'PLATFORM_SCHEMA', field })
})

const pooled = {
  itemId: 1,
  title: '杯',
  minPrice: 2590,
  maxPrice: '2990',
  imgUrl: 'a.jpg',
  salesCnt90d: 12,
  serviceList: [{ name: '48小时发货' }],
}

test('the pool answers in fen and is asked in yuan', async () => {
  const query = {
    ...page,
    keyword: '杯',
    categoryId: '10166',
    priceTo: fen(3000),
    filters: ['f'],
    ruleIds: ['7'],
  }
  const { output, heard } = await ask(calls.selectedOffers, query, {
    result: { success: true, result: [pooled] },
  })
  expect(heard).toEqual({
    pageNum: '2',
    pageSize: '20',
    keyword: '杯',
    categoryId: '10166',
    priceEnd: '30.00',
    filters: '["f"]',
    ruleIds: '["7"]',
  })
  expect(output).toEqual({
    offers: [
      {
        offerId: '1',
        title: '杯',
        imageUrl: 'https://cbu01.alicdn.com/a.jpg',
        cost: fen(2590),
        sold90Days: 12,
        labels: ['48小时发货'],
        selected: true,
      },
    ],
    total: 1,
  })
})

test.each<[object, string]>([
  [{ ...pooled, maxPrice: 100 }, 'result[0].maxPrice'],
  [{ ...pooled, minPrice: -1 }, 'result[0].minPrice'],
])('a pool hit %j is upside down', async (odd, field) => {
  expect(await refusal(calls.selectedOffers, page, { success: true, result: [odd] })).toMatchObject(
    { field },
  )
})

test.each<[object, string]>([
  [{ page: 0 }, 'page'],
  [{ pageSize: 51 }, 'pageSize'],
  [{ pageSize: 1.5 }, 'pageSize'],
  [{ keyword: ' ' }, 'keyword'],
  [{ keyword: 'x'.repeat(129) }, 'keyword'],
  [{ fewest: 0 }, 'fewest'],
  [{ categoryIds: ['a'] }, 'categoryIds[0]'],
  [{ priceFrom: fen(2), priceTo: fen(1) }, 'priceTo'],
  [{ priceFrom: fen(-1) }, 'priceFrom'],
])('a search with %j is refused before it is sent', async (odd, field) => {
  const asked = refusal(calls.searchOffers, { ...page, keyword: 'x', ...odd }, 'never read')
  expect(await asked).toMatchObject({ code: 'BAD_REQUEST', class: 'rule', field })
})

test.each([
  [
    {
      result: {
        success: true,
        result: ['ship48', { code: 'post', name: '包邮' }, 7, { name: '无值' }],
      },
    },
  ],
  [{ success: true, result: ['ship48', { value: 'post', desc: '包邮' }] }],
])('filters of the pool are what looks like one, and raw', async (said) => {
  const { output } = await ask(calls.selectedFilters, undefined, said)
  expect(output.filters).toEqual([{ value: 'ship48' }, { value: 'post', name: '包邮' }])
  expect(output.raw).toBeInstanceOf(Array)
})

const image = new Uint8Array([137, 80, 78, 71])
const seen = {
  offerId: 5,
  subject: '包',
  image: 'img/ibank/b.jpg',
  price: '9.9',
  fenxiaoPrice: '10.5',
  tags: '一件代发,48小时发货',
  isJxhy: 'true',
}

test('a picture is sent as base64 or by its address', async () => {
  const said = { success: true, imageSearchResult: [seen] }
  const { output, heard } = await ask(
    calls.searchByImage,
    { image, keyword: '包', filters: ['YX_SCORE_LEVEL_1'] },
    said,
  )
  expect(heard).toEqual({
    imgBase64: 'iVBORw==',
    imageKeywords: '包',
    filter: '["YX_SCORE_LEVEL_1"]',
  })
  expect(output.offers).toEqual([
    {
      offerId: '5',
      title: '包',
      imageUrl: 'https://cbu01.alicdn.com/img/ibank/b.jpg',
      cost: fen(1050),
      wholesale: fen(990),
      labels: ['一件代发', '48小时发货'],
      selected: true,
    },
  ])
  const byUrl = await ask(
    calls.searchByImage,
    { imageUrl: 'https://a.example/b.jpg' },
    { success: true },
  )
  expect(byUrl.heard).toEqual({ imgUrl: 'https://a.example/b.jpg' })
  expect(byUrl.output).toEqual({ offers: [], total: 0 })
})

test.each<[object, string]>([
  [{}, 'image, imageUrl'],
  [{ image, imageUrl: 'https://a.example' }, 'image, imageUrl'],
  [{ image: new Uint8Array(0) }, 'image'],
  [{ image: new Uint8Array(3_000_001) }, 'image'],
  [{ imageUrl: 'file:///etc/passwd' }, 'imageUrl'],
])('a picture search with %o is refused before it is sent', async (input, field) => {
  expect(await refusal(calls.searchByImage, input, 'never read')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})

const like = {
  offerId: '6',
  subject: '包',
  price: 12.5,
  quantityBegin: 1,
  imageUrl: 'a.jpg',
  deliveryFree: true,
  services: ['x'],
}

test.each([
  { success: true, result: { total: 99, result: [like] } },
  { success: true, result: { total: 1, result: { total: 99, result: [like] } } },
])('similar offers are read in a page, or in a page in a page', async (said) => {
  for (const call of [calls.searchByImageCps, calls.searchByImageCross]) {
    const { output, heard } = await ask(
      call,
      { imageUrl: 'https://a.example/b.jpg', page: 1, priceTo: fen(2000), categoryId: '7' },
      said,
    )
    expect(heard).toEqual({
      picUrl: 'https://a.example/b.jpg',
      page: '1',
      priceMax: '20.00',
      categoryID: '7',
    })
    expect(output).toMatchObject({
      total: 99,
      offers: [{ offerId: '6', wholesale: fen(1250), freePostage: true, labels: ['x'] }],
    })
  }
})

const product = { channel: 'douyin', itemId: 'item1', want: 'replace' as const }

test('same-source offers are found wherever the answer keeps them', async () => {
  const rows = [{ offerId: 8, subject: '同款', price: '3.2' }, { subject: '无编号' }]
  for (const said of [
    { success: true, result: { itemSearchResult: rows } },
    { result: { success: true, result: rows } },
    { success: true, itemSearchResult: rows },
  ]) {
    const { output, heard } = await ask(calls.sameSourceOffers, { ...product, offerId: '5' }, said)
    expect(heard).toEqual({
      platform: 'douyin',
      platformItemId: 'item1',
      scene: '1',
      originalItemId: '5',
    })
    expect(output.offers).toEqual([
      { offerId: '8', title: '同款', cost: fen(320), wholesale: fen(320), labels: [] },
    ])
  }
})

test('similar Skus are named without prices', async () => {
  const asked = {
    imageUrl: 'https://a.example/b.jpg',
    itemId: '1',
    skuId: '2',
    skuTitle: '白',
    itemTags: ['7'],
    tradeTags: [],
  }
  const { output, heard } = await ask(calls.similarOffers, asked, {
    success: true,
    data: { similarOfferModels: [{ simOfferId: 9, simSkuId: '10', simSource: 'img' }] },
  })
  expect(JSON.parse(heard.similarSearchParam ?? '')).toMatchObject({
    originItemId: '1',
    originSkuTitle: '白',
    icTagCodes: ['7'],
    tcTagCodes: [],
  })
  expect(output).toEqual([{ offerId: '9', skuId: '10', source: 'img' }])
})
