import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from './buyer.test.fixture.ts'
import { apis } from './calls/index.ts'
import {
  about,
  openStage,
  ordering,
  type Provoke,
  STRANGER,
  type Stage,
  soldOrder,
  things,
} from './conformance.test.fixture.ts'
import type { Api } from './door/api.ts'
import type { Json, JsonObject } from './json.ts'
import { type Answer, control } from './talk.test.fixture.ts'
import { sumOfPurses } from './world/wallet.ts'

const { cup, elsewhere, DAY } = things
const idOf = ({ namespace, name }: Api): string => `${namespace}:${name}`

/** Calls of trade, refunds, payments, logistics and messages; the selling half has a table test of its own. */
const trading = apis.filter(
  ({ namespace, name }) =>
    namespace !== 'com.alibaba.product' &&
    /trade|order|alipay|pay|refund|push|logistics\.(delivery|OpQuery)|receive/i.test(name) &&
    !name.includes('OpQueryMarketing'),
)

/** Where a call's failure says its code: the way of names to it. */
function codePath(api: Api): readonly string[] {
  const find = (value: Json | undefined, way: readonly string[]): readonly string[] | undefined => {
    if (value === '§') return way
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    for (const [name, member] of Object.entries(value as JsonObject)) {
      const found = find(member, [...way, name])
      if (found) return found
    }
    return undefined
  }
  return find(api.fail('§', ''), []) ?? []
}

const SUCCESS: readonly unknown[] = [undefined, null, '', '0', '200', 'S0000']
const codeOf = (api: Api, answer: Answer): string => {
  if (answer.body.error_code) return `gateway ${String(answer.body.error_code)}`
  const code = at(answer, ...codePath(api))
  return SUCCESS.includes(code) ? 'success' : String(code)
}

const ask = (stage: Stage, api: string, params: object, options: object = {}) =>
  stage.me.ask(api, params, options)

/** Nobody's order, and somebody else's. */
const missing: Provoke = (stage, api) => ask(stage, api, about(api, '7', stage))
const foreign: Provoke = async (stage, api) => {
  const orderId = await stage.made('paid')
  return ask(stage, api, about(api, orderId, stage), stage.stranger)
}
const state =
  (to?: 'paid' | 'shipped' | 'success', more: object = {}): Provoke =>
  async (stage, api) => {
    const orderId = await stage.made(to)
    return ask(stage, api, { ...about(api, orderId, stage), ...more })
  }
const many = (length: number) => Array.from({ length }, (_, index) => index)
const list = (name: string, ids: readonly (number | bigint)[], more: object = {}): Provoke => {
  return (stage, api) => ask(stage, api, { [name]: ids, ...more })
}
/** createRefund, or modifyRefund of an open one, with something wrong. */
const wrong =
  (more: object): Provoke =>
  async (stage, api) => {
    const orderId = await stage.made('shipped', [
      { ...things.cup, offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 2 },
    ])
    if (api.endsWith('createRefund')) return ask(stage, api, stage.wish(orderId, more))
    const refundId = await stage.refund(orderId)
    return ask(stage, api, { refundId, ...more })
  }
const someoneElses: Provoke = async (stage, api) => {
  const refundId = await stage.refund(await stage.made('shipped'))
  return ask(stage, api, { ...about(api, '1', stage), refundId }, stage.stranger)
}
const over: Provoke = async (stage, api) => {
  const refundId = await stage.refund(await stage.made('shipped'))
  await stage.me.ask('alibaba.trade.cancelRefund', { refundId })
  return ask(stage, api, { ...about(api, '1', stage), refundId })
}
const back =
  (more: object): Provoke =>
  async (stage, api) => {
    const refundId = await stage.refund(await stage.made('shipped'))
    return ask(stage, api, { ...about(api, '1', stage), refundId, ...more })
  }

const wishes: Readonly<Record<string, Provoke>> = {
  '5003 rule': wrong({ goodsStatus: 'nowhere' }),
  '5004 rule': wrong({ applyReasonId: 1 }),
  '5005 rule': (stage, api) =>
    api.endsWith('modifyRefund') ? newVoucherless(stage, api) : wrong({ vouchers: [] })(stage, api),
  '5006 rule': wrong({ applyReasonId: 20031, applyCarriage: 1 }),
  '5010 state': wrong({ goodsStatus: 'refundWaitBuyerReceive', applyReasonId: 20011 }),
  '5011 price': wrong({ applyPayment: 999_999 }),
  '5012 rule': wrong({ description: '嗯' }),
  '5013 rule': async (stage, api) => {
    if (api.endsWith('modifyRefund')) return partOfReturn(stage, api)
    const orderId = await stage.made('shipped')
    return ask(
      stage,
      api,
      stage.wish(orderId, { orderEntryCountList: [{ id: BigInt(orderId), count: 9 }] }),
    )
  },
  '5100 rule': wrong({ vouchers: ['https://elsewhere.example/1.jpg'] }),
}
/** A change keeps the vouchers it has; emptying them needs a refund that had none. */
const newVoucherless: Provoke = async (stage, api) => {
  const orderId = await stage.made('shipped')
  const refundId = await stage.refund(orderId, { applyReasonId: 20031, vouchers: [] })
  return ask(stage, api, { refundId, applyReasonId: 20021 })
}
/** Some pieces may come back of goods that arrived; not once it is the money alone. */
const partOfReturn: Provoke = async (stage, api) => {
  const line = { offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 2 }
  const orderId = await stage.made('shipped', [line])
  const refundId = await stage.refund(orderId, {
    orderEntryCountList: [{ id: BigInt(orderId), count: 1 }],
  })
  return ask(stage, api, { refundId, disputeRequest: 'refund' })
}

/** An order of ours that something wrong is told of. */
function sold(more: object): Provoke {
  return async (stage, api) => ask(stage, api, soldOrder(await stage.made(), more))
}

/** What makes a call answer a code; more special first. */
const special: Readonly<Record<string, Provoke>> = {
  'order.relation.write 400_1 missing': sold({ orderId: '' }),
  'order.relation.write 400_2 rule': sold({ purchaseOrderId: 'x' }),
  'order.relation.write 400_3 limit': sold({ orderId: 'x'.repeat(65) }),
  'order.relation.write ORDER_ENTRY_ERROR rule': sold({ purchaseOrderId: 7 }),
  'alibaba.trade.addresscode.parse ADDRESS_PARSE_ERROR address': (stage, api) =>
    ask(stage, api, { addressInfo: '???' }),
  'alibaba.trade.addresscode.get AREA_CODE_NOT_EXIST address': (stage, api) =>
    ask(stage, api, { areaCode: '999999' }),
  'alibaba.trade.addresscode.getchild AREA_CODE_NOT_EXIST address': (stage, api) =>
    ask(stage, api, { areaCode: '999999' }),
  'trade.address.parseText PARAM_CAN_NOT_BE_NULL rule': (stage, api) =>
    ask(stage, api, { param: {} }),
  'order.receiveAddress.buyerUpdate ADDRESS_INVALID address': async (stage, api) =>
    ask(stage, api, { param: { orderId: BigInt(await stage.made()), receiveAddress: {} } }),
  'order.receiveAddress.buyerUpdate AREA_NOT_SUPPORTED address': async (stage, api) =>
    ask(stage, api, { param: { orderId: BigInt(await stage.made()), receiveAddress: elsewhere } }),
  'order.receiveAddress.buyerUpdate ORDER_STATUS_ERROR state': state('shipped'),
  'alibaba.trade.cancel ORDER_STATUS_ERROR state': state('paid'),
  'alibaba.trade.cancel CLOSE_ORDER_TOO_FAST state': state(),
  'trade.receivegoods.confirm ORDER_STATUS_ERROR state': state('paid'),
  'trade.receivegoods.confirm ORDER_ENTRY_ERROR rule': state('shipped', { orderEntryIds: [7] }),
  'alibaba.order.memoAdd 400_4 rule': state('paid', { remarkIcon: '9' }),
  'alibaba.trade.addFeedback 400_1 rule': async (stage, api) =>
    ask(stage, api, { tradeFeedbackParam: { orderId: await stage.made() } }),
  'trade.order.buyerdelete ORDER_STATUS_ERROR state': state('paid'),
  'logistics.delivery.urge ORDER_STATUS_ERROR state': state(),
  'logistics.delivery.urge URGE_TOO_OFTEN limit': async (stage, api) => {
    const orderId = await stage.made('paid')
    await ask(stage, api, { orderId })
    return ask(stage, api, { orderId })
  },
  'alibaba.alipay.url.get 400 limit': list('orderIdList', many(101)),
  'alibaba.alipay.url.get ORDER_STATUS_ERROR state': list('orderIdList', [7]),
  'alibaba.alipay.url.get PRODUCT_TRADE_STAT_ERROR stock': async (stage, api) => {
    const orderId = await stage.made()
    await control(stage.sandbox, `offers/${cup.offerId}`, { status: 'expired' })
    return ask(stage, api, { orderIdList: [BigInt(orderId)] })
  },
  'alibaba.trade.grouppay.url.get 400_1 limit': list('orderIds', many(101)),
  'alibaba.trade.grouppay.url.get 400_1 rule': list('orderIds', [7], { payPlatformType: 'TV' }),
  'alibaba.trade.grouppay.url.get ORDER_STATUS_ERROR state': list('orderIds', [7]),
  'alibaba.creditPay.url.get 400_1 limit': list('orderIdList', many(31)),
  'alibaba.creditPay.url.get 400_4 state': list('orderIdList', [7]),
  'alibaba.crossBorderPay.url.get 400_1 limit': list('orderIdList', many(31)),
  'alibaba.crossBorderPay.url.get 400_4 state': list('orderIdList', [7]),
  'alibaba.trade.payWay.query 500_1 state': state('paid'),
  'alibaba.trade.pay.protocolPay.preparePay 500 state': state('paid'),
  'alibaba.trade.pay.protocolPay.preparePay 500 price': async (stage) =>
    stage.me.pay(await stage.made(), { payAmount: 1 }),
  'alibaba.trade.pay.protocolPay.preparePay 500 rule': async (stage) =>
    stage.me.pay(await stage.made(), { payChannel: 'shegou' }),
  'alibaba.trade.pay.protocolPay.preparePay 500 limit': async (stage) => {
    await control(stage.sandbox, 'members', { memberId: 'b2b-2248544159', addFen: -99_999_999 })
    const orderId = await stage.made()
    for (const _try of [1, 2, 3]) await stage.me.pay(orderId)
    return stage.me.pay(orderId)
  },
  'alibaba.trade.pay.protocolPay 500 state': state('paid'),
  'alibaba.trade.pay.protocolPay 500 money': async (stage, api) => {
    await control(stage.sandbox, 'members', { memberId: 'b2b-2248544159', addFen: -99_999_999 })
    return ask(stage, api, { orderId: await stage.made() })
  },
  'alibaba.trade.getRefundReasonList 5003 rule': state('paid', { goodsStatus: 'nowhere' }),
  'alibaba.trade.getRefundReasonList 5010 state': state('shipped'),
  'alibaba.trade.getMaxRefundFee 5003 rule': async (stage, api) =>
    ask(stage, api, {
      input: { orderId: BigInt(await stage.made('paid')), goodsStatus: 'nowhere' },
    }),
  'alibaba.trade.getMaxRefundFee 5010 state': state('shipped'),
  'alibaba.trade.uploadRefundVoucher 4000 rule': (stage, api) =>
    ask(stage, api, { imageData: Buffer.from('GIF89a').toString('base64') }),
  'alibaba.trade.createRefund 5010 duplicate': async (stage, api) => {
    const orderId = await stage.made('shipped')
    await stage.refund(orderId)
    return ask(stage, api, stage.wish(orderId))
  },
  'alibaba.trade.modifyRefund 4007 state': over,
  'alibaba.trade.cancelRefund 4007 state': over,
  'alibaba.trade.refund.returnGoods 4003 rule': back({ vouchers: ['x'] }),
  'alibaba.trade.refund.returnGoods 4004 rule': back({ logisticsCompanyNo: 'NOBODY' }),
  'alibaba.trade.refund.returnGoods 4007 state': back({}),
  'alibaba.trade.refund.returnGoods 5002 rule': back({ description: '。' }),
  'alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus 500 rule': state('paid', {
    queryType: '2',
  }),
  'alibaba.trade.refund.buyer.queryOrderRefundList APPLY_TIME_ERROR rule': (stage, api) =>
    ask(stage, api, { applyStartTime: '20200101000000000+0800' }),
  'alibaba.trade.refund.buyer.queryOrderRefundList PARAM_ERROR rule': (stage, api) =>
    ask(stage, api, { logisticsNo: '1' }),
  'alibaba.trade.getLogisticsInfos.buyerView 500_2 state': state('paid'),
  'alibaba.trade.getLogisticsTraceInfo.buyerView 404 state': state('paid'),
  'alibaba.trade.getLogisticsTraceInfo.buyerView order.createtime.history rule': async (
    stage,
    api,
  ) => {
    const orderId = await stage.made('success')
    await stage.sandbox.clock.advance(366 * DAY)
    return ask(stage, api, { orderId, webSite: '1688' })
  },
}

function provocation(api: Api, code: string, kind: string): Provoke | undefined {
  const what = `${code} ${kind}`
  const found = special[`${api.name} ${what}`]
  if (found) return found
  if (/createOrder|Order\.create|fastCreate|CreateFenxiao|createCross|preview/i.test(api.name))
    return ordering[what]
  if (/\.(create|modify)Refund$/.test(api.name) && wishes[what]) return wishes[what]
  if (code === '4008')
    return (stage, id) => ask(stage, id, { ...about(id, '1', stage), refundId: 'x' })
  if (code === '4006') return someoneElses
  const isAboutRefund = api.params.some(({ name }) => name === 'refundId')
  if (kind === 'permission') return isAboutRefund ? someoneElses : foreign
  return kind === 'missing' ? missing : undefined
}

const table = trading.flatMap((api) =>
  (api.codes ?? []).map(({ code, kind, when }) => [idOf(api), code, kind, when, api] as const),
)

test('the table has a line for each documented code of creating, paying and refunding', () => {
  const named = new Set(table.map(([, code]) => code))
  const documented = [
    '500_001',
    '500_002',
    '500_003',
    '500_004',
    '500_005',
    '500_006',
    '500_007',
    '500_008',
    '500_009',
    'CLOSE_ORDER_TOO_FAST',
    '400_3',
    '500_2',
    '404',
    'order.nopermission.buyer',
    'order.createtime.history',
    '5001',
    '5002',
    '5003',
    '5004',
    '5005',
    '5006',
    '5010',
    '5011',
    '5012',
    '5013',
    '5100',
  ]
  expect(documented.filter((code) => !named.has(code))).toEqual([])
  expect(table.length).toBeGreaterThan(150)
})

// A price-plus media order has no flow to go wrong by.
const needsFlow = (id: string, code: string): boolean =>
  id.endsWith('createOrder4CybMedia') && ['500_006', '500_009'].includes(code)

test.each(table.filter(([id, code]) => !needsFlow(id, code)))(
  '%s answers %s (%s) when %s',
  async (id, code, kind, _when, api) => {
    const stage = await openStage()
    const provoke = provocation(api, code, kind)
    if (!provoke) throw new Error('nobody knows how to provoke it')
    const answer = await provoke(stage, id)
    expect(answer.status).toBe(200)
    expect(codeOf(api, answer)).toBe(code)
  },
)

/** Anything a caller may send: ids that are there, ids that are not, and nonsense of every type. */
const junk = (known: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(
      ...known,
      '7',
      '9223372036854775807',
      '',
      'x',
      '0',
      '-1',
      'true',
      '1688',
      '[]',
      '{}',
    ),
    fc.constantFrom('{"orderId":7}', '[{"offerId":1,"quantity":-1}]', '[[[]]]', '{"a":{"b":null}}'),
    fc.string({ maxLength: 40 }),
    fc.json({ maxDepth: 3 }),
  )

test('whatever is sent, a call answers success or a code that its row names, and the books balance', async () => {
  const stage = await openStage()
  const orderId = await stage.made('paid')
  const shipped = await stage.made('shipped')
  const known = [orderId, shipped, `[${orderId}]`, await stage.refund(shipped), STRANGER]
  const calls = fc
    .constantFrom(...trading)
    .chain((api) =>
      fc.tuple(
        fc.constant(api),
        fc.record(Object.fromEntries(api.params.map(({ name }) => [name, junk(known)]))),
      ),
    )
  await fc.assert(
    fc.asyncProperty(calls, async ([api, params]) => {
      const code = codeOf(api, await stage.me.ask(idOf(api), params))
      const named = (api.codes ?? []).map((each) => each.code)
      const refused = ['gateway gw.ParamMissing', 'gateway gw.ParamInvalid', 'success']
      expect([...refused, ...named]).toContain(code)
    }),
    { numRuns: 600 },
  )
  expect(sumOfPurses(stage.sandbox.world)).toBe(0)
})
