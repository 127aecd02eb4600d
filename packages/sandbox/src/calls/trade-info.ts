import type { JsonObject } from '../json.ts'
import { yuan } from '../money.ts'
import { chinaTime, platformDate } from '../times.ts'
import { isSigned } from '../trade/trail.ts'
import type { Order, OrderItem, OrderStatus, Parcel } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { itemRefund, refundSummary } from './trade-refunds.ts'

export interface TradeParts {
  readonly logistics: boolean
  readonly receiver: boolean
  readonly memo: boolean
}

/** Trade 4.0. */
export const TRADE_TYPE_NUMBER = '50060'

/** `cb` is cross-border (reference §4.7). */
export function businessType(order: Order): string {
  if (order.isCross) return 'cb'
  return order.flow === 'general' ? 'cn' : 'distribution'
}

/** `TradeInfo` (reference §4.7): money in yuan, ids as Long and once more as text. */
export function tradeInfo(world: World, order: Order, parts: TradeParts): JsonObject {
  return {
    baseInfo: baseInfo(world, order, parts),
    orderBizInfo: {
      dropshipping: order.flow !== 'general',
      shippingInsurance: '',
      creditOrder: false,
    },
    tradeTerms: [tradeTerm(order)],
    productItems: order.items.map((item) => productItem(world, order, item)),
    ...(parts.logistics && { nativeLogistics: nativeLogistics(order) }),
    extAttributes: [],
    fromEncryptOrder: order.encrypted !== undefined,
    ...(order.encrypted && {
      encryptOutOrderInfo: {
        encryptOrder: true,
        outPlatformCode: order.encrypted.platform,
        outPlatformOrderNo: order.encrypted.orderNo,
      },
    }),
  }
}

function baseInfo(world: World, order: Order, parts: TradeParts): JsonObject {
  const { supplier, receiver } = order
  const member = world.members.get(order.memberId)
  return {
    id: BigInt(order.id),
    idOfStr: order.id,
    ...(order.outOrderId && { outOrderId: order.outOrderId }),
    alipayTradeId: order.paidAt ? `2026${order.id.slice(-16)}` : 'UNCREATED',
    status: order.status,
    ...refundSummary(world, order),
    ...(order.closeReason && {
      closeReason: order.closeReason,
      closeOperateType: `CLOSE_TRADE_BY_${order.closedBy}`,
      closeRemark: order.closeRemark ?? '',
    }),
    totalAmount: yuan(order.totalFen),
    shippingFee: yuan(order.postFen),
    sumProductPayment: yuan(order.goodsFen),
    discount: -order.discountFen,
    refund: yuan(order.refundedFen),
    refundPayment: order.refundedFen,
    couponFee: 0,
    ...times(order),
    payTimeout: Math.round((order.payBy - order.createdAt) / 1000),
    payTimeoutType: 0,
    tradeType: TRADE_TYPE_NUMBER,
    tradeTypeCode: order.tradeType,
    tradeTypeDesc: '担保交易',
    payChannelList: [payWayOf(order).name],
    payChannelCodeList: [order.payChannel ?? 'alipay'],
    buyerID: order.memberId,
    sellerID: supplier.memberId,
    buyerUserId: member?.userId ?? 0,
    sellerUserId: supplier.userId,
    buyerLoginId: member?.loginId ?? '',
    sellerLoginId: supplier.loginId,
    buyerContact: { name: member?.loginId ?? '', companyName: member?.companyName ?? '' },
    sellerContact: {
      name: supplier.loginId,
      companyName: supplier.companyName,
      imInPlatform: supplier.loginId,
      shopName: supplier.companyName,
    },
    ...(parts.receiver && {
      receiverInfo: {
        toFullName: receiver.fullName,
        toDivisionCode: receiver.areaCode,
        toMobile: receiver.mobile,
        toPhone: receiver.phone,
        toPost: receiver.postCode,
        toTownCode: '',
        toArea: [receiver.province, receiver.city, receiver.area, receiver.town, receiver.address]
          .filter((part) => part !== '')
          .join(' '),
      },
    }),
    buyerFeedback: order.message,
    ...(parts.memo &&
      order.memo && { buyerMemo: order.memo.text, buyerRemarkIcon: order.memo.icon }),
    businessType: businessType(order),
    flowTemplateCode: order.flow,
    overSeaOrder: false,
  }
}

function times(order: Order): JsonObject {
  const date = (name: string, at: number | undefined): JsonObject =>
    at === undefined ? {} : { [name]: platformDate(at) }
  return {
    createTime: platformDate(order.createdAt),
    modifyTime: platformDate(order.modifiedAt),
    ...date('payTime', order.paidAt),
    ...date('allDeliveredTime', order.shippedAt),
    ...date('receivingTime', order.confirmedAt),
    ...date('confirmedTime', order.confirmedAt),
    ...date('completeTime', order.completedAt),
  }
}

const statusNames: Readonly<Record<OrderStatus, string>> = {
  waitbuyerpay: '等待买家付款',
  waitsellersend: '等待卖家发货',
  waitbuyerreceive: '等待买家确认收货',
  confirm_goods: '已收货',
  success: '交易成功',
  cancel: '交易取消',
  terminated: '交易终止',
}

function productItem(world: World, order: Order, item: OrderItem): JsonObject {
  return {
    productID: item.offerId,
    ...(item.skuId !== undefined && { skuID: item.skuId, specId: item.specId }),
    subItemID: BigInt(item.subId),
    subItemIDString: item.subId,
    name: item.name,
    price: yuan(item.unitFen),
    itemAmount: yuan(item.amountFen),
    quantity: item.quantity,
    quantityFactor: 1,
    unit: item.unit,
    productImgUrl: [item.image, item.image],
    productSnapshotUrl: '',
    skuInfos: item.properties.map(({ name, value }) => ({ name, value })),
    ...(item.cargoNumber && { cargoNumber: item.cargoNumber }),
    status: order.status,
    statusStr: statusNames[order.status],
    logisticsStatus: logisticsStatus(order, item),
    ...itemRefund(world, order, item),
    entryDiscount: 0,
    itemDiscountFee: 0,
    ...(order.closeReason && { closeReason: order.closeReason }),
    gmtCreate: platformDate(order.createdAt),
    gmtModified: platformDate(order.modifiedAt),
    gmtPayExpireTime: chinaTime(order.payBy),
    guaranteesTerms: [],
  }
}

/** 1 not shipped, 2 shipped, 3 received, 5 partly shipped, 8 no logistics order yet. */
function logisticsStatus(order: Order, item: OrderItem): number {
  if (order.status === 'confirm_goods' || order.status === 'success') return 3
  if (item.shipped === 0) return order.paidAt ? 1 : 8
  return item.shipped < item.quantity ? 5 : 2
}

/** `payWay` and its words (reference §4.7); what is not paid yet counts as Alipay. */
function payWayOf({ payChannel }: Order): { number: string; name: string; words: string } {
  if (payChannel === 'shegou') return { number: '3', name: '诚E赊', words: '诚E赊' }
  if (payChannel === 'period') return { number: '7', name: '账期', words: '账期支付' }
  return { number: '1', name: '支付宝', words: '支付宝担保交易' }
}

/** `payStatus` (reference §4.7): 1 unpaid, 2 paid, 4 refunded, 6 supplier paid out, 8 cancelled before pay, 12 period. */
function payStatus(order: Order): string {
  if (order.status === 'terminated') return '4'
  if (order.status === 'cancel') return '8'
  if (order.status === 'success') return '6'
  if (order.payChannel === 'period') return '12'
  return order.paidAt ? '2' : '1'
}

function tradeTerm(order: Order): JsonObject {
  return {
    payStatus: payStatus(order),
    ...(order.paidAt !== undefined && { payTime: platformDate(order.paidAt) }),
    payWay: payWayOf(order).number,
    payWayDesc: payWayOf(order).words,
    phasAmount: yuan(order.totalFen),
    phase: 0,
    cardPay: false,
    expressPay: false,
  }
}

function nativeLogistics(order: Order): JsonObject {
  const { receiver } = order
  return {
    province: receiver.province,
    city: receiver.city,
    area: receiver.area,
    areaCode: receiver.areaCode,
    town: receiver.town,
    address: receiver.address,
    contactPerson: receiver.fullName,
    mobile: receiver.mobile,
    telephone: receiver.phone,
    zip: receiver.postCode,
    ...(order.parcels.length > 0 && { logisticsItems: order.parcels.map(logisticsItem) }),
  }
}

function logisticsItem(parcel: Parcel, index: number): JsonObject {
  const signed = parcel.nodes.find((node) => node.status === 'SIGN' || node.status === 'AGENT_SIGN')
  return {
    id: 10_000_000 + index,
    logisticsCode: parcel.logisticsId,
    logisticsBillNo: parcel.billNo,
    logisticsCompanyId: parcel.company.id,
    logisticsCompanyNo: parcel.company.no,
    logisticsCompanyName: parcel.company.name,
    type: '0',
    status: isSigned(parcel) ? 'alreadysign' : 'alreadysend',
    ...(signed && { deliveredTime: platformDate(signed.at) }),
    gmtCreate: platformDate(parcel.sentAt),
    gmtModified: platformDate(parcel.nodes.at(-1)?.at ?? parcel.sentAt),
    subItemIds: parcel.goods.map((good) => good.subId).join(','),
  }
}
