import { drawDigits } from '../chance.ts'
import type { JsonObject } from '../json.ts'
import { platformDate } from '../times.ts'
import { refundReasons } from '../trade/refund-reasons.ts'
import { ceilings } from '../trade/refund-shares.ts'
import { supplierAddress } from '../trade/supplier-address.ts'
import type { Order } from '../world/order.ts'
import type { Refund, RefundAction, RefundStep } from '../world/refund.ts'
import type { World } from '../world/world.ts'

/** `OpOrderRefundModel` (reference §4.12, official copy of 2026-09): money in fen, ids as Long. */
export function refundInfo(world: World, order: Order, refund: Refund): JsonObject {
  const { supplier } = order
  const member = world.members.get(refund.memberId)
  const isDone = refund.status === 'refundsuccess'
  const first = order.items.find(({ subId }) => subId === refund.entries[0]?.subId)
  return {
    id: BigInt(refund.id.slice(2)),
    refundId: refund.id,
    orderId: BigInt(refund.orderId),
    orderEntryIdList: refund.entries.map(({ subId }) => BigInt(subId)).toReversed(),
    orderEntryCountMap: Object.fromEntries(
      refund.entries.map(({ subId, quantity }) => [subId, quantity]),
    ),
    status: refund.status,
    disputeType: refund.disputeType,
    // 3 in the samples of a return and refund; 1 for the money alone [sbx].
    disputeRequest: refund.request === 'returnRefund' ? 3 : 1,
    goodsStatus: goodsStatusNumber(refund),
    applyReason: refundReasons.find(({ id }) => id === refund.reasonId)?.name ?? '',
    applyReasonId: refund.reasonId,
    applySubReasonId: -1,
    applyPayment: refund.paymentFen,
    applyCarriage: refund.carriageFen,
    refundPayment: isDone ? refund.paymentFen : 0,
    refundCarriage: isDone ? refund.carriageFen : 0,
    canRefundPayment: isDone ? refund.paymentFen : ceilings(order, refund.entries).goodsFen,
    frozenFund: -1,
    rejectReasonId: refund.rejectReason === undefined ? 0 : 1,
    ...(refund.rejectReason !== undefined && { rejectReason: refund.rejectReason }),
    rejectTimes: refund.rejectTimes,
    ...returnOf(world, order, refund),
    alipayPaymentId: `2026${order.id.slice(-16)}`,
    buyerMemberId: refund.memberId,
    buyerUserId: member?.userId ?? 0,
    buyerLoginId: member?.loginId ?? '',
    sellerMemberId: supplier.memberId,
    sellerUserId: supplier.userId,
    sellerLoginId: supplier.loginId,
    productName: first?.name ?? '',
    tradeTypeStr: '50060',
    gmtApply: platformDate(refund.appliedAt),
    gmtCreate: platformDate(refund.appliedAt),
    gmtModified: platformDate(refund.modifiedAt),
    ...(refund.completedAt !== undefined && { gmtCompleted: platformDate(refund.completedAt) }),
    extInfo: { payMode: 'alipay', ...(isSevenDays(world, order) && { '7d': '1' }) },
  }
}

/** The flags of the model; one of the three queries writes them with `is` before their names. */
export function refundFlags(refund: Refund): Readonly<Record<string, boolean>> {
  return {
    goodsReceived: goodsStatusNumber(refund) > 1,
    onlyRefund: refund.request === 'refund',
    refundGoods: refund.request === 'returnRefund',
    buyerSendGoods: refund.returned !== undefined,
    newRefundReturn: true,
    supportNewSteppay: true,
    crmModifyRefund: false,
    timeOutFreeze: false,
    sellerDelayDisburse: false,
    aftersaleAgreeTimeout: false,
    aftersaleAutoDisburse: false,
    insufficientAccount: false,
    insufficientBail: false,
  }
}

/** When the present status ends by itself, and what then happens. */
export const timeOut = ({ dueAt, status }: Refund): JsonObject =>
  dueAt === undefined
    ? {}
    : {
        gmtTimeOut: platformDate(dueAt),
        timeOutOperateType: status.startsWith('waitbuyer') ? 'close' : 'agree',
      }

/** 1 not received, 2 received, 3 returned. */
function goodsStatusNumber(refund: Refund): number {
  if (refund.returned) return 3
  return ['refundBuyerReceived', 'aftersaleBuyerReceived'].includes(refund.goodsStatus) ? 2 : 1
}

function returnOf(world: World, order: Order, refund: Refund): JsonObject {
  if (refund.request === 'refund') return {}
  const there = supplierAddress(world, order.supplier)
  return {
    sellerReceiveAddress: [there.province, there.city, there.area, there.address].join(' '),
    sellerRealName: there.fullName,
    sellerMobile: there.mobile,
    ...(refund.returned && {
      buyerLogisticsName: refund.returned.companyName,
      freightBill: refund.returned.billNo,
    }),
  }
}

const isSevenDays = (world: World, order: Order): boolean =>
  order.items.every(({ offerId }) => world.offers.get(offerId)?.services.sevenDayReturn)

/** 1, 8, 10, 15 and 19 are in the official samples; the others fill the gaps [sbx]. */
const operateTypes: Readonly<Record<RefundAction, number>> = {
  BUYER_APPLY_REFUND: 1,
  BUYER_MODIFY_REFUND_PROTOCOL: 2,
  BUYER_CANCEL_REFUND_CLOSE: 3,
  BUYER_RECEIVE_CLOSE: 4,
  SELLER_SEND_GOODS_CLOSE: 5,
  BUYER_CLOSE_TRADE_CLOSE: 9,
  SELLER_AGREE_REFUND_PROCOTOL: 6,
  SELLER_REJECT_REFUND: 7,
  SELLER_RECEIVE_GOODS: 8,
  BUYER_SEND_GOODS: 10,
  SYSTEM_AGREE_REFUND_PROTOCOL: 12,
  SYSTEM_AGREE_REFUND: 13,
  CRM_APPLY_TIMEOUT_CLOSE: 14,
  SELLER_REJECT_REFUND_PROCOTOL: 15,
  SELLER_AGREE_REFUND: 19,
}
const roles = { buyer: 1, seller: 2, system: 4 } as const

/** `OpOrderRefundOperationModel`s, newest first. */
export function operations(world: World, order: Order, refund: Refund): readonly JsonObject[] {
  const buyer = world.members.get(refund.memberId)
  return refund.history.map((step, index) => ({
    id: BigInt(drawDigits(world.seed, `step ${refund.id} ${refund.history.length - index}`, 11)),
    refundId: refund.id,
    ...statuses(step, refund.history.length - index === 1),
    operateTypeInt: operateTypes[step.action],
    operateRemark: step.action,
    discription: step.words,
    operatorRoleId: roles[step.operator],
    operatorLoginId: step.operator === 'buyer' ? (buyer?.loginId ?? '') : order.supplier.loginId,
    closeRefundStepId: 0,
    crmModifyRefund: false,
    messageStatus: 3,
    msgType: 7,
    gmtCreate: platformDate(step.at),
    gmtModified: platformDate(step.at),
    vouchers: step.action === 'BUYER_APPLY_REFUND' ? refund.vouchers : [],
  }))
}

/** The first step has no status before it. */
const statuses = ({ from, to }: RefundStep, isFirst: boolean): JsonObject =>
  isFirst ? { afterOperateStatus: to } : { beforeOperateStatus: from, afterOperateStatus: to }
