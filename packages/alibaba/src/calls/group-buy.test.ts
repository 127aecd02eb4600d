import { expect, test } from 'vitest'
import { ask, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

const sku = {
  skuId: 1,
  specId: 'a',
  amountOnSale: 4,
  price: 21.9,
  consignPrice: 25.9,
  retailPrice: 39.9,
}
const product = {
  productID: 11,
  subject: '帆布包',
  status: 'published',
  image: { images: ['img/ibank/a.jpg'] },
  saleInfo: { quoteType: 1 },
  skuInfos: [sku],
}
const row = { instanceCode: '7_1795399200000', wangwangAccount: '晨光', productInfo: product }

test.each(['groupOfferDetails', 'groupOfferDetailsV1'] as const)(
  '%s answers members of the pool alone',
  async (name) => {
    const { output, heard } = await ask(
      calls[name],
      { offerIds: ['11', '12'] },
      { result: { success: true, result: [row] } },
    )
    expect(heard).toEqual({ offerIds: '[11,12]' })
    expect(output.missing).toEqual(['12'])
    expect(output.offers).toMatchObject([
      {
        instanceId: '7_1795399200000',
        offer: {
          offerId: '11',
          supplier: { id: '晨光' },
          skus: [{ cost: { amount: 2590 }, suggestedPrice: { amount: 3990 } }],
        },
      },
    ])
  },
)

test.each<[object, string]>([
  [{ ...row, productInfo: { ...product, productID: 13 } }, 'result[0].productInfo.productID'],
  [{ ...row, productInfo: { ...product, skuInfos: [] } }, 'result[0].productInfo.skuInfos'],
])('%j makes no sense', async (odd, field) => {
  const said = { result: { success: true, result: [odd] } }
  expect(await refusal(calls.groupOfferDetails, { offerIds: ['11'] }, said)).toMatchObject({
    class: 'schema',
    field,
  })
})

test('an offer outside the pool is no dropship offer', async () => {
  const said = { result: { success: false, code: '500', message: 'offerId:11 不是精选货源商品' } }
  expect(await refusal(calls.groupOfferDetails, { offerIds: ['11'] }, said)).toMatchObject({
    code: 'OFFER_NOT_DROPSHIPPABLE',
    class: 'rule',
  })
})

test('the pool is listed by promises and scores; of its rows only what is certain is read', async () => {
  const query = {
    page: 1,
    pageSize: 20,
    keyword: '杯',
    ruleId: '7',
    only: { dropship: true, shipIn48Hours: true },
    sort: { by: 'ww30DResponseRate', order: 'desc' },
  } as const
  const said = {
    result: {
      success: true,
      result: [{ offerId: 1, subject: '杯', price: 3 }, { itemId: '2' }, {}],
      totalRecords: 9,
    },
  }
  const { output, heard } = await ask(calls.groupOffers, query, said)
  expect(heard).toEqual({
    pageNo: '1',
    pageSize: '20',
    keywords: '杯',
    ruleId: '7',
    filterYjdf: 'true',
    filter48hShip: 'true',
    sortByField: 'ww30DResponseRate',
    sortByType: 'desc',
  })
  expect(output.offers).toEqual([{ offerId: '1', title: '杯' }, { offerId: '2' }])
  expect(output.total).toBe(9)
})

test('tags and matches are read by what they must have', async () => {
  const tags = { success: true, result: [{ ruleId: 7, ruleName: '包邮' }, { name: '?' }] }
  expect((await ask(calls.groupTags, undefined, tags)).output.tags).toEqual([
    { ruleId: '7', name: '包邮' },
  ])
  const match = await ask(
    calls.matchGroupOffers,
    { itemId: 'x1', sellerId: 'p1' },
    { success: true, result: [{ offerId: 5 }, 6] },
  )
  expect(match.heard).toEqual({ outOfferId: 'x1', outPersonId: 'p1' })
  expect(match.output.offerIds).toEqual(['5', '6'])
  expect(await refusal(calls.matchGroupOffers, { itemId: '', sellerId: 'p' }, '')).toMatchObject({
    code: 'BAD_REQUEST',
  })
})
