import { expect, test } from 'vitest'
import { scripted } from './scripted.test.fixture.ts'

const id = '2938624554509662976'
const order = {
  baseInfo: { idOfStr: id, status: 'waitsellersend', totalAmount: 57.8, shippingFee: 6 },
  productItems: [
    { productID: 1, specId: 'a', subItemIDString: '11', quantity: 2 },
    { productID: 2, subItemIDString: '12', quantity: 1 },
  ],
}
const parcel = {
  logisticsId: 'LP1',
  logisticsBillNo: 'ZT01',
  logisticsCompanyName: '中通快递(ZTO)',
  status: 'TRANSPORT',
  orderEntryIds: '11,12',
}

const parcelsOf = (info: object, trace: object) =>
  scripted(({ api }) => {
    if (api === 'alibaba.trade.get.buyerView') return { result: order }
    return api.includes('Infos') ? info : trace
  }).platform.parcels(id)

test('a parcel is read with carrier, lines and times in UTC', async () => {
  const steps = [
    { acceptTime: '2026-11-23 10:00:00', remark: '已揽收' },
    { acceptTime: '2026-11-24 00:30:00', remark: '正在派送' },
    { acceptTime: 'soon', remark: '?' },
  ]
  const trace = { success: true, logisticsTrace: [{ logisticsId: 'LP1', logisticsSteps: steps }] }
  expect(await parcelsOf({ success: true, result: [parcel] }, trace)).toEqual([
    {
      logisticsId: 'LP1',
      carrier: '中通快递',
      number: 'ZT01',
      state: 'out_for_delivery',
      lines: [
        { offerId: '1', specId: 'a', quantity: 2 },
        { offerId: '2', quantity: 1 },
      ],
      trail: [
        { at: '2026-11-23T02:00:00.000Z', text: '已揽收' },
        { at: '2026-11-23T16:30:00.000Z', text: '正在派送' },
      ],
    },
  ])
})

test('not shipped yet is no parcel; another refusal is a failure', async () => {
  expect(await parcelsOf({ success: false, errorCode: '500_2', errorMessage: 'x' }, {})).toEqual([])
  const refused = parcelsOf({ success: false, errorCode: 'order.nopermission.buyer' }, {})
  await expect(refused).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' })
})

test.each([
  { success: false, errorCode: '404', errorMessage: '' },
  { success: true, errorMessage: '该订单没有物流跟踪信息。' },
  { success: false, errorCode: 'order.createtime.history' },
])('%j is a parcel without a trail', async (trace) => {
  const [read] = await parcelsOf({ success: true, result: [parcel] }, trace)
  expect(read).toMatchObject({ state: 'in_transit', trail: [] })
})

test.each([
  ['WAITACCEPT', 'announced'],
  ['ACCEPT', 'collected'],
  ['SIGN', 'signed'],
  ['NOGET', 'exception'],
  ['SOMETHING_NEW', 'announced'],
  [undefined, 'announced'],
])('a parcel %s is %s', async (status, state) => {
  const [read] = await parcelsOf({ success: true, result: [{ ...parcel, status }] }, {})
  expect(read?.state).toBe(state)
})

const paying = (answer: object, status: string) =>
  scripted(({ api }) =>
    api === 'alibaba.trade.get.buyerView'
      ? { result: { ...order, baseInfo: { ...order.baseInfo, status } } }
      : answer,
  )

test.each([
  ['nested', { result: { success: false, code: '500', message: 'not your order' } }],
  ['flat', { success: false, code: '500', message: 'not your order' }],
  ['a false', { result: { success: true, result: { paySuccess: 'false' } } }],
])('a refused payment (%s) is settled by the order', async (_, answer) => {
  expect(await paying(answer, 'waitbuyerpay').platform.pay(id)).toBe(false)
  expect(await paying(answer, 'waitsellersend').platform.pay(id)).toBe(true)
})

test('the order to pay is named by bare digits', async () => {
  const { platform, heard } = paying({ result: { result: { paySuccess: 'true' } } }, 'x')
  expect(await platform.pay(id)).toBe(true)
  expect(heard[0]?.params.tradeWithholdPreparePayParam).toBe(`{"orderId":${id}}`)
  expect(heard).toHaveLength(1)
})

test('telling of an offer again is fine whatever the platform calls it', async () => {
  const { platform, heard } = scripted(({ api }) =>
    api.endsWith('follow')
      ? { code: 0, message: 'success' }
      : { success: false, message: '关系已存在' },
  )
  await platform.relate({ offerId: '1', shopId: 'shp_1', listingId: 'lst_1' })
  expect(heard.map((call) => call.api)).toHaveLength(4)
  const refusing = scripted(() => ({ code: 7, message: 'no' })).platform
  const telling = refusing.relate({ offerId: '1', shopId: 'shp_1', listingId: 'lst_1' })
  await expect(telling).rejects.toMatchObject({ code: 'PLATFORM_BUSY' })
})
