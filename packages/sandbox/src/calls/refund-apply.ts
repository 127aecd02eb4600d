import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param, type PossibleCode } from '../door/api.ts'
import { nested } from '../door/envelopes.ts'
import { digitsOf, type Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import {
  applyRefund,
  checkGoods,
  checkWish,
  goodsStatusOf,
  othersOpen,
  reasonsFor,
} from '../trade/apply-refund.ts'
import { mayMove, moveRefund } from '../trade/move-refund.ts'
import { ownOrder, ownOrderCodes } from '../trade/own-order.ts'
import { ceilings } from '../trade/refund-shares.ts'
import { isJpeg, VOUCHER_DOMAIN, voucherPath } from '../trade/vouchers.ts'
import type { Order } from '../world/order.ts'
import type { RefundEntry, RefundWish } from '../world/refund.ts'
import { ownRefund, ownRefundCodes } from './own-refund.ts'

const namespace = 'com.alibaba.trade'
const MAX_IMAGE = 1_000_000
const orderCodes = { missing: '5001', foreign: '5002' }

const goodsCodes: readonly PossibleCode[] = [
  ...ownOrderCodes(orderCodes),
  { code: '5003', kind: 'rule', when: 'goodsStatus is none of the five' },
  {
    code: '5010',
    kind: 'state',
    when: 'goodsStatus, sub-orders and the state of the order differ',
  },
]
const wishCodes: readonly PossibleCode[] = [
  { code: '5003', kind: 'rule', when: 'goodsStatus is none of the five' },
  { code: '5004', kind: 'rule', when: 'the reason is none for these goods' },
  { code: '5005', kind: 'rule', when: 'the reason needs a voucher' },
  { code: '5006', kind: 'rule', when: 'postage is asked back for a reason that keeps it' },
  { code: '5010', kind: 'state', when: 'return and refund of goods that did not arrive' },
  {
    code: '5011',
    kind: 'price',
    when: 'more than was paid, nothing at all, or less than all of unshipped goods',
  },
  { code: '5012', kind: 'rule', when: 'description shorter than 2 or longer than 150 characters' },
  {
    code: '5013',
    kind: 'rule',
    when: 'pieces that were not bought, or only some where it must be all',
  },
  { code: '5100', kind: 'rule', when: 'disputeRequest or a voucher is none' },
]

const goodsParams: readonly Param[] = [
  { name: 'orderId', type: 'Long', required: true },
  { name: 'orderEntryIds', type: 'Long[]', required: true },
  { name: 'goodsStatus', type: 'String', required: true },
]
const wishParams: readonly Param[] = [
  { name: 'disputeRequest', type: 'String', required: true },
  { name: 'applyPayment', type: 'Long', required: true },
  { name: 'applyCarriage', type: 'Long', required: true },
  { name: 'applyReasonId', type: 'Long', required: true },
  { name: 'description', type: 'String', required: true },
  { name: 'vouchers', type: 'String[]' },
  { name: 'orderEntryCountList', type: 'Object[]' },
  { name: 'customRefund', type: 'Boolean' },
  { name: 'refundRemark', type: 'String' },
]

const ok = (result: JsonObject): JsonObject => ({
  result: { success: true, code: '200', message: '', result },
})

/** Asking for money back (reference §4.12; answers of the official copy of 2026-09). */
export const refundApplications = [
  api({
    namespace,
    name: 'alibaba.trade.getRefundReasonList',
    params: goodsParams,
    fail: nested,
    codes: goodsCodes,
    handle: (call) => {
      const order = orderOf(call)
      const goodsStatus = goodsStatusOf(call.params.text('goodsStatus'))
      checkGoods(call.world, order, goodsStatus, entriesOf(order, call.params))
      const reasons = reasonsFor(call.world, order, goodsStatus)
      return ok({ reasons: reasons.map(({ for: _goods, ...reason }) => reason) })
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.getMaxRefundFee',
    params: [{ name: 'input', type: 'Object', required: true }],
    fail: nested,
    codes: goodsCodes,
    handle: (call) => {
      const input = call.params.fields('input')
      const order = ownOrder(call.world, call.member.memberId, input?.digits('orderId'), orderCodes)
      const goodsStatus = goodsStatusOf(input?.text('goodsStatus'))
      const entries = countsOf(input?.rows('refundGoodsCountList') ?? [])
      checkGoods(call.world, order, goodsStatus, entries)
      const others = othersOpen(call.world, order, input?.text('refundId'))
      const { goodsFen, postFen } = ceilings(order, entries, others)
      return ok({
        maxGoodsFee: goodsFen,
        maxPostFee: postFen,
        maxRefundFee: goodsFen + postFen,
        maxSubstituteFetchFee: 0,
      })
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.uploadRefundVoucher',
    params: [{ name: 'imageData', type: 'byte[]', required: true }],
    fail: nested,
    codes: [{ code: '4000', kind: 'rule', when: 'the picture is no JPEG or has 1 MB and more' }],
    handle: ({ files }) => {
      const image = files.get('imageData') ?? new Uint8Array()
      if (image.byteLength >= MAX_IMAGE || !isJpeg(image)) {
        throw new BusinessError('4000', 'imageData参数不正确')
      }
      const path = voucherPath(image)
      // The official copy writes …Url, other sources …URL: whoever reads one of them finds it.
      return ok({ imageDomain: VOUCHER_DOMAIN, imageRelativeUrl: path, imageRelativeURL: path })
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.createRefund',
    params: [...goodsParams, ...wishParams],
    fail: nested,
    codes: [
      ...ownOrderCodes(orderCodes),
      ...wishCodes,
      {
        code: '5010',
        kind: 'state',
        when: 'goodsStatus, sub-orders and the state of the order differ',
      },
      { code: '5010', kind: 'duplicate', when: 'an open refund is about the same sub-order' },
    ],
    handle: (call) => {
      const order = orderOf(call)
      const wish = wishOf(call.params, entriesOf(order, call.params))
      const refund = applyRefund(call.world, order, wish)
      const reason = reasonsFor(call.world, order, wish.goodsStatus).find(
        ({ id }) => id === wish.reasonId,
      )
      return ok({
        refundId: refund.id,
        innerReasonId: wish.reasonId,
        innerReason: reason?.name ?? '',
        innerPostFee: wish.carriageFen,
        isVoucher: wish.vouchers.length > 0 ? '1' : '0',
      })
    },
  }),
  // Its parameters were not found: refundId, and what is to change, named as in createRefund [sbx].
  api({
    namespace,
    name: 'alibaba.trade.modifyRefund',
    params: [
      { name: 'refundId', type: 'String', required: true },
      { name: 'goodsStatus', type: 'String' },
      ...wishParams.map((param) => ({ ...param, required: false })),
    ],
    fail: nested,
    codes: [
      ...ownRefundCodes,
      ...wishCodes,
      { code: '4007', kind: 'state', when: 'the refund cannot be changed any more' },
    ],
    handle: (call) => {
      const { refund, order } = ownRefund(call)
      if (!mayMove(refund, 'BUYER_MODIFY_REFUND_PROTOCOL')) {
        throw new BusinessError('4007', '退款单状态不支持修改')
      }
      const wish = wishOf(call.params, refund.entries, refund)
      checkWish(call.world, order, wish, refund)
      const moved = moveRefund(call.world, refund, {
        action: 'BUYER_MODIFY_REFUND_PROTOCOL',
        operator: 'buyer',
        words: wish.description,
        change: wish,
      })
      return ok({ refundId: moved.id })
    },
  }),
]

const orderOf = ({ world, member, params }: Call): Order =>
  ownOrder(world, member.memberId, params.digits('orderId'), orderCodes)

/** The sub-orders a call names, with the pieces of each: all of them unless a list says fewer. */
function entriesOf(order: Order, params: Fields): readonly RefundEntry[] {
  const counts = countsOf(params.rows('orderEntryCountList'))
  const named = params.list('orderEntryIds')?.map((id) => digitsOf(id) ?? '') ?? []
  if (named.length === 0) throw new BusinessError('5010', '子订单不能为空')
  return [...new Set(named)].map((subId) => {
    const bought = order.items.find((item) => item.subId === subId)?.quantity ?? 0
    const asked = counts.find((each) => each.subId === subId)
    return { subId, quantity: asked?.quantity ?? bought }
  })
}

const countsOf = (rows: readonly Fields[]): readonly RefundEntry[] =>
  rows.map((row) => ({ subId: row.digits('id') ?? '', quantity: row.number('count') ?? 0 }))

/** What is asked for; what a change leaves out stays as it was. */
function wishOf(params: Fields, entries: readonly RefundEntry[], before?: RefundWish): RefundWish {
  const request = params.text('disputeRequest') ?? before?.request
  if (request !== 'refund' && request !== 'returnRefund') {
    throw new BusinessError('5100', 'disputeRequest不正确')
  }
  return {
    request,
    entries,
    goodsStatus: goodsStatusOf(params.text('goodsStatus') ?? before?.goodsStatus),
    reasonId: params.number('applyReasonId') ?? before?.reasonId ?? 0,
    description: params.text('description') ?? before?.description ?? '',
    vouchers: params.list('vouchers')?.map(String) ?? before?.vouchers ?? [],
    paymentFen: params.number('applyPayment') ?? before?.paymentFen ?? 0,
    carriageFen: params.number('applyCarriage') ?? before?.carriageFen ?? 0,
  }
}
