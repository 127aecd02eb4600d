import { beforeEach, expect, test } from 'vitest'
import { at, buyer } from '../buyer.test.fixture.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { control } from '../talk.test.fixture.ts'

const start = Date.parse('2026-11-24T02:00:00Z')
const HOUR = 3_600_000
let sandbox: Sandbox
let me: ReturnType<typeof buyer>
let orderId: string
beforeEach(async () => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start, callsPerMinute: 1e6 })
  me = buyer(sandbox)
  orderId = await me.create()
})
const topics = () =>
  [...sandbox.world.messages.values()].map(({ type }) => type.replace('ORDER_BUYER_VIEW_', ''))

test('a memo is overwritten, read back with its flag, and a failure still says success', async () => {
  await me.ask('alibaba.order.memoAdd', { orderId, memo: '先放着', remarkIcon: 2 })
  await me.ask('alibaba.order.memoAdd', { orderId, memo: '可以发' })
  expect(at(await me.read(orderId), 'baseInfo')).toMatchObject({
    buyerMemo: '可以发',
    buyerRemarkIcon: '2',
  })
  const wrong = await me.ask('alibaba.order.memoAdd', { orderId: 5, memo: 'x' })
  expect(wrong.body).toMatchObject({ success: true, errorCode: '400_4' })
})

test('words are added to the message to the supplier, up to 500 characters in all', async () => {
  const add = (feedback: string) =>
    me.ask('alibaba.trade.addFeedback', { tradeFeedbackParam: { orderId, feedback } })
  expect((await add('请尽快')).body).toEqual({ success: true, result: { success: true } })
  await add('谢谢')
  expect(at(await me.read(orderId), 'baseInfo', 'buyerFeedback')).toBe('请尽快;谢谢')
  expect((await add('长'.repeat(495))).body).toMatchObject({ success: false, code: '400_1' })
})

test('a closed order is deleted once and is gone; an open one stays', async () => {
  const remove = () => me.ask('trade.order.buyerdelete', { orderId })
  expect(at(await remove(), 'result', 'code')).toBe('ORDER_STATUS_ERROR')
  await control(sandbox, `orders/${orderId}/close`)
  expect(at(await remove(), 'result', 'result')).toBe(true)
  expect(at(await remove(), 'result', 'code')).toBe('ORDER_NOT_EXIST')
  expect((await me.ask('alibaba.trade.getBuyerOrderList')).body).toMatchObject({ totalRecord: 0 })
})

test('shipping is urged once in 24 hours while something is left to ship', async () => {
  await control(sandbox, 'app', { autoShip: false })
  const urge = () => me.ask('com.alibaba.logistics:logistics.delivery.urge', { orderId })
  expect(at(await urge(), 'result', 'code')).toBe('ORDER_STATUS_ERROR')
  await me.bring(orderId, 'paid')
  expect(at(await urge(), 'result', 'success')).toBe(true)
  await sandbox.clock.advance(23 * HOUR)
  expect(at(await urge(), 'result', 'code')).toBe('URGE_TOO_OFTEN')
  await sandbox.clock.advance(HOUR)
  expect(at(await urge(), 'result', 'success')).toBe(true)
})

test('a saved address is ordered to by its id, another id is refused', async () => {
  const saved = await me.ask('alibaba.trade.receiveAddress.get')
  const id = at(saved, 'result', 'receiveAddressItems', 1, 'id')
  const there = await me.create(undefined, { addressParam: { addressId: id } })
  expect(me.order(there).receiver).toMatchObject({ areaCode: '330108', fullName: '收货二' })
  await expect(me.create(undefined, { addressParam: { addressId: 7 } })).rejects.toThrow(
    'ADDRESS_INVALID',
  )
})

const elsewhere = (provinceText: string, cityText: string, areaText: string) => ({
  provinceText,
  cityText,
  areaText,
  address: '人民路1号',
  fullName: '李小红',
  mobile: '13900001111',
})

test('another address at the same postage is taken at once; a dearer one waits for the supplier', async () => {
  const move = (receiveAddress: object) =>
    me.ask('order.receiveAddress.buyerUpdate', {
      param: { orderId: BigInt(orderId), receiveAddress },
    })
  await move(elsewhere('浙江省', '杭州市', '西湖区'))
  expect(me.order(orderId).receiver.city).toBe('杭州市')
  await move(elsewhere('新疆', '乌鲁木齐市', '天山区'))
  expect(me.order(orderId).receiver.city).toBe('杭州市')
  await sandbox.clock.advance(2 * HOUR)
  expect(me.order(orderId)).toMatchObject({ receiver: { city: '乌鲁木齐市' }, totalFen: 3190 })
  expect(topics()).toContain('ORDER_SELLER_MODIFY_ADRESS')
  const tibet = await move(elsewhere('西藏', '拉萨市', '城关区'))
  expect(at(tibet, 'result', 'code')).toBe('AREA_NOT_SUPPORTED')
})

test('an overseas address gets the same code for the same words', async () => {
  const parse = (param: object) => me.ask('trade.address.parseText', { param })
  const words = { country: 'Казахстан', province: 'Акмолинская область', city: 'Г.Кокшетау' }
  const first = await parse(words)
  expect(at(first, 'result', 'data', 'addressCode')).toMatch(/^\d{18}$/)
  expect((await parse(words)).body).toEqual(first.body)
  expect(at(await parse({ country: 'x' }), 'result', 'code')).toBe('PARAM_CAN_NOT_BE_NULL')
})
