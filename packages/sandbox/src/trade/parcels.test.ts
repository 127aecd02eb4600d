import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call, control, home, tryControl } from '../talk.test.fixture.ts'

const { cup, bag } = fixture
const start = Date.parse('2026-11-24T02:00:00Z')
const HOUR = 3_600_000
const infos = 'com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView'
const traces = 'com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView'

let sandbox: Sandbox
let orderId: string
beforeEach(async () => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start })
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [
      { offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 2 },
      { offerId: bag.offerId, quantity: 3 },
    ],
    flow: 'fenxiao',
  })
  orderId = (body.result as { orderId: string }).orderId
})

const order = () => sandbox.world.orders.get(orderId)
const ask = (api: string, more: object = {}) =>
  call(sandbox, api, { orderId, webSite: '1688', ...more })
const topics = () =>
  [...sandbox.world.messages.values()]
    .filter(({ type }) => type.startsWith('ORDER'))
    .map(({ type }) => type.replace('ORDER_BUYER_VIEW_', ''))

test('a supplier ships within the hours it promises, and not before it is paid', async () => {
  await sandbox.clock.advance(HOUR)
  expect(order()?.parcels).toEqual([])
  await control(sandbox, `orders/${orderId}/pay`)
  await sandbox.clock.advance(48 * HOUR)
  const sentAt = order()?.parcels[0]?.sentAt ?? 0
  expect(sentAt).toBeGreaterThan(start + HOUR)
  expect(sentAt).toBeLessThan(start + 49 * HOUR)
})

test('an order may be shipped in two parcels, by hand', async () => {
  await control(sandbox, 'app', { autoShip: false })
  await control(sandbox, `orders/${orderId}/pay`)
  const [cups, bags] = order()?.items.map(({ subId }) => subId) ?? []
  await control(sandbox, `orders/${orderId}/ship`, {
    goods: [{ subId: bags, quantity: 2 }],
    company: 'SF',
    billNo: 'SF123',
  })
  expect(order()?.status).toBe('waitsellersend')
  expect((await ask(infos)).body).toMatchObject({
    success: true,
    result: [
      {
        logisticsBillNo: 'SF123',
        orderEntryIds: bags,
        status: 'WAITACCEPT',
        logisticsCompanyName: '顺丰速运(SF)',
        logisticsCompanyNo: 'SF',
        receiver: {
          receiverName: '王小明',
          receiverCountyCode: '510107',
          receiverCityCode: '510100',
        },
        logisticsOrderGoods: [{ tradeOrderId: BigInt(orderId), quantity: 2 }],
      },
    ],
  })
  const tooMany = { goods: [{ subId: bags, quantity: 2 }] }
  expect((await tryControl(sandbox, `orders/${orderId}/ship`, tooMany)).status).toBe(409)
  await control(sandbox, `orders/${orderId}/ship`, { company: '没听说过' })
  expect(order()).toMatchObject({ status: 'waitbuyerreceive' })
  expect(order()?.parcels[1]?.goods).toEqual([
    { subId: cups, quantity: 2 },
    { subId: bags, quantity: 1 },
  ])
  expect(topics()).toEqual(['BUYER_MAKE', 'ORDER_PAY', 'PART_PART_SENDGOODS', 'ANNOUNCE_SENDGOODS'])
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.get.buyerView', {
    orderId,
    webSite: '1688',
  })
  expect(body).toMatchObject({
    result: {
      productItems: [{ logisticsStatus: 2 }, { logisticsStatus: 2 }],
      nativeLogistics: {
        areaCode: '510107',
        logisticsItems: [{ logisticsBillNo: 'SF123', subItemIds: bags }, {}],
      },
    },
  })
  const lean = await call(sandbox, 'com.alibaba.trade:alibaba.trade.get.buyerView', {
    orderId,
    webSite: '1688',
    includeFields: 'GuaranteesTerms',
  })
  expect(lean.body.result).not.toHaveProperty('nativeLogistics')
})

test('a trail grows in order, each node once in the topic, and ends at the door', async () => {
  await control(sandbox, `orders/${orderId}/pay`)
  await control(sandbox, `orders/${orderId}/ship`)
  await control(sandbox, `orders/${orderId}/trace`, { status: 'TRANSPORT', remark: '到达中转站' })
  await control(sandbox, `orders/${orderId}/trace`, { status: 'TRANSPORT', remark: '离开中转站' })
  await sandbox.clock.advance(80 * HOUR)
  const parcel = order()?.parcels[0]
  expect(parcel?.nodes.map(({ status }) => status)).toEqual([
    'CONSIGN',
    'TRANSPORT',
    'TRANSPORT',
    'DELIVERING',
    'SIGN',
  ])
  const trail = await ask(traces, { logisticsId: parcel?.logisticsId })
  expect(trail.body).toMatchObject({
    success: true,
    logisticsTrace: [
      {
        logisticsId: parcel?.logisticsId,
        orderId: BigInt(orderId),
        logisticsSteps: [
          { acceptTime: '2026-11-24 10:00:00' },
          { remark: '到达中转站' },
          { remark: '离开中转站' },
          {},
          {},
        ],
      },
    ],
  })
  const changes = [...sandbox.world.messages.values()]
    .filter(({ type }) => type === 'LOGISTICS_BUYER_VIEW_TRACE')
    .map(({ data }) => JSON.parse(data).OrderLogisticsTracingModel.statusChanged)
  expect(changes).toEqual(['CONSIGN', 'TRANSPORT', 'DELIVERING', 'SIGN'])
})

test('goods that nobody confirms are confirmed after ten days and settled a minute later', async () => {
  await control(sandbox, `orders/${orderId}/pay`)
  await control(sandbox, `orders/${orderId}/deliver`)
  expect(order()?.status).toBe('waitbuyerreceive')
  await sandbox.clock.advance(240 * HOUR)
  expect(order()?.status).toBe('confirm_goods')
  await sandbox.clock.advance(60_000)
  expect(order()?.status).toBe('success')
  expect(topics().slice(-2)).toEqual(['ORDER_COMFIRM_RECEIVEGOODS', 'ORDER_SUCCESS'])
})

test('what cannot be read yet, or not any more, has its documented code', async () => {
  expect((await ask(infos)).body.errorCode).toBe('500_2')
  expect((await ask(traces)).body.errorCode).toBe('404')
  expect((await ask(infos, { orderId: 5 })).body.errorCode).toBe('404')
  const { token } = await control(sandbox, 'tokens', { memberId: 'b2b-7' })
  const foreign = await call(
    sandbox,
    traces,
    { orderId, webSite: '1688' },
    { token: String(token) },
  )
  expect(foreign.body.errorCode).toBe('order.nopermission.buyer')
  await control(sandbox, `orders/${orderId}/pay`)
  await control(sandbox, `orders/${orderId}/deliver`)
  await sandbox.clock.advance(366 * 24 * HOUR)
  expect((await ask(traces)).body.errorCode).toBe('order.createtime.history')
})

test('receiving needs a shipped order and names its lines', async () => {
  const confirm = (orderEntryIds: readonly bigint[]) =>
    ask('com.alibaba.trade:trade.receivegoods.confirm', { orderEntryIds })
  const lines = order()?.items.map(({ subId }) => BigInt(subId)) ?? []
  expect((await confirm(lines)).body).toMatchObject({
    result: { success: false, errorCode: 'ORDER_STATUS_ERROR' },
  })
  await control(sandbox, `orders/${orderId}/pay`)
  await control(sandbox, `orders/${orderId}/ship`)
  expect((await confirm(lines.slice(1))).body).toMatchObject({
    result: { errorCode: 'ORDER_ENTRY_ERROR' },
  })
  expect((await confirm(lines)).body).toEqual({ result: { success: true } })
  expect(order()?.status).toBe('confirm_goods')
})
