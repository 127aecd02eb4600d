import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { type Answer, call, home } from '../talk.test.fixture.ts'

const trade = 'com.alibaba.trade'
const { cup, bag, shirt } = fixture
const [white, , pink] = cup.skus.map(({ specId }) => specId)

let sandbox: Sandbox
let start: number
beforeEach(() => {
  start = Date.parse('2026-11-24T02:00:00Z')
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start, callsPerMinute: 1e6 })
})

interface Cargo {
  readonly offerId: number
  readonly specId?: string | undefined
  readonly quantity: number
}
const cups = (quantity: number): Cargo => ({ offerId: cup.offerId, specId: white, quantity })
const bags = (quantity: number): Cargo => ({ offerId: bag.offerId, quantity })
const shirts = (quantity: number): Cargo => ({
  offerId: shirt.offerId,
  specId: shirt.skus[0]?.specId,
  quantity,
})

const preview = (cargoParamList: readonly Cargo[], flow = 'fenxiao', addressParam: object = home) =>
  call(sandbox, `${trade}:alibaba.createOrder.preview`, { addressParam, cargoParamList, flow })
const create = (cargoParamList: readonly Cargo[], more: object = {}) =>
  call(sandbox, `${trade}:alibaba.trade.fastCreateOrder`, {
    addressParam: home,
    cargoParamList,
    flow: 'fenxiao',
    ...more,
  })
const read = (orderId: string) =>
  call(sandbox, `${trade}:alibaba.trade.get.buyerView`, { webSite: '1688', orderId })
const pay = (orderId: string) =>
  call(sandbox, `${trade}:alibaba.trade.pay.protocolPay.preparePay`, {
    tradeWithholdPreparePayParam: { orderId: BigInt(orderId) },
  })
const cancel = (tradeID: string, token?: string) =>
  call(
    sandbox,
    `${trade}:alibaba.trade.cancel`,
    { webSite: '1688', tradeID, cancelReason: 'other' },
    token ? { token } : {},
  )
const idOf = ({ body }: Answer) => (body.result as { orderId: string }).orderId
const statusOf = async (orderId: string) =>
  ((await read(orderId)).body.result as { baseInfo: { status: string } }).baseInfo.status
const stock = (offerId: number) => {
  const offer = sandbox.world.offers.get(offerId)
  return offer?.skus[0]?.stock ?? offer?.stockWithoutSku
}
const balance = () => sandbox.world.members.get('b2b-2248544159')?.balanceFen ?? 0

const entry = async (answer: Promise<Answer>) => {
  const [first] = (await answer).body.orderPreviewResuslt as {
    sumPayment: number
    sumCarriage: number
    sumPaymentNoCarriage: number
    flowFlag: string
  }[]
  return first
}

test.each([
  ['the dropship price and weight freight', [cups(1)], 'fenxiao', 2590, 600],
  ['a further kilogram costs more', [cups(3)], 'fenxiao', 7770, 800],
  ['goods of one template travel together', [cups(1), bags(4)], 'fenxiao', 4910, 600],
  ['free postage for dropship orders', [shirts(2)], 'fenxiao', 3780, 0],
  ['wholesale pays postage there', [shirts(3)], 'general', 4500, 600],
  ['wholesale goes by the tier of all SKUs together', [shirts(20)], 'general', 26000, 1400],
  ['wholesale by SKU', [cups(2)], 'general', 4380, 600],
  ['wholesale without SKU', [bags(100)], 'general', 39000, 3400],
  ['the selected pool includes postage for one', [cups(1)], 'boutiquefenxiao', 2590, 0],
])('%s', async (_title, cargo, flow, goods, carriage) => {
  expect(await entry(preview(cargo, flow))).toMatchObject({
    flowFlag: flow,
    sumPaymentNoCarriage: goods,
    sumCarriage: carriage,
    sumPayment: goods + carriage,
  })
})

test('without a flow the platform takes the cheapest that accepts the goods', async () => {
  expect(await entry(preview([shirts(1)], ''))).toMatchObject({ flowFlag: 'fenxiao' })
  expect(await entry(preview([bags(100)], ''))).toMatchObject({ flowFlag: 'general' })
})

test('regions have rates of their own, by code or by name', async () => {
  const urumqi = { ...home, provinceText: '新疆', cityText: '乌鲁木齐', areaText: '天山区' }
  expect(await entry(preview([cups(1)], 'fenxiao', urumqi))).toMatchObject({ sumCarriage: 1500 })
  const { provinceText: _p, cityText: _c, areaText: _a, ...rest } = home
  const byCode = { ...rest, districtCode: '650102' }
  expect(await entry(preview([cups(1)], 'fenxiao', byCode))).toMatchObject({ sumCarriage: 1500 })
})

const lhasa = { ...home, provinceText: '西藏', cityText: '拉萨', areaText: '城关区' }
test.each([
  ['an unknown offer', [{ offerId: 1, quantity: 1 }], 'fenxiao', home, '500_001'],
  ['offers of two suppliers', [cups(1), shirts(1)], 'fenxiao', home, '500_002'],
  ['a missing specId', [{ offerId: cup.offerId, quantity: 1 }], 'fenxiao', home, '500_002'],
  ['a foreign specId', [{ ...cups(1), specId: 'x' }], 'fenxiao', home, '500_003'],
  ['a specId without SKU', [{ ...bags(1), specId: white }], 'fenxiao', home, '500_003'],
  ['sold out', [{ ...cups(1), specId: pink }], 'fenxiao', home, '500_004'],
  ['more than there is', [cups(101)], 'fenxiao', home, '500_004'],
  ['more than there is, in two lines', [cups(60), cups(60)], 'fenxiao', home, '500_004'],
  ['below the wholesale minimum', [cups(1)], 'general', home, '500_005'],
  ['no quantity', [cups(0)], 'fenxiao', home, '500_005'],
  ['half a piece', [cups(1.5)], 'fenxiao', home, '500_005'],
  ['no distribution relation', [cups(1)], 'saleproxy', home, '500_007'],
  ['one piece of selected wholesale', [cups(1)], 'boutiquepifa', home, '500_009'],
  ['an offer outside the selected pool', [bags(1)], 'ttpft', home, '500_001'],
  ['an unknown flow', [cups(1)], 'paired', home, '500_001'],
  ['a region that is not served', [cups(1)], 'fenxiao', lhasa, 'AREA_NOT_SUPPORTED'],
  ['an unknown region', [cups(1)], 'fenxiao', { ...home, cityText: '杭州' }, 'ADDRESS_INVALID'],
  ['no district', [cups(1)], 'fenxiao', { ...home, areaText: '' }, 'ADDRESS_INVALID'],
  ['a one-letter name', [cups(1)], 'fenxiao', { ...home, fullName: '王' }, 'ADDRESS_INVALID'],
  ['no phone', [cups(1)], 'fenxiao', { ...home, mobile: '' }, 'ADDRESS_INVALID'],
])('%s is refused by preview and create alike', async (_title, cargo, flow, address, code) => {
  const seen = await preview(cargo, flow, address)
  expect(seen).toMatchObject({ status: 200, body: { success: false, errorCode: code } })
  const made = await create(cargo, { flow, addressParam: address })
  expect(made).toMatchObject({ status: 200, body: { success: false, code } })
  expect(sandbox.world.orders.size).toBe(0)
})

test('an offer that is no longer dropshippable or expired cannot be ordered', async () => {
  sandbox.world.store.transaction(() =>
    sandbox.world.offers.change(cup.offerId, { dropship: false }),
  )
  expect((await preview([cups(1)])).body.errorCode).toBe('500_007')
  sandbox.world.store.transaction(() =>
    sandbox.world.offers.change(cup.offerId, { status: 'expired' }),
  )
  expect((await preview([cups(1)])).body.errorCode).toBe('500_001')
})

test('a price of zero is refused', async () => {
  sandbox.world.store.transaction(() =>
    sandbox.world.offers.change(bag.offerId, { consignFen: { '': 0 } }),
  )
  expect((await preview([bags(1)])).body.errorCode).toBe('500_008')
})

test('a distributor may order by consignment', async () => {
  await call(sandbox, 'com.alibaba.fenxiao:alibaba.fenxiao.relationadd', { offerId: cup.offerId })
  expect((await preview([cups(1)], 'saleproxy')).body.success).toBe(true)
})

test('the same outOrderId and goods make one order; other goods are refused', async () => {
  const first = await create([cups(1)], { outOrderId: 'sup_1' })
  const again = await create([cups(1)], { outOrderId: 'sup_1' })
  expect(idOf(again)).toBe(idOf(first))
  expect(sandbox.world.orders.size).toBe(1)
  const other = await create([cups(2)], { outOrderId: 'sup_1' })
  expect(other.body).toMatchObject({ success: false, code: 'DUPLICATE_OUT_ORDER_ID' })
  const byOurs = await call(sandbox, `${trade}:alibaba.trade.getBuyerOrderList`, {
    outOrderId: 'sup_1',
  })
  expect(byOurs.body).toMatchObject({
    totalRecord: 1,
    result: [{ baseInfo: { idOfStr: idOf(first), outOrderId: 'sup_1' } }],
  })
  expect((byOurs.body.result as object[])[0]).not.toHaveProperty('nativeLogistics')
  const single = await call(sandbox, `${trade}:alibaba.trade.get.buyerView`, {
    webSite: '1688',
    outOrderId: 'sup_1',
  })
  expect(single.body).toMatchObject({
    success: 'true',
    result: { baseInfo: { idOfStr: idOf(first) } },
  })
})

test('a distribution create names a registered listing or none', async () => {
  const listing = { channel: 'other', outShopCode: 's', outItemCode: 'i' }
  const made = await call(sandbox, `${trade}:alibaba.trade.fenxiaoOrder.create`, {
    addressParam: home,
    cargoParamList: [{ ...cups(1), ...listing }],
    flow: 'fenxiao',
  })
  expect(made.body).toMatchObject({ success: false, code: 'RELATION_NOT_EXIST' })
  const bad = await create([cups(1)], { tradeType: 'gold' })
  expect(bad.body.message).toBe('not support tradeType:【gold】')
})

test('ids are beyond what a double holds, and bare digits where they are Long', async () => {
  const orderId = idOf(await create([cups(1), bags(1)]))
  expect(BigInt(orderId)).toBeGreaterThan(2n ** 53n)
  expect(String(Number(orderId))).not.toBe(orderId)
  const { body } = await read(orderId)
  expect(body).toMatchObject({
    result: {
      baseInfo: { id: BigInt(orderId), idOfStr: orderId },
      productItems: [
        { subItemID: BigInt(orderId) + 1n, subItemIDString: String(BigInt(orderId) + 1n) },
        { subItemID: BigInt(orderId) + 2n },
      ],
    },
  })
})

test('only unpaid orders can be cancelled, not at once, not by others', async () => {
  const orderId = idOf(await create([cups(2)]))
  expect(stock(cup.offerId)).toBe(98)
  expect((await cancel(orderId)).body.errorCode).toBe('CLOSE_ORDER_TOO_FAST')
  await sandbox.clock.advance(10_000)
  const stranger = 'stranger'
  sandbox.world.store.transaction(() => {
    sandbox.world.members.put('b2b-2', {
      memberId: 'b2b-2',
      userId: 2,
      loginId: '2',
      companyName: '',
      balanceFen: 0,
    })
    sandbox.world.tokens.put(stranger, { value: stranger, kind: 'access', memberId: 'b2b-2' })
  })
  expect((await cancel(orderId, stranger)).body.errorCode).toBe('400_3')
  expect((await cancel('123')).body.errorCode).toBe('ORDER_NOT_EXIST')
  expect((await cancel(orderId)).body).toEqual({ success: true })
  expect(await statusOf(orderId)).toBe('cancel')
  expect(stock(cup.offerId)).toBe(100)
  expect((await cancel(orderId)).body.errorCode).toBe('ORDER_STATUS_ERROR')
  expect((await pay(orderId)).body).toMatchObject({ result: { success: false, code: '500' } })
})

test('an order that nobody pays closes by itself after twelve hours', async () => {
  const orderId = idOf(await create([cups(1)]))
  await sandbox.clock.advance(43_200_000 - 1)
  expect(await statusOf(orderId)).toBe('waitbuyerpay')
  await sandbox.clock.advance(1)
  expect((await read(orderId)).body).toMatchObject({
    result: { baseInfo: { status: 'cancel', closeOperateType: 'CLOSE_TRADE_BY_SYSTEM' } },
  })
  expect(stock(cup.offerId)).toBe(100)
})

test('paying twice debits once; a wrong amount or an empty account debits nothing', async () => {
  const orderId = idOf(await create([cups(1)]))
  const before = balance()
  const wrong = await call(sandbox, `${trade}:alibaba.trade.pay.protocolPay.preparePay`, {
    tradeWithholdPreparePayParam: { orderId: BigInt(orderId), payAmount: 1 },
  })
  expect(wrong.body).toMatchObject({ result: { success: false } })
  expect((await pay(orderId)).body).toMatchObject({ result: { result: { paySuccess: true } } })
  expect((await pay(orderId)).body).toMatchObject({ result: { success: false, code: '500' } })
  expect(balance()).toBe(before - 3190)

  const poor = idOf(await create([cups(1)]))
  sandbox.world.store.transaction(() => {
    const member = sandbox.world.members.get('b2b-2248544159')
    if (member) sandbox.world.members.put(member.memberId, { ...member, balanceFen: 1 })
  })
  expect((await pay(poor)).body).toMatchObject({ result: { result: { paySuccess: false } } })
  expect(await statusOf(poor)).toBe('waitbuyerpay')
})

test('a pay link is made for the orders that can be paid', async () => {
  const orderId = idOf(await create([cups(1)]))
  const link = await call(sandbox, `${trade}:alibaba.alipay.url.get`, {
    orderIdList: [BigInt(orderId), 5n],
  })
  expect(link.body).toMatchObject({ success: true, payFailureOrderList: [5] })
  expect(String(link.body.payUrl)).toContain(orderId)
  const none = await call(sandbox, `${trade}:alibaba.alipay.url.get`, { orderIdList: [5] })
  expect(none.body).toMatchObject({ success: false, erroMsg: expect.any(String) })
  const many = Array.from({ length: 101 }, (_, index) => index)
  const tooMany = await call(sandbox, `${trade}:alibaba.alipay.url.get`, { orderIdList: many })
  expect(tooMany.body).toMatchObject({ success: false, errorCode: '400' })
  const open = await call(sandbox, `${trade}:alibaba.trade.pay.protocolPay.isopen`)
  expect(open.body).toMatchObject({
    result: {
      result: {
        paymentAgreements: [
          { payChannel: 'SHEGOU', signedStatus: 'false' },
          { payChannel: 'ALIPAY', signedStatus: 'true', bindingStatus: 'true' },
        ],
      },
    },
  })
})

test('the list pages by time and leaves old orders to history', async () => {
  const first = idOf(await create([cups(1)]))
  await sandbox.clock.advance(1000)
  const second = idOf(await create([bags(1)]))
  const list = (params: object) =>
    call(sandbox, `${trade}:alibaba.trade.getBuyerOrderList`, { ...params })
  const ids = ({ body }: Answer) =>
    (body.result as { baseInfo: { idOfStr: string } }[]).map(({ baseInfo }) => baseInfo.idOfStr)
  expect(ids(await list({ page: 1, pageSize: 1 }))).toEqual([second])
  expect(ids(await list({ page: 2, pageSize: 1 }))).toEqual([first])
  expect(ids(await list({ createEndTime: '20261124100000500+0800' }))).toEqual([first])
  expect(ids(await list({ modifyStartTime: '20261124020000500+0000' }))).toEqual([second])
  expect(ids(await list({ productName: '帆布' }))).toEqual([second])
  expect(ids(await list({ orderIds: [BigInt(first)] }))).toEqual([first])
  expect(ids(await list({ orderStatus: 'cancel' }))).toEqual([])
  start += 91 * 86_400_000
  expect(ids(await list({}))).toEqual([])
  expect(ids(await list({ isHis: true }))).toEqual([second, first])
})

test('previewed, created, read, charged and given back is the same money', async () => {
  const line = fc.oneof(
    fc.integer({ min: 1, max: 3 }).map(cups),
    fc.integer({ min: 1, max: 5 }).map(bags),
  )
  const lines = fc.array(line, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), async (cargo, isClosed) => {
      const seen = await entry(preview(cargo))
      const made = await create(cargo)
      const orderId = idOf(made)
      expect(made.body).toMatchObject({
        result: { totalSuccessAmount: seen?.sumPayment, postFee: seen?.sumCarriage },
      })
      const before = balance()
      await pay(orderId)
      const { result } = (await read(orderId)).body as {
        result: {
          baseInfo: { totalAmount: number; shippingFee: number; sumProductPayment: number }
          productItems: { itemAmount: number }[]
        }
      }
      const fen = (value: number) => Math.round(value * 100)
      expect(fen(result.baseInfo.totalAmount)).toBe(seen?.sumPayment)
      expect(fen(result.baseInfo.shippingFee)).toBe(seen?.sumCarriage)
      const sum = result.productItems.reduce((all, item) => all + fen(item.itemAmount), 0)
      expect(sum).toBe(seen?.sumPaymentNoCarriage)
      expect(before - balance()).toBe(seen?.sumPayment)
      const close = new Request(`http://sandbox/sandbox/api/orders/${orderId}/close`, {
        method: 'POST',
      })
      if (isClosed) await sandbox.fetch(close)
      const booked = [...sandbox.world.book.values()].filter((row) => row.orderId === orderId)
      const net = booked.reduce((all, row) => all + row.fen, 0)
      expect(net).toBe(isClosed ? 0 : -(seen?.sumPayment ?? 0))
    }),
    { numRuns: 15 },
  )
})
