import { expect, test } from 'vitest'
import { home, line, scripted } from './scripted.test.fixture.ts'

const request = { outOrderId: 'so_1', lines: [line], address: home }
const id = '2938624554509662976'

const trade = (orderId: string, outOrderId: string | undefined, quantity = 2) => ({
  baseInfo: {
    idOfStr: orderId,
    outOrderId,
    status: 'waitbuyerpay',
    totalAmount: 57.8,
    shippingFee: 6,
  },
  productItems: [{ productID: 712340056781, specId: line.specId, quantity }],
})

/** A platform that books every create, whatever its number: the duplicate behaviour is not documented. */
function forgetful() {
  const orders: ReturnType<typeof trade>[] = []
  const stage = scripted(({ api, params }) => {
    if (api === 'alibaba.trade.getBuyerOrderList') {
      return { result: orders.filter((order) => order.baseInfo.outOrderId === params.outOrderId) }
    }
    orders.push(trade(`${id}${orders.length}`, params.outOrderId))
    return {
      success: true,
      result: { orderId: `${id}${orders.length - 1}`, totalSuccessAmount: 5780, postFee: 600 },
    }
  })
  return { ...stage, orders }
}

test('buying once does not depend on the platform knowing repeated numbers', async () => {
  const { platform, orders } = forgetful()
  const first = await platform.place(request)
  expect(await platform.place(request)).toEqual(first)
  expect(orders).toHaveLength(1)
})

test('what is ordered is written as the platform reads it', async () => {
  const { platform, heard } = forgetful()
  await platform.place({ ...request, note: 'x'.repeat(600) })
  const params = heard.find((call) => call.api.endsWith('create'))?.params ?? {}
  expect(params.cargoParamList).toBe(
    `[{"offerId":712340056781,"specId":"${line.specId}","quantity":2}]`,
  )
  expect(JSON.parse(params.addressParam ?? '')).toMatchObject({
    districtCode: '510107',
    fullName: '王小明',
    mobile: '13812345678',
  })
  expect(params).toMatchObject({ flow: 'fenxiao', outOrderId: 'so_1' })
  expect(params.message).toHaveLength(500)
})

const answering = (list: object, create: object, order: object = {}) =>
  scripted(({ api }) => {
    if (api === 'alibaba.trade.getBuyerOrderList') return list
    return api === 'alibaba.trade.get.buyerView' ? order : create
  }).platform

test.each([
  ['no order id in a success', { success: true, result: {} }],
  [
    'several orders of one purchase',
    { success: true, result: { orderList: [{ orderId: '1' }, { orderId: '2' }] } },
  ],
  [
    'an order that lacks a line',
    { success: true, result: { orderId: '1', failedOfferList: [{ errorCode: '500_004' }] } },
  ],
  ['an unknown refusal', { success: false, code: 'NEVER_SEEN' }],
  ['neither yes nor no', {}],
])('%s leaves the purchase in doubt', async (_, answer) => {
  const platform = answering({ result: [] }, answer)
  await expect(platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
})

test('goods that all failed are refused with their reason', async () => {
  const answer = { success: false, result: { failedOfferList: [{ errorCode: '500_004' }] } }
  const placing = answering({ result: [] }, answer).place(request)
  await expect(placing).rejects.toMatchObject({ code: 'OUT_OF_STOCK' })
})

test('an answer without money is completed from the order', async () => {
  const answer = { success: 'false', result: { orderId: id } }
  const platform = answering({ result: [] }, answer, { success: 'true', result: trade(id, 'so_1') })
  expect(await platform.place(request)).toEqual({
    platformOrderId: id,
    goods: { amount: 5180, currency: 'CNY' },
    freight: { amount: 600, currency: 'CNY' },
  })
})

test('an order of other goods under our number is never taken for ours', async () => {
  const platform = answering({ result: [trade(id, 'so_1', 3)] }, {})
  await expect(platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' })
})

test('two orders under one number need a person', async () => {
  const platform = answering({ result: [trade('1', 'so_1'), trade('2', 'so_1')] }, {})
  await expect(platform.find('so_1')).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
})

test.each([['so_2'], [undefined]])(
  'an answer that ignored our number (%s) is nonsense, not our order and not "none"',
  async (outOrderId) => {
    const platform = answering({ result: [trade(id, outOrderId)] }, {})
    await expect(platform.find('so_1')).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
  },
)

test('a broken quantity or amount of an order is nonsense', async () => {
  for (const order of [
    trade(id, 'so_1', 1.5),
    { ...trade(id, 'so_1'), baseInfo: { idOfStr: id, status: 's', totalAmount: 'much' } },
  ]) {
    const platform = answering({}, {}, { result: order })
    await expect(platform.purchase(id)).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
  }
})

test('the damaged numeric id is not used where the text is there', async () => {
  const order = { ...trade(id, 'so_1') }
  const text = JSON.stringify({ result: order }).replace(
    '"idOfStr"',
    '"id":2938624554509663000,"idOfStr"',
  )
  const platform = scripted(() => text).platform
  expect((await platform.purchase(id)).platformOrderId).toBe(id)
})

test('a state nobody documented is unknown and keeps its word', async () => {
  const order = trade(id, 'so_1')
  const strange = { ...order, baseInfo: { ...order.baseInfo, status: 'waitpickup' } }
  const purchase = await answering({}, {}, { result: strange }).purchase(id)
  expect(purchase).toMatchObject({ state: 'unknown', rawState: 'waitpickup' })
})
