import { beforeEach, expect, test } from 'vitest'
import { at, buyer, oneCup, twoBags } from '../buyer.test.fixture.ts'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { control, home } from '../talk.test.fixture.ts'
import { sumOfPurses } from '../world/wallet.ts'

let sandbox: Sandbox
let me: ReturnType<typeof buyer>
beforeEach(() => {
  const now = Date.parse('2026-11-24T02:00:00Z')
  sandbox = createSandbox({ offers: fixtureOffers, now: () => now, callsPerMinute: 1e6 })
  me = buyer(sandbox)
})
const member = 'b2b-2248544159'

test('the ways to pay an order, its fee in fen and its last moment', async () => {
  const orderId = await me.create()
  const { body } = await me.ask('alibaba.trade.payWay.query', { orderId })
  expect(body).toEqual({
    success: 'true',
    resultList: {
      orderId,
      payFee: 3190,
      timeout: '2026-11-24 22:00:00',
      channels: [{ code: 1, name: '支付宝' }],
    },
  })
  await me.pay(orderId)
  const paid = await me.ask('alibaba.trade.payWay.query', { orderId })
  expect(paid.body).toMatchObject({ success: 'false', errorCode: '500_1' })
})

test('the old protocol payment answers a code of zero', async () => {
  const orderId = await me.create()
  const pay = () => me.ask('alibaba.trade.pay.protocolPay', { orderId })
  expect((await pay()).body).toEqual({ success: true, code: '0', message: '' })
  expect((await pay()).body).toMatchObject({ success: false, code: '500' })
})

test('credit is tried first, is used up, and comes back with a refund', async () => {
  await control(sandbox, 'members', { memberId: member, creditFen: 4000 })
  const open = await me.ask('alibaba.trade.pay.protocolPay.isopen')
  expect(at(open, 'result', 'result', 'paymentAgreements', 0, 'signedStatus')).toBe('true')
  const [first, second] = [await me.create(), await me.create()]
  expect(at(await me.pay(first), 'result', 'result', 'payChannel')).toBe('SHEGOU')
  expect(at(await me.pay(second), 'result', 'result', 'payChannel')).toBe('ALIPAY')
  expect(sandbox.world.members.get(member)).toMatchObject({
    creditFen: 810,
    balanceFen: 100_000_000 - 3190,
  })
  await control(sandbox, `orders/${first}/close`)
  expect(sandbox.world.members.get(member)?.creditFen).toBe(4000)
  expect(sumOfPurses(sandbox.world)).toBe(0)
})

test('an order on account is paid at the end of its period: no money of the buyer moves, the room is used and comes back', async () => {
  const asked = { tradeType: 'period' }
  await expect(me.create(undefined, asked)).rejects.toThrow('not support tradeType:【period】')
  await control(sandbox, 'members', { memberId: member, periodFen: 4000 })
  const made = await me.ask('alibaba.trade.fastCreateOrder', {
    ...{ addressParam: home, cargoParamList: [oneCup], flow: 'fenxiao' },
    ...asked,
  })
  expect(at(made, 'result', 'accountPeriod')).toEqual({ tapType: 5, tapDate: 30, tapOverdue: 0 })
  const orderId = String(at(made, 'result', 'orderId'))
  const second = await me.create(undefined, asked)
  const ways = async (id: string) =>
    at(await me.ask('alibaba.trade.payWay.query', { orderId: id }), 'resultList', 'channels')
  expect(await ways(orderId)).toContainEqual({ code: 7, name: '账期' })
  await control(sandbox, `orders/${orderId}/pay`)
  expect(await ways(second)).not.toContainEqual({ code: 7, name: '账期' })
  expect(await me.read(orderId)).toMatchObject({
    baseInfo: { status: 'waitsellersend', tradeTypeCode: 'period', payChannelList: ['账期'] },
    tradeTerms: [{ payStatus: '12', payWay: '7' }],
  })
  expect(sandbox.world.members.get(member)).toMatchObject({
    periodFen: 810,
    balanceFen: 100_000_000,
  })
  await control(sandbox, `orders/${orderId}/close`)
  expect(sandbox.world.members.get(member)?.periodFen).toBe(4000)
  expect(sumOfPurses(sandbox.world)).toBe(0)
})

test('what is not played is refused, never ignored: staged payment, a promotion, an invoice', async () => {
  for (const [wish, why] of [
    [{ tradeType: '631staged' }, 'not support tradeType:【631staged】'],
    [{ shopPromotionId: '1' }, '优惠不存在或不可用'],
    [{ invoiceParam: { invoiceType: 0 } }, '该供货商不支持在线开票'],
  ] as const) {
    await expect(me.create(undefined, wish)).rejects.toThrow(why)
  }
  const preview = await me.ask('alibaba.createOrder.preview', {
    ...{ addressParam: home, cargoParamList: [oneCup], invoiceParam: { invoiceType: 0 } },
  })
  expect(preview.body).toMatchObject({ success: false, errorCode: '400' })
  expect(sandbox.world.orders.size).toBe(0)
})

test('a group of orders is paid at one cashier, all or none', async () => {
  const [one, two] = [await me.create(), await me.create([twoBags])]
  const link = (orderIds: readonly bigint[], payPlatformType = 'WIRELESS') =>
    me.ask('alibaba.trade.grouppay.url.get', { orderIds, payPlatformType })
  expect(at(await link([BigInt(one), BigInt(two)]), 'results', 'payUrl')).toContain(`${one};${two}`)
  expect(at(await link([BigInt(one), 5n]), 'results', 'errorCode')).toBe('ORDER_STATUS_ERROR')
  expect(at(await link([BigInt(one)], 'TV'), 'results', 'errorCode')).toBe('400_1')
  await control(sandbox, 'pay', { orderIds: [one, two, '5'] })
  const batch = [...sandbox.world.messages.values()].find(({ type }) => type === 'ORDER_BATCH_PAY')
  expect(JSON.parse(batch?.data ?? '{}')).toEqual({
    batchPay: [
      { orderId: one, status: 'successed' },
      { orderId: two, status: 'successed' },
      { orderId: '5', status: 'PARAM_ILLEGAL' },
    ],
  })
})

test('credit and cross-border links name the orders they cannot pay', async () => {
  await control(sandbox, 'members', { memberId: member, creditFen: 3200 })
  const [one, two] = [await me.create(), await me.create()]
  const orderIdList = [BigInt(one), BigInt(two)]
  const credit = await me.ask('alibaba.creditPay.url.get', { orderIdList })
  expect(credit.body).toMatchObject({ success: 'true', cantPayOrderList: [BigInt(two)] })
  const cross = await me.ask('alibaba.crossBorderPay.url.get', { orderIdList })
  expect(cross.body).toMatchObject({ success: 'false', errorCode: '400_4' })
  const many = Array.from({ length: 31 }, (_, index) => index)
  const tooMany = await me.ask('alibaba.creditPay.url.get', { orderIdList: many })
  expect(tooMany.body.errorCode).toBe('400_1')
})

test('an order whose goods are taken down gets no link', async () => {
  const orderId = await me.create()
  await control(sandbox, `offers/${fixture.cup.offerId}`, { status: 'expired' })
  const { body } = await me.ask('alibaba.alipay.url.get', { orderIdList: [BigInt(orderId)] })
  expect(body).toMatchObject({ success: false, errorCode: 'PRODUCT_TRADE_STAT_ERROR' })
})
