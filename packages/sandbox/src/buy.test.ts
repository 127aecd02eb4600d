import { expect, test } from 'vitest'
import { signatureOf } from './door/check-signature.ts'
import { type JsonObject, readJson } from './json.ts'
import { fixture, fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox } from './sandbox.ts'
import { call, home } from './talk.test.fixture.ts'

const trade = 'com.alibaba.trade'
const fenxiao = 'com.alibaba.fenxiao'

test('a shop finds an offer, buys one piece of it and follows the parcel to the door', async () => {
  const pushed: JsonObject[] = []
  const now = Date.parse('2026-11-24T02:00:00Z')
  const sandbox = createSandbox({
    offers: fixtureOffers,
    now: () => now,
    callbackUrl: 'http://app/push',
    fetch: async (_url, init) => {
      const form = new URLSearchParams(String(init?.body))
      const message = form.get('message') ?? ''
      expect(form.get('_aop_signature')).toBe(signatureOf('sandbox-secret', `message${message}`))
      pushed.push(readJson(message) as JsonObject)
      return new Response('ok')
    },
  })
  const { offerId, skus } = fixture.cup
  const specId = skus[0]?.specId ?? ''

  const found = await call(sandbox, `${fenxiao}:product.keywords.search`, {
    param: { keywords: '保温杯', pageNum: 1, pageSize: 20 },
  })
  expect(found.body).toMatchObject({
    success: true,
    result: [{ offerId, offerPrice: { price: '25.90' } }],
    pageInfo: { totalRecords: 1 },
  })
  const detail = await call(sandbox, `${fenxiao}:alibaba.fenxiao.productInfo.get`, { offerId })
  expect(detail.body).toMatchObject({
    success: true,
    productInfo: { productID: offerId, productSkuInfos: [{ specId, consignPrice: 25.9 }, {}, {}] },
  })

  const listing = { offerId, outItemCode: 'lst_1', outShopCode: 'shp_1', channel: 'other' }
  const shop = { outShopCode: 'shp_1', channel: 'other' }
  await call(sandbox, `${fenxiao}:alibaba.fenxiao.buyer.outshop.add`, shop)
  await call(sandbox, `${fenxiao}:alibaba.fenxiao.buyer.outproduct.relation.add`, listing)

  const cargo = [{ offerId, specId, quantity: 2 }]
  const preview = await call(sandbox, `${fenxiao}:alibaba.trade.createFenxiaoOrder.preview`, {
    addressParam: home,
    cargoParamList: cargo,
    flow: 'fenxiao',
  })
  expect(preview.body).toMatchObject({
    success: true,
    orderPreviewResuslt: [{ sumPayment: 5780, sumCarriage: 600, sumPaymentNoCarriage: 5180 }],
  })
  const created = await call(sandbox, `${trade}:alibaba.trade.fenxiaoOrder.create`, {
    addressParam: home,
    cargoParamList: [{ ...cargo[0], ...listing }],
    flow: 'fenxiao',
    outOrderId: 'sup_1',
  })
  expect(created.body).toMatchObject({
    success: true,
    result: { totalSuccessAmount: 5780, postFee: 600 },
  })
  const { orderId } = created.body.result as { orderId: string }

  const paid = await call(sandbox, `${trade}:alibaba.trade.pay.protocolPay.preparePay`, {
    tradeWithholdPreparePayParam: { orderId: BigInt(orderId) },
  })
  expect(paid.body).toMatchObject({ result: { success: true, result: { paySuccess: true } } })

  const read = () =>
    call(sandbox, `${trade}:alibaba.trade.get.buyerView`, { webSite: '1688', orderId })
  expect((await read()).body).toMatchObject({
    success: 'true',
    result: {
      baseInfo: {
        id: BigInt(orderId),
        idOfStr: orderId,
        status: 'waitsellersend',
        totalAmount: 57.8,
      },
    },
  })
  const logistics = 'com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView'
  const early = await call(sandbox, logistics, { orderId, webSite: '1688' })
  expect(early.body).toMatchObject({ success: false, errorCode: '500_2' })

  await sandbox.clock.advance(5 * 86_400_000)
  expect((await read()).body).toMatchObject({
    result: { baseInfo: { status: 'waitbuyerreceive' } },
  })
  const parcels = await call(sandbox, logistics, { orderId, webSite: '1688' })
  expect(parcels.body).toMatchObject({ result: [{ status: 'SIGN', orderEntryIds: orderId }] })
  const trace = await call(
    sandbox,
    'com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView',
    { orderId, webSite: '1688' },
  )
  const [trail] = trace.body.logisticsTrace as { logisticsSteps: unknown[] }[]
  expect(trail?.logisticsSteps).toHaveLength(5)

  const confirmed = await call(sandbox, `${trade}:trade.receivegoods.confirm`, {
    orderId,
    orderEntryIds: [BigInt(orderId)],
  })
  expect(confirmed.body).toEqual({ result: { success: true } })
  await sandbox.clock.advance(60_000)
  expect((await read()).body).toMatchObject({ result: { baseInfo: { status: 'success' } } })

  expect(pushed.map((message) => message.type)).toEqual([
    'ORDER_BUYER_VIEW_BUYER_MAKE',
    'ORDER_BUYER_VIEW_ORDER_PAY',
    'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS',
    ...Array.from({ length: 5 }, () => 'LOGISTICS_BUYER_VIEW_TRACE'),
    'ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS',
    'ORDER_BUYER_VIEW_ORDER_SUCCESS',
  ])
})
