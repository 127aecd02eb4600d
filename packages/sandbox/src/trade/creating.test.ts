import { beforeEach, expect, test } from 'vitest'
import { at, buyer, oneCup, twoBags } from '../buyer.test.fixture.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { control, home } from '../talk.test.fixture.ts'
import { isDeal } from './flow-rules.ts'

const { cup, bag, shirt } = fixture
const mixed: SandboxOffer = {
  ...bag,
  offerId: 712340056814,
  supplier: { ...bag.supplier, memberId: 'b2b-9', mix: { fen: 5000, pieces: 8 } },
}
const also: SandboxOffer = { ...mixed, offerId: 712340056825 }
const deals: readonly SandboxOffer[] = Array.from({ length: 40 }, (_, index) => ({
  ...bag,
  offerId: 712340057000 + index,
}))

let sandbox: Sandbox
let me: ReturnType<typeof buyer>
beforeEach(() => {
  const now = Date.parse('2026-11-24T02:00:00Z')
  const offers = [...fixtureOffers, mixed, also, ...deals]
  sandbox = createSandbox({ offers, now: () => now, callsPerMinute: 1e6 })
  me = buyer(sandbox)
})

const order = { addressParam: home, flow: 'fenxiao' }
const preview = (cargoParamList: readonly object[], more: object = {}) =>
  me.ask('alibaba.createOrder.preview', { ...order, cargoParamList, ...more })
const sum = async (cargo: readonly object[], more: object = {}) => {
  const answer = await preview(cargo, more)
  return at(answer, 'orderPreviewResuslt', 0, 'sumPaymentNoCarriage') ?? at(answer, 'errorCode')
}

test('mixed batches: pieces or money of all lines stand for each minimum', async () => {
  const lines = (one: number, two: number) => [
    { offerId: mixed.offerId, quantity: one },
    { offerId: also.offerId, quantity: two },
  ]
  expect(await sum(lines(3, 4), { flow: 'general' })).toBe('500_006')
  expect(await sum(lines(3, 5), { flow: 'general' })).toBe(8 * 450)
  expect(await sum([{ offerId: bag.offerId, quantity: 3 }], { flow: 'general' })).toBe('500_005')
})

test('paired needs a deal, repurchase a completed order, proxy a record', async () => {
  const deal = deals.find((offer) => isDeal(sandbox.world, offer))
  const none = deals.find((offer) => !isDeal(sandbox.world, offer))
  const ten = (offer: SandboxOffer | undefined) => [{ offerId: offer?.offerId, quantity: 10 }]
  expect(await sum(ten(deal), { flow: 'paired' })).toBe(4050)
  expect(await sum(ten(none), { flow: 'paired' })).toBe('500_001')
  expect(await sum(ten(bag), { flow: 'repurchase' })).toBe('500_007')
  await me.bring(await me.create([twoBags]), 'success')
  expect(await sum(ten(bag), { flow: 'repurchase' })).toBe(4370)
  expect(await sum([oneCup], { flow: 'proxy' })).toBe('500_007')
  expect(await sum([oneCup], { flow: 'proxy', proxySettleRecordId: '77' })).toBe(2590)
})

test('a split create answers a list, its number finds all of it, and repeating it makes nothing', async () => {
  await control(sandbox, 'app', { splitOrders: true })
  const ask = { ...order, cargoParamList: [oneCup, twoBags], outOrderId: 'sup_7' }
  const made = await me.ask('alibaba.trade.fastCreateOrder', ask)
  expect(at(made, 'result', 'orderId')).toBeUndefined()
  expect(at(made, 'result', 'orderList')).toMatchObject([
    { orderAmmount: 3190, postFee: 600, success: true },
    { orderAmmount: 1760, postFee: 600, success: true },
  ])
  expect((await me.ask('alibaba.trade.fastCreateOrder', ask)).body).toEqual(made.body)
  const found = await me.ask('alibaba.trade.getBuyerOrderList', { outOrderId: 'sup_7' })
  expect(found.body.totalRecord).toBe(2)
})

test('a partial create leaves out what is sold out and says so', async () => {
  await control(sandbox, 'app', { partialOrders: true })
  const pink = { offerId: cup.offerId, specId: cup.skus[2]?.specId, quantity: 1 }
  const made = await me.ask('alibaba.trade.fastCreateOrder', {
    ...order,
    cargoParamList: [pink, twoBags],
  })
  expect(made.body).toMatchObject({
    success: true,
    result: {
      totalSuccessAmount: 1760,
      failedOfferList: [
        { offerId: String(cup.offerId), specId: pink.specId, errorCode: '500_004' },
      ],
    },
  })
  const nothing = await me.ask('alibaba.trade.fastCreateOrder', {
    ...order,
    cargoParamList: [pink],
  })
  expect(nothing.body).toMatchObject({ success: false, code: '500_004' })
})

test('cross-border orders take 50 SKUs of one supplier and are paid as such', async () => {
  const cross = (cargoParamList: readonly object[]) =>
    me.ask('alibaba.trade.createCrossOrder', { ...order, cargoParamList, isvBizType: 'cross' })
  const many = Array.from({ length: 51 }, () => oneCup)
  expect((await cross(many)).body.code).toBe('SKU_TOO_MANY')
  expect(
    (await cross([oneCup, { offerId: shirt.offerId, specId: shirt.skus[0]?.specId, quantity: 1 }]))
      .body.code,
  ).toBe('500_002')
  const orderId = String(at(await cross([oneCup]), 'result', 'orderId'))
  expect(at(await me.read(orderId), 'baseInfo', 'businessType')).toBe('cb')
  const link = await me.ask('alibaba.crossBorderPay.url.get', { orderIdList: [BigInt(orderId)] })
  expect(link.body).toMatchObject({ success: 'true' })
  expect(
    (await me.ask('alibaba.trade.getBuyerOrderList', { bizTypes: ['cn'] })).body.totalRecord,
  ).toBe(0)
})

test('price-plus media orders name no flow', async () => {
  const ask = { addressParam: home, cargoParamList: [oneCup] }
  const seen = await me.ask('alibaba.createOrder.preview4CybMedia', ask)
  expect(at(seen, 'orderPreviewResuslt', 0, 'sumPayment')).toBe(3190)
  const made = await me.ask('alibaba.trade.createOrder4CybMedia', ask)
  expect(at(made, 'result', 'totalSuccessAmount')).toBe(3190)
  const bad = await me.ask('alibaba.trade.createOrder4CybMedia', {
    ...ask,
    cargoParamList: [{ ...oneCup, quantity: 1000 }],
  })
  expect(bad.body).toMatchObject({ success: false, errorCode: '500_004' })
})

test('the trade type is one that the preview offers; with credit it is credit unless asked otherwise', async () => {
  const period = await me.ask('alibaba.trade.fastCreateOrder', {
    ...order,
    cargoParamList: [oneCup],
    tradeType: 'period',
  })
  expect(period.body.message).toBe('not support tradeType:【period】')
  await control(sandbox, 'members', { memberId: 'b2b-2248544159', creditFen: 9000 })
  const seen = await preview([oneCup])
  expect(at(seen, 'orderPreviewResuslt', 0, 'tradeModeNameList')).toEqual([
    'assureTrade',
    'creditBuy',
  ])
  expect(me.order(await me.create()).tradeType).toBe('creditBuy')
})

test('an order of a masked buyer names its platform', async () => {
  const info = { outPlatformCode: 'douyin', outPlatformOrderNo: 'D1', outPlatformAppkey: 'k' }
  const orderId = await me.create([oneCup], { encryptOutOrderInfo: info })
  expect(await me.read(orderId)).toMatchObject({
    fromEncryptOrder: true,
    encryptOutOrderInfo: { outPlatformCode: 'douyin' },
  })
  await expect(
    me.create([oneCup], { encryptOutOrderInfo: { outPlatformCode: 'douyin' } }),
  ).rejects.toThrow('ENCRYPT_ORDER_INVALID')
})

test('a hundred thousand lines are refused at once', async () => {
  const cargo = Array.from({ length: 50_000 }, () => ({ offerId: 1, quantity: 1 }))
  expect(await sum(cargo)).toBe('SKU_TOO_MANY')
})

test('a read includes what is asked for', async () => {
  const orderId = await me.create()
  const read = async (includeFields: string) =>
    (await me.ask('alibaba.trade.get.buyerView', { orderId, webSite: '1688', includeFields })).body
      .result
  expect(await read('RateDetail')).toMatchObject({ orderRateInfo: {} })
  expect(await read('RateDetail')).not.toHaveProperty('nativeLogistics')
  expect(await read('GuaranteesTerms,NativeLogistics')).toMatchObject({
    guaranteesTerms: [{ assuranceType: 'ssbxsfh' }, { assuranceType: 'qtwlybt' }],
    nativeLogistics: { city: '成都市' },
  })
})
