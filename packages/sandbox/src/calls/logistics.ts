import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param } from '../door/api.ts'
import { flatMessage } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { findRegion } from '../places/regions.ts'
import { chinaTime } from '../times.ts'
import { ownOrderCodes } from '../trade/own-order.ts'
import type { Order, Parcel, TraceStatus } from '../world/order.ts'

const namespace = 'com.alibaba.logistics'
const YEAR_MS = 365 * 86_400_000

const orderParams: readonly Param[] = [
  { name: 'orderId', type: 'Long', required: true },
  { name: 'webSite', type: 'String', required: true },
]

const orderCodes = ownOrderCodes({ missing: '404', foreign: 'order.nopermission.buyer' })

/** Parcels and their trails as the buyer sees them (reference §4.11). */
export const logistics = [
  api({
    namespace,
    name: 'alibaba.trade.getLogisticsInfos.buyerView',
    params: [...orderParams, { name: 'fields', type: 'String' }],
    fail: flatMessage,
    codes: [...orderCodes, { code: '500_2', kind: 'state', when: 'nothing is shipped yet' }],
    handle: (call) => {
      const order = orderFor(call)
      if (order.parcels.length === 0) throw new BusinessError('500_2', '订单未发货或没有物流信息')
      return { success: true, result: order.parcels.map((parcel) => describe(order, parcel)) }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.getLogisticsTraceInfo.buyerView',
    params: [...orderParams, { name: 'logisticsId', type: 'String' }],
    fail: flatMessage,
    codes: [
      ...orderCodes,
      { code: '404', kind: 'state', when: 'no parcel, or none with this logisticsId' },
      { code: 'order.createtime.history', kind: 'rule', when: 'the order is older than a year' },
    ],
    handle: (call) => {
      const order = orderFor(call)
      if (call.now - order.createdAt > YEAR_MS) {
        throw new BusinessError('order.createtime.history', '不支持查询一年以前的订单')
      }
      const wanted = call.params.text('logisticsId')
      const parcels = order.parcels.filter(
        ({ logisticsId }) => wanted === undefined || logisticsId === wanted,
      )
      if (parcels.length === 0) throw new BusinessError('404', '没有物流跟踪信息')
      return { success: true, logisticsTrace: parcels.map((parcel) => trail(order, parcel)) }
    },
  }),
]

function orderFor({ world, member, params }: Call): Order {
  const order = world.orders.get(params.digits('orderId') ?? '')
  if (!order) throw new BusinessError('404', '订单不存在')
  if (order.memberId !== member.memberId) {
    throw new BusinessError('order.nopermission.buyer', '不是订单的买家')
  }
  return order
}

const states: Readonly<Record<TraceStatus, string>> = {
  CONSIGN: 'WAITACCEPT',
  ACCEPT: 'ACCEPT',
  TRANSPORT: 'TRANSPORT',
  DELIVERING: 'TRANSPORT',
  FAILED: 'UNSIGN',
  AGENT_SIGN: 'SIGN',
  SIGN: 'SIGN',
}

const trail = (order: Order, parcel: Parcel): JsonObject => ({
  logisticsId: parcel.logisticsId,
  orderId: BigInt(order.id),
  logisticsBillNo: parcel.billNo,
  logisticsSteps: parcel.nodes.map((node) => ({
    acceptTime: chinaTime(node.at),
    remark: node.remark,
  })),
})

function describe(order: Order, parcel: Parcel): JsonObject {
  const { receiver } = order
  const items = parcel.goods.map((good) => ({
    good,
    item: order.items.find((item) => item.subId === good.subId),
  }))
  return {
    logisticsId: parcel.logisticsId,
    logisticsBillNo: parcel.billNo,
    orderEntryIds: parcel.goods.map((good) => good.subId).join(','),
    status: states[parcel.nodes.at(-1)?.status ?? 'CONSIGN'],
    logisticsCompanyId: String(parcel.company.id),
    logisticsCompanyName: `${parcel.company.name}(${parcel.company.no})`,
    logisticsCompanyNo: parcel.company.no,
    remarks: '',
    gmtSystemSend: chinaTime(parcel.sentAt),
    sendGoods: items.map(({ good, item }) => ({
      goodName: item?.name ?? '',
      quantity: String(good.quantity),
      unit: item?.unit ?? '',
    })),
    receiver: {
      receiverName: receiver.fullName,
      receiverPhone: receiver.phone,
      receiverMobile: receiver.mobile,
      receiverProvince: receiver.province,
      receiverProvinceCode: `${receiver.areaCode.slice(0, 2)}0000`,
      receiverCity: receiver.city,
      receiverCityCode: findRegion(receiver.province, receiver.city, undefined)?.code ?? '',
      receiverCounty: receiver.area,
      receiverCountyCode: receiver.areaCode,
      receiverAddress: receiver.address,
      encrypt: 'false',
    },
    sender: {
      senderName: order.supplier.companyName,
      senderProvince: order.supplier.province,
      senderCity: order.supplier.city,
    },
    logisticsOrderGoods: items.map(({ good, item }) => ({
      logisticsId: parcel.logisticsId,
      tradeOrderId: BigInt(order.id),
      tradeOrderItemId: BigInt(good.subId),
      description: '',
      quantity: good.quantity,
      unit: item?.unit ?? '',
      productName: item?.name ?? '',
    })),
  }
}
