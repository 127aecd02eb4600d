import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home } from '../talk.test.fixture.ts'

const { cup, bag, shirt } = fixture
const mixed = { ...cup.supplier, mix: { fen: 5000, pieces: 10 } }

let sandbox: Sandbox
beforeEach(() => {
  const offers = fixtureOffers.map((offer) =>
    offer.supplier === cup.supplier ? { ...offer, supplier: mixed } : offer,
  )
  sandbox = createSandbox({ offers })
})

test('a supplier’s rule for mixed batches is told by member and by login, in yuan and pieces', async () => {
  const ask = (params: object) =>
    call(sandbox, 'com.alibaba.trade:alibaba.trade.OpQueryMarketingMixConfig', { ...params })
  const rule = { generalHunpi: true, memberId: mixed.memberId, mixAmount: 50, mixNumber: 10 }
  expect((await ask({ sellerMemberId: mixed.memberId })).body.result).toMatchObject(rule)
  expect((await ask({ sellerLoginId: mixed.loginId })).body.result).toMatchObject(rule)
  const none = await ask({ sellerMemberId: shirt.supplier.memberId })
  expect(none.body.result).toMatchObject({ generalHunpi: false, mixAmount: 0, mixNumber: 0 })
  expect((await ask({})).body.errorCode).toBe('500_1')
  expect((await ask({ sellerMemberId: 'b2b-1' })).body.errorCode).toBe('404')
})

test('the detail says whether an offer may be mixed', async () => {
  const { body } = await call(sandbox, 'com.alibaba.fenxiao:alibaba.fenxiao.productInfo.get', {
    offerId: cup.offerId,
  })
  expect(body.productInfo).toMatchObject({ productSaleInfo: { mixWholeSale: true } })
})

test('a chat link leads to the supplier', async () => {
  const api = 'com.alibaba.account:account.wangwangUrl.get'
  const { body } = await call(sandbox, api, { toOpenUid: mixed.memberId })
  expect(body.result).toMatchObject({ success: true, result: expect.stringContaining('https://') })
  expect((await call(sandbox, api, { toOpenUid: 'b2b-1' })).body).toMatchObject({
    result: { success: false, code: '404' },
  })
})

test('the SKU table needs no token', async () => {
  const api = 'com.alibaba.product:product.skuinfo.get'
  const { body } = await call(sandbox, api, { offerId: cup.offerId }, { token: '' })
  expect(body).toMatchObject({
    success: true,
    result: { skuInfoList: [{ specId: cup.skus[0]?.specId, price: 21.9, amount: 100 }, {}, {}] },
  })
})

test('simple product info is for suppliers that were paid once', async () => {
  const api = 'com.alibaba.product:alibaba.product.simple.get'
  const ask = (productID: number) => call(sandbox, api, { productID, webSite: '1688' })
  expect((await ask(bag.offerId)).body.errMsg).toContain('没有与您成交过')
  const made = await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
    flow: 'fenxiao',
  })
  await control(sandbox, `orders/${(made.body.result as { orderId: string }).orderId}/pay`)
  expect((await ask(bag.offerId)).body).toMatchObject({
    productInfo: { productID: bag.offerId, skuInfos: [], saleInfo: { quoteType: 0 }, image: {} },
  })
  expect((await ask(1)).body).toEqual({ errMsg: '商品[1]不存在' })
})

test('a freight template shows its rates when asked for them', async () => {
  const api = 'com.alibaba.logistics:alibaba.logistics.myFreightTemplate.list.get'
  const { body } = await call(sandbox, api, {
    templateId: cup.freight.templateId,
    querySubTemplate: true,
    queryRate: true,
  })
  expect(body.result).toMatchObject([
    {
      id: cup.freight.templateId,
      expressSubTemplate: {
        subTemplateDTO: { chargeType: 0 },
        rateList: [
          { toAreaCodeText: '青海省、新疆维吾尔自治区', rateDTO: { firstUnitFee: 1500 } },
          { toAreaCodeText: '全国', rateDTO: { firstUnit: 1000, firstUnitFee: 600 } },
        ],
      },
    },
  ])
  expect((await call(sandbox, api, { templateId: 1 })).body.result).toMatchObject([{ id: 1 }])
  expect((await call(sandbox, api, { templateId: 5 })).body.errorCode).toBe('404')
  expect((await call(sandbox, api)).body.result).toEqual([])
})

test('a value longer than its parameter takes is refused at the door', async () => {
  const answer = await call(sandbox, 'com.alibaba.account:account.wangwangUrl.get', {
    toOpenUid: 'x'.repeat(129),
  })
  expect(answer).toMatchObject({ status: 400, body: { error_code: 'gw.ParamInvalid' } })
})
