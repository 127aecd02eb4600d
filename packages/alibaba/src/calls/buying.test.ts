import { fen } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import type { Call } from '../call.ts'
import { openApi } from '../open-api.ts'
import { home, line } from '../scripted.test.fixture.ts'
import { calls } from './index.ts'

const id = '2938624554509662976'

/** A call answered from a script, for shapes the sandbox does not send. */
function ask<Input, Output>(call: Call<Input, Output>, input: Input, answer: object | string) {
  const sent: Record<string, string>[] = []
  const api = openApi({
    baseUrl: 'https://gw.example',
    appKey: '1000000',
    appSecret: 'secret',
    token: 'token',
    delay: async () => {},
    fetch: async (_url, init) => {
      const body = init?.body
      sent.push(
        Object.fromEntries(body instanceof FormData ? [] : new URLSearchParams(String(body))),
      )
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
    },
  })
  return { output: api.run(call, input), sent }
}

const create = {
  outOrderId: 'so_1',
  lines: [line],
  to: home,
  flow: 'fenxiao',
  channel: 'other',
} as const
const created = (answer: object) => ask(calls.placeDistribution, create, answer).output

test('a create that was split names every order, and what got into none', async () => {
  const orderList = [
    { orderId: '1', orderAmmount: 1000, postFee: 100, success: true },
    { orderId: '2', orderAmmount: 500, postFee: 0, success: 'true' },
    { success: false, resultCode: '500_004', message: '库存不足' },
  ]
  expect(await created({ success: true, result: { orderList } })).toEqual({
    orders: [
      { platformOrderId: '1', goods: fen(900), freight: fen(100) },
      { platformOrderId: '2', goods: fen(500), freight: fen(0) },
    ],
    failed: [{ code: '500_004', class: 'stock' }],
  })
})

test('an order of an account period tells the period; one without money tells none', async () => {
  const accountPeriod = { tapType: 1, tapDate: 12, tapOverdue: 0 }
  expect(await created({ success: 'false', result: { orderId: id, accountPeriod } })).toEqual({
    orders: [{ platformOrderId: id }],
    failed: [],
    accountPeriod: { type: 1, date: 12, overdueTimes: 0 },
  })
})

test.each([
  ['more freight than money', { totalSuccessAmount: 5, postFee: 600 }],
  ['yuan where fen were', { totalSuccessAmount: '57.80', postFee: '6.00' }],
])('%s is not believed: the order must be read', async (_, money) => {
  const { orders } = await created({ success: true, result: { orderId: id, ...money } })
  expect(orders).toEqual([{ platformOrderId: id }])
})

test.each([
  [{ success: false, code: '500_004', message: 'x' }, 'stock'],
  [{ success: false, result: { success: false, code: '500_006' } }, 'rule'],
  [{ success: false, result: { failedOfferList: [{ errorCode: '500_001' }] } }, 'stock'],
  [{ success: false, code: 'DUPLICATE_OUT_ORDER_ID' }, 'duplicate'],
  [{ success: false, code: 'NEVER_SEEN' }, 'in_doubt'],
  [{ success: true, result: {} }, 'in_doubt'],
  [{}, 'in_doubt'],
])('%j is %s', async (answer, expected) => {
  await expect(created(answer)).rejects.toMatchObject({ detail: { class: expected } })
})

const pay = (answer: object) => ask(calls.preparePay, { platformOrderId: id }, answer).output

test('a payment that is no clear yes is no, whatever form it has', async () => {
  const yes = { result: { success: true, result: { payChannel: 'ALIPAY', paySuccess: true } } }
  expect(await pay(yes)).toEqual({ paid: true, channel: 'ALIPAY' })
  expect(await pay({ success: false, code: '500', message: 'not yours' })).toEqual({
    paid: false,
    platformCode: '500',
  })
  expect(await pay({ result: { success: true, result: { paySuccess: 'false' } } })).toEqual({
    paid: false,
  })
})

test('a cashier page leaves some orders out, and never one that nobody asked about', async () => {
  const input = { platformOrderIds: [id, '7'] }
  const url = 'https://trade.1688.com/order/cashier.htm?orderId=7'
  const answer = `{"success":true,"payUrl":"${url}","payFailureOrderList":[${id}]}`
  expect(await ask(calls.cashierUrl, input, answer).output).toEqual({ url, leftOut: [id] })
  const rounded = answer.replace(`[${id}]`, '[2938624554509663000]')
  await expect(ask(calls.cashierUrl, input, rounded).output).rejects.toMatchObject({
    detail: { class: 'schema', field: 'payFailureOrderList' },
  })
  const group = { results: { success: true, payUrl: url } }
  expect(await ask(calls.groupCashierUrl, input, group).output).toEqual({ url, leftOut: [] })
  const refused = { results: { success: false, errorCode: '400_1', errorInfo: 'x' } }
  await expect(ask(calls.groupCashierUrl, input, refused).output).rejects.toMatchObject({
    detail: { class: 'rule' },
  })
})

test('a refusal hides behind success: a code in a note, a no inside a yes', async () => {
  const memo = ask(
    calls.addMemo,
    { platformOrderId: id, memo: '急' },
    { success: true, errorCode: '400_4' },
  )
  await expect(memo.output).rejects.toMatchObject({ detail: { class: 'rule' } })
  const inner = { result: { success: true, code: '', result: false } }
  const urging = ask(calls.urgeOrder, { platformOrderId: id }, inner)
  await expect(urging.output).rejects.toMatchObject({ detail: { class: 'rule' } })
  const message = ask(
    calls.addMessage,
    { platformOrderId: id, text: '急' },
    {
      success: true,
      result: { success: false, errorCode: '500_2', errorInfo: 'order not exist error' },
    },
  )
  await expect(message.output).rejects.toMatchObject({ detail: { class: 'absent' } })
})

const model = {
  refundId: 'TQ8651493722961198',
  orderId: 151267031008969811n.toString(),
  status: 'refundsuccess',
  disputeType: 2,
  applyPayment: 2589,
  applyCarriage: 0,
  refundPayment: 2000,
  refundCarriage: 100,
  orderEntryCountMap: { '151267031009969811': 2 },
  gmtApply: '20180423171116000+0800',
  isRefundGoods: true,
  frozenFund: -1,
}
const claim = (detail: unknown) =>
  ask(calls.refund, { refundId: model.refundId }, { result: { opOrderRefundModelDetail: detail } })
    .output

test('a claim is read as an object or as a list of one, with either name of its flags', async () => {
  const read = await claim(model)
  expect(read).toMatchObject({
    state: 'refunded',
    afterSale: true,
    refundedGoods: fen(2000),
    refundedFreight: fen(100),
    returnsGoods: true,
    entryIds: ['151267031009969811'],
    askedAt: '2018-04-23T09:11:16.000Z',
  })
  expect(await claim([{ ...model, isRefundGoods: undefined, refundGoods: 'true' }])).toEqual(read)
})

test('a claim that is not paid yet gave nothing back; a word that nobody knows is unknown', async () => {
  expect(await claim({ ...model, status: 'refundclose' })).toMatchObject({
    state: 'closed',
    refundedGoods: fen(0),
  })
  expect(await claim({ ...model, status: 'waitcrm' })).toMatchObject({
    state: 'unknown',
    rawState: 'waitcrm',
  })
})

test.each([
  ['another claim', { ...model, refundId: 'TQ1' }, 'refundId'],
  ['less than nothing', { ...model, applyPayment: -1 }, 'applyPayment'],
  ['yuan where fen were', { ...model, applyPayment: 25.89 }, 'applyPayment'],
])('%s in the answer is nonsense', async (_, detail, field) => {
  await expect(claim(detail)).rejects.toMatchObject({
    detail: { class: 'schema', field: expect.stringContaining(field) },
  })
})

test('one code for everything: what a claim query refuses stands in its text', async () => {
  const refused = (cause: string) =>
    ask(
      calls.orderRefunds,
      { platformOrderId: id, state: 'active' },
      {
        errorCode: '500',
        errorMessage: JSON.stringify({ errorCode: '003002', cause }),
      },
    ).output
  await expect(refused('errorCode:ORDER_NOT_EXIST,errorMsg:null')).rejects.toMatchObject({
    detail: { class: 'absent' },
  })
  await expect(refused('?')).rejects.toMatchObject({ detail: { class: 'retry' } })
})

test.each([
  ['imageRelativeUrl', 'https://cbu01.alicdn.com'],
  ['imageRelativeURL', 'cbu01.alicdn.com/'],
])('a stored picture is named by domain and path, spelt %s', async (name, imageDomain) => {
  const result = { success: true, result: { imageDomain, [name]: 'img/ibank/1.jpg' } }
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])
  expect(await ask(calls.uploadVoucher, { jpeg }, { result }).output).toBe(
    'https://cbu01.alicdn.com/img/ibank/1.jpg',
  )
})

const refund = {
  platformOrderId: id,
  entryIds: [id],
  goods: 'received',
  returnGoods: true,
  askedGoods: fen(1),
  askedFreight: fen(0),
  reasonId: '20021',
  description: '颜色不符',
} as const
const picture = 'https://cbu01.alicdn.com/1.jpg'

test.each<[string, Call<never, unknown>, object]>([
  ['description', calls.askRefund, { ...refund, description: '坏' }],
  ['description', calls.askRefund, { ...refund, description: '坏'.repeat(151) }],
  ['askedGoods', calls.askRefund, { ...refund, askedGoods: { amount: 1.5, currency: 'CNY' } }],
  ['askedFreight', calls.askRefund, { ...refund, askedFreight: { amount: -1, currency: 'CNY' } }],
  ['vouchers', calls.askRefund, { ...refund, vouchers: Array(6).fill(picture) }],
  ['returnGoods', calls.askRefund, { ...refund, goods: 'not_shipped' }],
  ['counts', calls.askRefund, { ...refund, returnGoods: false, counts: [] }],
  ['entryIds', calls.askRefund, { ...refund, entryIds: [] }],
  ['refundId', calls.withdrawRefund, { refundId: '1; drop' }],
  ['note', calls.returnGoods, { refundId: 'TQ1', carrierCode: 'ZTO', number: '1', note: '好' }],
  ['jpeg', calls.uploadVoucher, { jpeg: new Uint8Array([0x89, 0x50]) }],
  ['jpeg', calls.uploadVoucher, { jpeg: new Uint8Array(1_000_000).fill(0xff).fill(0xd8, 1, 2) }],
  ['platformOrderIds', calls.cashierUrl, { platformOrderIds: [] }],
  [
    'platformOrderIds',
    calls.creditUrl,
    { platformOrderIds: Array.from({ length: 31 }, (_, i) => `${i + 1}`) },
  ],
  ['platformOrderIds', calls.cashierUrl, { platformOrderIds: ['1', '1'] }],
  ['pageSize', calls.orders, { page: 1, pageSize: 51 }],
  ['platformOrderId, outOrderId', calls.order, {}],
  ['platformOrderId', calls.order, { platformOrderId: '9223372036854775808' }],
  ['lines', calls.placeCross, { ...create, lines: Array(51).fill(line) }],
  ['settlementRecord', calls.placeFast, { ...create, flow: 'proxy' }],
  ['note', calls.placeFast, { ...create, note: 'x'.repeat(501) }],
  ['memo', calls.addMemo, { platformOrderId: id, memo: '' }],
  ['quantity', calls.takeMissed, { from: '2026-01-01T00:00:00Z', quantity: 19 }],
  ['supplierMemberId', calls.refunds, { page: 0, pageSize: 20, returnNumber: '1' }],
])('%s is checked before anything is sent', async (field, call, input) => {
  const asking = ask(call, input as never, {})
  await expect(asking.output).rejects.toMatchObject({ code: 'BAD_REQUEST', detail: { field } })
  expect(asking.sent).toEqual([])
})

test.each([
  ['street', { ...home, street: 'x'.repeat(201) }],
  ['name', { ...home, name: '王' }],
  ['phone', { ...home, phone: '电话13812345678' }],
])('an address whose %s the platform refuses is not sent', async (field, to) => {
  const asking = ask(calls.preview, { lines: [line], to }, {})
  await expect(asking.output).rejects.toMatchObject({
    code: 'ADDRESS_INCOMPLETE',
    detail: { field, class: 'address' },
  })
  expect(asking.sent).toEqual([])
})

test('ids leave as bare digits inside JSON, and as digits where the platform declares text', async () => {
  const answer = { result: { success: true, result: true } }
  const urged = ask(calls.urgeOrder, { platformOrderId: id }, answer)
  await urged.output
  expect(urged.sent[0]?.orderId).toBe(id)
  const cashier = ask(
    calls.cashierUrl,
    { platformOrderIds: [id] },
    {
      success: true,
      payUrl: 'https://trade.1688.com/',
    },
  )
  await cashier.output
  expect(cashier.sent[0]?.orderIdList).toBe(`[${id}]`)
})

test('a total that is a hundred times its goods makes an order nonsense', async () => {
  const trade = (money: object) => ({
    result: {
      baseInfo: { idOfStr: id, status: 'waitsellersend', shippingFee: 6, ...money },
      productItems: [],
    },
  })
  const read = (money: object) => ask(calls.order, { platformOrderId: id }, trade(money)).output
  expect((await read({ totalAmount: 305.9, sumProductPayment: 299.9 })).goods).toEqual(fen(29_990))
  for (const money of [
    { totalAmount: 30_590, sumProductPayment: 299.9 },
    { totalAmount: 3 },
    { totalAmount: 305.9, refund: -1 },
  ]) {
    await expect(read(money)).rejects.toMatchObject({ detail: { class: 'schema' } })
  }
})
