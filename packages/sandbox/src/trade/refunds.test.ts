import { beforeEach, expect, test } from 'vitest'
import { at, buyer, oneCup, twoBags } from '../buyer.test.fixture.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { control, tryControl } from '../talk.test.fixture.ts'
import { sumOfPurses } from '../world/wallet.ts'

const start = Date.parse('2026-11-24T02:00:00Z')
const DAY = 86_400_000
const picture = 'https://cbu01.alicdn.com/img/ibank/voucher/1.jpg'
let sandbox: Sandbox
let me: ReturnType<typeof buyer>
beforeEach(() => {
  sandbox = createSandbox({
    offers: fixtureOffers,
    now: () => start,
    callsPerMinute: 1e6,
    autoShip: false,
  })
  me = buyer(sandbox)
})

const subIds = (orderId: string) => me.order(orderId).items.map(({ subId }) => BigInt(subId))
const unshipped = (orderId: string) => ({
  orderId,
  orderEntryIds: subIds(orderId),
  goodsStatus: 'refundWaitSellerSend',
  disputeRequest: 'refund',
  applyPayment: me.order(orderId).goodsFen,
  applyCarriage: me.order(orderId).postFen,
  applyReasonId: 20028,
  description: '不想买了',
})
const received = (orderId: string, fen: number) => ({
  ...unshipped(orderId),
  goodsStatus: 'refundBuyerReceived',
  disputeRequest: 'returnRefund',
  applyPayment: fen,
  applyCarriage: 0,
  applyReasonId: 20021,
  vouchers: [picture],
})
const apply = (asked: object) => me.ask('alibaba.trade.createRefund', asked)
const open = async (asked: object) => {
  const made = await apply(asked)
  const id = at(made, 'result', 'result', 'refundId')
  if (typeof id !== 'string') throw new Error(JSON.stringify(made.body))
  return id
}
const status = (id: string) => sandbox.world.refunds.get(id)?.status
const balance = () => sandbox.world.members.get('b2b-2248544159')?.balanceFen
const actions = () =>
  [...sandbox.world.messages.values()]
    .filter(({ type }) => type.includes('REFUND'))
    .map(({ data }) => at(JSON.parse(data), 'refundAction'))

test('money for goods that were not sent comes back whole, goods return to stock, the trade ends', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'paid')
  const id = await open(unshipped(orderId))
  expect(id).toMatch(/^TQ\d{17}$/)
  expect(at(await me.read(orderId), 'baseInfo')).toMatchObject({
    status: 'waitsellersend',
    refundStatus: 'waitselleragree',
    refundId: id,
  })
  await control(sandbox, `refunds/${id}/agree`)
  const info = await me.read(orderId)
  expect(at(info, 'baseInfo')).toMatchObject({
    status: 'terminated',
    refundStatus: 'refundsuccess',
    refund: 31.9,
    refundPayment: 3190,
  })
  expect(at(info, 'productItems', 0)).toMatchObject({
    refundStatus: 'REFUND_SUCCESS',
    refundId: id,
    refund: 25.9,
  })
  expect(balance()).toBe(100_000_000)
  expect(sandbox.world.offers.get(oneCup.offerId)?.skus[0]?.stock).toBe(100)
  expect(actions()).toEqual(['BUYER_APPLY_REFUND', 'SELLER_AGREE_REFUND'])
})

test('one line is refunded before it is sent, the other is shipped and completes the shipping', async () => {
  const orderId = await me.create([oneCup, twoBags])
  await me.bring(orderId, 'paid')
  const [cup] = subIds(orderId)
  const ask = { ...unshipped(orderId), orderEntryIds: [cup], applyPayment: 2590, applyCarriage: 0 }
  const id = await open(ask)
  await control(sandbox, `refunds/${id}/agree`)
  expect(me.order(orderId)).toMatchObject({ status: 'waitsellersend', refundedFen: 2590 })
  await control(sandbox, `orders/${orderId}/ship`)
  expect(me.order(orderId)).toMatchObject({
    status: 'waitbuyerreceive',
    parcels: [{ goods: [{ quantity: 2 }] }],
  })
})

test('shipping closes a refund of unshipped goods; receiving closes one on the way', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'paid')
  const first = await open(unshipped(orderId))
  await control(sandbox, `orders/${orderId}/ship`)
  expect(status(first)).toBe('refundclose')
  const lost = {
    ...unshipped(orderId),
    goodsStatus: 'refundWaitBuyerReceive',
    applyReasonId: 20011,
  }
  const second = await open(lost)
  await me.ask('trade.receivegoods.confirm', { orderId, orderEntryIds: subIds(orderId) })
  expect(status(second)).toBe('refundclose')
  expect(actions()).toEqual([
    'BUYER_APPLY_REFUND',
    'SELLER_SEND_GOODS_CLOSE',
    'BUYER_APPLY_REFUND',
    'BUYER_RECEIVE_CLOSE',
  ])
})

test('a return: refused, asked otherwise, agreed, sent back, received, paid', async () => {
  const orderId = await me.create([{ ...oneCup, quantity: 2 }])
  await me.bring(orderId, 'shipped')
  const id = await open({
    ...received(orderId, 2590),
    orderEntryCountList: [{ id: BigInt(orderId), count: 1 }],
  })
  await control(sandbox, `refunds/${id}/reject`, { reason: '金额过高' })
  expect(status(id)).toBe('waitbuyermodify')
  await me.ask('alibaba.trade.modifyRefund', { refundId: id, applyPayment: 2000 })
  await control(sandbox, `refunds/${id}/agree`)
  expect(status(id)).toBe('waitbuyersend')
  const where = await me.ask('com.alibaba.fenxiao:refund.address.get', { mainOrderId: orderId })
  expect(at(where, 'result', 'data', 0)).toMatchObject({
    provinceText: '浙江省',
    cityText: '金华市',
  })
  const back = { refundId: id, logisticsCompanyNo: 'ZTO', freightBill: '3110044550034338' }
  await me.ask('alibaba.trade.refund.returnGoods', back)
  expect(status(id)).toBe('waitsellerreceive')
  await control(sandbox, `refunds/${id}/agree`)
  const detail = await me.ask('alibaba.trade.refund.OpQueryOrderRefund', {
    refundId: id,
    needOrderRefundOperation: true,
  })
  expect(at(detail, 'result', 'opOrderRefundModelDetail')).toMatchObject({
    id: BigInt(id.slice(2)),
    orderId: BigInt(orderId),
    orderEntryCountMap: { [orderId]: 1 },
    status: 'refundsuccess',
    disputeType: 1,
    goodsStatus: 3,
    refundPayment: 2000,
    rejectTimes: 1,
    rejectReason: '金额过高',
    buyerLogisticsName: '中通快递',
    refundGoods: true,
    refundOperationList: [
      { operateTypeInt: 8, afterOperateStatus: 'refundsuccess', operatorRoleId: 2 },
      { operateTypeInt: 10 },
      { operateTypeInt: 6 },
      { operateTypeInt: 2 },
      { operateTypeInt: 15 },
      { operateTypeInt: 1, operatorRoleId: 1 },
    ],
  })
  expect(me.order(orderId)).toMatchObject({ status: 'waitbuyerreceive', refundedFen: 2000 })
})

test('after the trade is complete the supplier pays, and the order stays a success', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'success')
  expect(sandbox.world.purses.get('b2b-1676547900')).toBe(3190)
  const id = await open({
    ...received(orderId, 1000),
    goodsStatus: 'aftersaleBuyerReceived',
    disputeRequest: 'refund',
  })
  await control(sandbox, `refunds/${id}/agree`)
  expect(sandbox.world.purses.get('b2b-1676547900')).toBe(2190)
  expect(at(await me.read(orderId), 'baseInfo')).toMatchObject({
    status: 'success',
    refundStatusForAs: 'refundsuccess',
  })
  const { body } = await me.ask('alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus', {
    orderId,
    queryType: 3,
  })
  expect(body).toEqual({ result: { opOrderRefundModels: [] } })
  await sandbox.clock.advance(16 * DAY)
  const late = { ...received(orderId, 100), goodsStatus: 'aftersaleBuyerReceived' }
  expect(at(await apply(late), 'result', 'code')).toBe('5010')
})

test('time speaks for whoever is silent', async () => {
  const [one, two, three] = [await me.create(), await me.create(), await me.create()]
  await me.bring(one, 'paid')
  const agreed = await open(unshipped(one))
  await sandbox.clock.advance(5 * DAY - 1)
  expect(status(agreed)).toBe('waitselleragree')
  await sandbox.clock.advance(1)
  expect(status(agreed)).toBe('refundsuccess')

  const fresh = [await me.create(), await me.create()] as const
  expect([two, three].map((id) => me.order(id).status)).toEqual(['cancel', 'cancel'])
  for (const orderId of fresh) await me.bring(orderId, 'shipped')
  const silentBuyer = await open(received(fresh[0], 2590))
  const silentSeller = await open(received(fresh[1], 2590))
  await sandbox.clock.advance(5 * DAY)
  expect(status(silentBuyer)).toBe('waitbuyersend')
  const back = { refundId: silentSeller, logisticsCompanyNo: 'ZTO', freightBill: '31100445500' }
  await me.ask('alibaba.trade.refund.returnGoods', back)
  await sandbox.clock.advance(10 * DAY)
  expect(status(silentBuyer)).toBe('refundclose')
  expect(status(silentSeller)).toBe('refundsuccess')
  expect(actions().slice(-2)).toEqual(['CRM_APPLY_TIMEOUT_CLOSE', 'SYSTEM_AGREE_REFUND'])
})

test('an order does not confirm itself while a refund is open', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'shipped')
  await sandbox.clock.advance(8 * DAY)
  const id = await open(received(orderId, 2590))
  await sandbox.clock.advance(3 * DAY)
  expect(me.order(orderId).status).toBe('waitbuyerreceive')
  await me.ask('alibaba.trade.cancelRefund', { refundId: id }, { token: '' })
  await sandbox.clock.advance(2 * DAY)
  expect(me.order(orderId).status).toBe('success')
})

test('reasons and ceilings depend on where the goods are', async () => {
  const orderId = await me.create([{ ...oneCup, quantity: 2 }])
  await control(sandbox, `orders/${orderId}/price`, { totalFen: 5001 })
  await me.bring(orderId, 'paid')
  const ask = { orderId, orderEntryIds: subIds(orderId), goodsStatus: 'refundWaitSellerSend' }
  const reasons = await me.ask('alibaba.trade.getRefundReasonList', ask)
  expect(at(reasons, 'result', 'result', 'reasons', 0)).toEqual({
    id: 20028,
    name: '不想买了,已与卖家协商一致',
    needVoucher: false,
    noRefundCarriage: false,
    tip: '',
  })
  await control(sandbox, `orders/${orderId}/deliver`)
  const max = await me.ask('alibaba.trade.getMaxRefundFee', {
    input: {
      orderId: BigInt(orderId),
      goodsStatus: 'refundBuyerReceived',
      refundGoodsCountList: [{ id: BigInt(orderId), count: 1 }],
    },
  })
  expect(at(max, 'result', 'result')).toEqual({
    maxGoodsFee: 2200,
    maxPostFee: 600,
    maxRefundFee: 2800,
    maxSubstituteFetchFee: 0,
  })
})

test.each([
  ['5001', { orderId: 7 }],
  ['5003', { goodsStatus: 'somewhere' }],
  ['5004', { applyReasonId: 20021 }],
  ['5010', { goodsStatus: 'refundBuyerReceived' }],
  ['5010', { disputeRequest: 'returnRefund' }],
  ['5010', { orderEntryIds: [7] }],
  ['5011', { applyPayment: 2589 }],
  ['5011', { applyCarriage: 601 }],
  ['5012', { description: '嗯' }],
  ['5012', { description: '长'.repeat(151) }],
  ['5013', { orderEntryCountList: 'two' }],
  ['5100', { disputeRequest: 'exchange' }],
  ['5100', { vouchers: ['https://elsewhere.example/1.jpg'] }],
])('createRefund is refused with %s for %j', async (code, wrong: Record<string, unknown>) => {
  const orderId = await me.create()
  await me.bring(orderId, 'paid')
  const isCounted = wrong.orderEntryCountList !== undefined
  const counts = isCounted ? { orderEntryCountList: [{ id: BigInt(orderId), count: 2 }] } : {}
  const answer = await apply({
    ...unshipped(orderId),
    ...wrong,
    ...counts,
  })
  expect(at(answer, 'result')).toMatchObject({ success: false, code })
  expect(sandbox.world.refunds.size).toBe(0)
})

test('a voucher is needed, postage is kept, the same line is asked for once, a stranger is refused', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'shipped')
  const code = async (more: object) =>
    at(await apply({ ...received(orderId, 2590), ...more }), 'result', 'code')
  expect(await code({ vouchers: [] })).toBe('5005')
  expect(await code({ applyReasonId: 20031, applyCarriage: 1 })).toBe('5006')
  await open(received(orderId, 2590))
  expect(await code({})).toBe('5010')
  const { token } = await control(sandbox, 'tokens', { memberId: 'b2b-77' })
  const stranger = await me.ask('alibaba.trade.createRefund', received(orderId, 1), { token })
  expect(at(stranger, 'result', 'code')).toBe('5002')
})

test.each([
  ['4003', { vouchers: ['x'] }],
  ['4004', { logisticsCompanyNo: 'NOBODY' }],
  ['4005', { refundId: 'TQ1' }],
  ['4007', {}],
  ['4008', { refundId: 'x' }],
  ['5002', { description: '。' }],
])('returnGoods is refused with %s for %j', async (code, wrong) => {
  const orderId = await me.create()
  await me.bring(orderId, 'shipped')
  const refundId = await open(received(orderId, 2590))
  const back = { refundId, logisticsCompanyNo: 'ZTO', freightBill: '31100445500', ...wrong }
  const answer = await me.ask('alibaba.trade.refund.returnGoods', back)
  expect(at(answer, 'result')).toMatchObject({ success: false, errorCode: code })
})

test('the buyer lists refunds by kind, status and return parcel', async () => {
  const orderId = await me.create()
  await me.bring(orderId, 'shipped')
  const id = await open(received(orderId, 2590))
  const list = async (asked: object) => {
    const { body } = await me.ask('alibaba.trade.refund.buyer.queryOrderRefundList', asked)
    return body.success === true ? at(body, 'result', 'totalCount') : body.errorCode
  }
  expect(await list({ orderId, dipsuteType: 1, refundStatusSet: ['waitselleragree'] })).toBe(1)
  expect(await list({ dipsuteType: 2 })).toBe(0)
  expect(await list({ refundStatusSet: ['refundclose'] })).toBe(0)
  expect(await list({ logisticsNo: '1' })).toBe('PARAM_ERROR')
  expect(await list({ applyStartTime: '20200101000000000+0800' })).toBe('APPLY_TIME_ERROR')
  const unknown = await me.ask('alibaba.trade.refund.OpQueryOrderRefund', { refundId: 'TQ5' })
  expect(unknown.body).toMatchObject({ errorCode: '500' })
  expect(String(unknown.body.errorMessage)).toContain('REFUND_DATA_ERROR')
  expect((await tryControl(sandbox, `refunds/${id}/agree`)).status).toBe(200)
  expect((await tryControl(sandbox, `refunds/${id}/agree`)).status).toBe(409)
  expect(sumOfPurses(sandbox.world)).toBe(0)
})
