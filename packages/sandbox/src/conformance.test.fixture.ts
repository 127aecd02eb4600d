import { at, buyer, oneCup, twoBags } from './buyer.test.fixture.ts'
import type { SandboxOffer } from './catalogue/offer.ts'
import { fixture, fixtureOffers } from './offers.test.fixture.ts'
import { createSandbox } from './sandbox.ts'
import { type Answer, control, home } from './talk.test.fixture.ts'

const { cup, bag, shirt } = fixture
const mixed: SandboxOffer = {
  ...bag,
  offerId: 712340056814,
  supplier: { ...bag.supplier, memberId: 'b2b-9', mix: { fen: 500_000, pieces: 800 } },
}
const given: SandboxOffer = { ...bag, offerId: 712340056836, consignFen: 0 }
const elsewhere = { ...home, provinceText: '西藏', cityText: '拉萨市', areaText: '城关区' }
const voucher = 'https://cbu01.alicdn.com/img/ibank/1.jpg'
export const STRANGER = 'b2b-77'
const DAY = 86_400_000

/** A sandbox with a buyer, a stranger, and every state of an order one call away. For tests. */
export async function openStage() {
  const sandbox = createSandbox({
    offers: [...fixtureOffers, mixed, given],
    now: () => Date.parse('2026-11-24T02:00:00Z'),
    callsPerMinute: 1e6,
    autoShip: false,
  })
  const me = buyer(sandbox)
  const { token } = await control(sandbox, 'tokens', { memberId: STRANGER })
  const made = async (to?: 'paid' | 'shipped' | 'success', lines: readonly object[] = [oneCup]) => {
    const orderId = await me.create(lines)
    if (to) await me.bring(orderId, to)
    return orderId
  }
  const wish = (orderId: string, more: object = {}) => ({
    orderId,
    orderEntryIds: me.order(orderId).items.map(({ subId }) => BigInt(subId)),
    goodsStatus: 'refundBuyerReceived',
    disputeRequest: 'returnRefund',
    applyPayment: 100,
    applyCarriage: 0,
    applyReasonId: 20021,
    description: '颜色不对',
    vouchers: [voucher],
    ...more,
  })
  const refund = async (orderId: string, more: object = {}): Promise<string> => {
    const answer = await me.ask('alibaba.trade.createRefund', wish(orderId, more))
    const id = at(answer, 'result', 'result', 'refundId')
    if (typeof id !== 'string') throw new Error(JSON.stringify(answer.body))
    return id
  }
  return { sandbox, me, stranger: { token: String(token) }, made, wish, refund }
}
export type Stage = Awaited<ReturnType<typeof openStage>>
export type Provoke = (stage: Stage, api: string) => Promise<Answer>

const order = (more: object = {}) => ({
  addressParam: home,
  cargoParamList: [oneCup],
  flow: 'fenxiao',
  ...more,
})
const cargo =
  (cargoParamList: readonly object[], more: object = {}): Provoke =>
  ({ me }, api) =>
    me.ask(api, order({ cargoParamList, ...more }))

/** Codes of previews and creates. `createOrder4CybMedia` has no flow: those that need one are its own. */
export const ordering: Readonly<Record<string, Provoke>> = {
  '500_001 rule': cargo([{ offerId: 1, quantity: 1 }]),
  '500_002 rule': cargo([{ offerId: cup.offerId, quantity: 1 }]),
  '500_003 rule': cargo([{ ...oneCup, specId: 'f'.repeat(32) }]),
  '500_004 stock': cargo([{ ...oneCup, quantity: 101 }]),
  '500_005 rule': cargo([{ ...oneCup, quantity: 0.5 }]),
  '500_006 rule': cargo([{ offerId: mixed.offerId, quantity: 1 }], { flow: 'general' }),
  '500_007 permission': async (stage, api) => {
    await control(stage.sandbox, `offers/${cup.offerId}`, { dropship: false })
    return cargo([oneCup])(stage, api)
  },
  '500_008 price': cargo([{ offerId: given.offerId, quantity: 1 }]),
  '500_009 rule': cargo([oneCup], { flow: 'boutiquepifa' }),
  'AREA_NOT_SUPPORTED address': cargo([oneCup], { addressParam: elsewhere }),
  'SKU_TOO_MANY limit': cargo(Array.from({ length: 201 }, () => oneCup)),
  'ADDRESS_INVALID address': cargo([oneCup], { addressParam: { ...home, fullName: '王' } }),
  'DUPLICATE_OUT_ORDER_ID duplicate': async (stage, api) => {
    await cargo([oneCup], { outOrderId: 'sup_1' })(stage, api)
    return cargo([twoBags], { outOrderId: 'sup_1' })(stage, api)
  },
  '400 rule': cargo([oneCup], { invoiceParam: { invoiceType: 0 } }),
  '500 rule': cargo([oneCup], { message: '长'.repeat(501) }),
  'ENCRYPT_ORDER_INVALID rule': cargo([oneCup], { encryptOutOrderInfo: { oaid: 'x' } }),
  'RELATION_NOT_EXIST permission': cargo([
    { ...oneCup, channel: 'other', outShopCode: 's', outItemCode: 'i' },
  ]),
}

/** Whose order an order was made for; some of it may be wrong. */
export const soldOrder = (id: string, more: object = {}) => ({
  orderRelationParam: {
    ...{ orderId: 'ord_1-1', parentOrderId: 'ord_1' },
    ...{ purchaseOrderId: BigInt(id), purchaseParentOrderId: BigInt(id) },
    ...more,
  },
})

/** How a call that names one order says so. */
const naming: Readonly<Record<string, (id: string, of: Stage) => object>> = {
  'order.relation.write': (id) => soldOrder(id),
  'alibaba.order.memoAdd': (orderId) => ({ orderId, memo: '先放着' }),
  'alibaba.trade.addFeedback': (orderId) => ({ tradeFeedbackParam: { orderId, feedback: '快' } }),
  'alibaba.trade.cancel': (tradeID) => ({ tradeID, webSite: '1688', cancelReason: 'other' }),
  'order.receiveAddress.buyerUpdate': (id) => ({
    param: { orderId: BigInt(id), receiveAddress: { ...home } },
  }),
  'alibaba.trade.pay.protocolPay.preparePay': (id) => ({
    tradeWithholdPreparePayParam: { orderId: BigInt(id) },
  }),
  'refund.address.get': (mainOrderId) => ({ mainOrderId }),
  'alibaba.trade.getRefundReasonList': (orderId) => ({
    orderId,
    orderEntryIds: [BigInt(orderId)],
    goodsStatus: 'refundWaitSellerSend',
  }),
  'alibaba.trade.getMaxRefundFee': (id) => ({
    input: {
      orderId: BigInt(id),
      goodsStatus: 'refundWaitSellerSend',
      refundGoodsCountList: [{ id: BigInt(id), count: 1 }],
    },
  }),
  'alibaba.trade.createRefund': (orderId) => ({
    orderId,
    orderEntryIds: [BigInt(orderId)],
    goodsStatus: 'refundWaitSellerSend',
    disputeRequest: 'refund',
    applyPayment: 1,
    applyCarriage: 0,
    applyReasonId: 20028,
    description: '不要了',
  }),
  'trade.receivegoods.confirm': (orderId) => ({ orderId, orderEntryIds: [BigInt(orderId)] }),
  'alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus': (orderId) => ({
    orderId,
    queryType: '1',
  }),
  'alibaba.trade.refund.OpQueryOrderRefundOperationList': (refundId) => ({
    refundId: `TQ${refundId}`,
    pageNo: '1',
    pageSize: '10',
  }),
  'alibaba.trade.refund.returnGoods': (id) => ({
    refundId: `TQ${id}`,
    logisticsCompanyNo: 'ZTO',
    freightBill: '3110044550',
  }),
}
const refundNamed = ['OpQueryOrderRefund', 'modifyRefund', 'cancelRefund'].map((each) =>
  each.startsWith('Op') ? `alibaba.trade.refund.${each}` : `alibaba.trade.${each}`,
)

/** Parameters of a call about one order or refund. */
export function about(api: string, id: string, stage: Stage): object {
  const name = api.split(':')[1] ?? ''
  if (refundNamed.includes(name)) return { refundId: `TQ${id}` }
  return naming[name]?.(id, stage) ?? { orderId: id, webSite: '1688' }
}

export const things = { cup, bag, shirt, home, elsewhere, voucher, DAY }
