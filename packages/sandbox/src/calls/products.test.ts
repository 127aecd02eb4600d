import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call } from '../talk.test.fixture.ts'

const fenxiao = 'com.alibaba.fenxiao'
const { cup, bag, shirt } = fixture

let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers })
})

test('an offer tells its prices in yuan, its stock and what the supplier promises', async () => {
  const { body } = await call(sandbox, `${fenxiao}:alibaba.fenxiao.productInfo.get`, {
    offerId: cup.offerId,
  })
  expect(body).toMatchObject({
    success: true,
    productInfo: {
      productID: cup.offerId,
      categoryID: cup.categoryId,
      status: 'published',
      productImage: { images: ['img/ibank/cup-1.jpg', 'img/ibank/cup-2.jpg'] },
      description: '<p>304不锈钢内胆</p><img src="http://sandbox/img/ibank/cup-1.jpg">',
      productSaleInfo: { quoteType: 1, amountOnSale: 200, minOrderQuantity: 2 },
      productShippingInfo: { freightTemplateID: 12345678, unitWeight: 0.4 },
      productExtendInfos: [
        { key: 'consignPrice', value: expect.stringContaining('5120034478811:25.90;') },
        { key: 'buyerProtection', value: '["ssbxsfh","qtwlybt"]' },
      ],
      productBizGroupInfos: [{ code: 'isConsignMarketOffer', support: true }, {}],
      saleLimitAddress: '西藏自治区',
    },
  })
})

test('an offer without SKU has no specId and its price on the offer', async () => {
  const { body } = await call(sandbox, `${fenxiao}:alibaba.fenxiao.productInfo.get`, {
    offerId: bag.offerId,
  })
  expect(body.productInfo).toMatchObject({
    productSkuInfos: [],
    productSaleInfo: {
      quoteType: 0,
      consignPrice: 5.8,
      priceRanges: [
        { startQuantity: 10, price: 4.5 },
        { startQuantity: 100, price: 3.9 },
      ],
    },
  })
})

test('an unknown offer is a business failure with HTTP 200', async () => {
  const answer = await call(sandbox, `${fenxiao}:alibaba.fenxiao.productInfo.get`, { offerId: 1 })
  expect(answer).toMatchObject({ status: 200, body: { success: false, errorCode: '404' } })
  const none = await call(sandbox, `${fenxiao}:alibaba.fenxiao.productInfo.get`)
  expect(none.body).toMatchObject({ success: false, errorCode: '400' })
})

test.each([
  [{ keywords: '保温杯 大容量' }, [cup.offerId]],
  [{ keywords: '大容量' }, [cup.offerId, bag.offerId]],
  [{ keywords: 'T-SHIRT' }, [shirt.offerId]],
  [{ keywords: '不锈钢大容量保温杯' }, [cup.offerId]],
  [{ keywords: '没有这种东西' }, []],
  [{ categoryIds: [bag.categoryId] }, [bag.offerId]],
  [{ priceStart: '18.90', priceEnd: 25.9 }, [cup.offerId, shirt.offerId]],
  [{ filter: ['shipIn24Hours'] }, [bag.offerId]],
  [{ quantityBegin: 2 }, [cup.offerId]],
])('a search for %j finds the best sellers first', async (param, expected) => {
  const { body } = await call(sandbox, `${fenxiao}:product.keywords.search`, { param })
  expect((body.result as { offerId: number }[]).map(({ offerId }) => offerId)).toEqual(expected)
})

test('pages of a search say how much there is', async () => {
  const page = (pageNum: number) =>
    call(sandbox, `${fenxiao}:product.keywords.search`, { param: { pageNum, pageSize: 2 } })
  expect((await page(2)).body).toMatchObject({
    success: true,
    result: [{ offerId: bag.offerId }],
    pageInfo: { currentPage: 2, pageSize: 2, totalPage: 2, totalRecords: 3 },
  })
  expect((await page(3)).body.result).toEqual([])
})

test('the selected pool answers nested and counts in fen', async () => {
  const { body } = await call(sandbox, `${fenxiao}:jxhy.product.getPageList`, {
    pageNum: 1,
    pageSize: 10,
  })
  expect(body).toMatchObject({
    result: {
      success: true,
      result: [
        {
          itemId: cup.offerId,
          minPrice: 2590,
          maxPrice: 2590,
          salesCnt90d: 4321,
          serviceList: [{ name: '48小时发货' }, { name: '7天无理由退货' }, { name: '一件代发' }],
        },
      ],
      pageInfo: { totalRecords: 1 },
    },
  })
  const filters = await call(sandbox, `${fenxiao}:jxhy.productFilter.get`)
  const values = (filters.body.result as { result: { value: string }[] }).result
  expect(values.map(({ value }) => value)).toContain('shipIn48Hours')
})

test('categories need no token; the tree has three levels, and every leaf that sells hangs in it', async () => {
  const get = async (categoryID: number | string) => {
    const { body } = await call(
      sandbox,
      'com.alibaba.product:alibaba.category.get',
      { categoryID },
      { token: '' },
    )
    return body
  }
  type Info = {
    categoryID: number
    isLeaf: boolean
    childCategorys: { id: number; name: string }[]
  }
  const infoOf = async (id: number) => ((await get(id)).categoryInfo as Info[])[0]
  const leaves: string[] = []
  for (const top of (await infoOf(0))?.childCategorys ?? []) {
    for (const branch of (await infoOf(top.id))?.childCategorys ?? []) {
      expect(await infoOf(branch.id)).toMatchObject({ isLeaf: false, parentIDs: [top.id] })
      const { childCategorys } = (await infoOf(branch.id)) ?? { childCategorys: [] }
      leaves.push(...childCategorys.map(({ name }) => name))
    }
  }
  expect(leaves).toEqual(expect.arrayContaining(['保温杯', '帆布包', 'T恤', '连衣裙']))
  expect(leaves.length).toBeGreaterThan(100)
  expect(await infoOf(bag.categoryId)).toMatchObject({ isLeaf: true, name: '帆布包' })
  expect((await get(5)).errorCode).toBe('404')
  expect((await get('99999999999999999999')).error_code).toBe('gw.ParamInvalid')
})

test('a leaf’s attributes are what its offers say and what their SKUs differ in', async () => {
  const api = 'com.alibaba.product:alibaba.category.attribute.get'
  const { body } = await call(sandbox, api, { categoryID: cup.categoryId, webSite: '1688' })
  expect(body).toMatchObject({
    success: true,
    attributes: [
      { name: '材质', isSKUAttribute: false, attrValues: [{ name: '304不锈钢' }] },
      { name: '颜色', isSKUAttribute: true, attrValues: [{ name: '白色' }, {}, {}] },
    ],
  })
  const top = await call(sandbox, api, { categoryID: 311, webSite: '1688' })
  expect(top.body).toMatchObject({ success: false, errorCode: '500_1' })
})

test('a listing is registered for a registered shop, read back and taken away', async () => {
  const relation = `${fenxiao}:alibaba.fenxiao.buyer.outproduct.relation`
  const listing = { offerId: cup.offerId, outItemCode: 'l1', outShopCode: 's1', channel: 'weixin' }
  const shop = { outShopCode: 's1', channel: 'weixin' }
  expect((await call(sandbox, `${relation}.add`, listing)).body).toMatchObject({
    success: false,
    code: 'SHOP_NOT_EXIST',
  })
  const addShop = `${fenxiao}:alibaba.fenxiao.buyer.outshop.add`
  expect((await call(sandbox, addShop, shop)).body).toEqual({ success: true, data: 'true' })
  expect((await call(sandbox, addShop, { ...shop, channel: 'moon' })).body.code).toBe(
    'CHANNEL_INVALID',
  )
  expect((await call(sandbox, `${relation}.add`, listing)).body).toEqual({
    success: true,
    data: 'true',
  })
  expect((await call(sandbox, `${relation}.get`, listing)).body.data).toBe('true')
  await call(sandbox, `${relation}.delete`, listing)
  expect((await call(sandbox, `${relation}.get`, listing)).body.data).toBe('false')
})

test('following counts in numbers, becoming a distributor answers nested', async () => {
  const follow = 'com.alibaba.product:alibaba.product.follow'
  expect((await call(sandbox, follow, { productId: cup.offerId })).body).toEqual({
    code: 0,
    message: 'success',
  })
  expect((await call(sandbox, follow, { productId: 1 })).body.code).toBe(404)
  const related = await call(sandbox, `${fenxiao}:alibaba.fenxiao.relationadd`, {
    offerId: cup.offerId,
  })
  expect(related.body).toMatchObject({ result: { success: true, result: true } })
  const unknown = await call(sandbox, `${fenxiao}:alibaba.fenxiao.relationadd`, { offerId: 1 })
  expect(unknown.body).toMatchObject({ result: { success: false, code: '404' } })
})

test('the time of the platform needs no credentials, the credential test does', async () => {
  const now = Date.parse('2026-11-24T02:00:00.007Z')
  const at = createSandbox({ offers: fixtureOffers, now: () => now })
  const path = 'http://sandbox/openapi/param2/1/system/currentTimeMillis/1000000'
  expect(await (await at.fetch(new Request(path))).text()).toBe(String(now))
  expect((await call(at, 'system:currentTime')).body).toBe('20261124100000007+0800')
  expect((await call(at, 'system:currentTime', {}, { secret: 'wrong' })).status).toBe(400)
})
