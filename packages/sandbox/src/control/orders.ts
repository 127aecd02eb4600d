import type { Fields } from '../fields.ts'
import { announceBatchPay, announceMailNo } from '../push/topics.ts'
import { carrierOf } from '../trade/carriers.ts'
import { answerAddress } from '../trade/change-address.ts'
import { changeOrder } from '../trade/change-order.ts'
import { changePrice } from '../trade/change-price.ts'
import { closeOrder } from '../trade/close-order.ts'
import { payOrder, usualChannel } from '../trade/pay-order.ts'
import { shipOrder } from '../trade/ship-order.ts'
import { addTrace } from '../trade/trail.ts'
import type { Order, TraceStatus } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

/** An order by its id, or by `outOrderId` of any member. */
export function findOrder(world: World, id: string): Order {
  const order = world.orders.get(id) ?? [...world.orders.values()].find((o) => o.outOrderId === id)
  if (!order) throw new ControlError(404, `订单${id}不存在`)
  return order
}

export function pay(world: World, order: Order): void {
  if (order.status !== 'waitbuyerpay')
    throw new ControlError(409, `订单状态${order.status}不能支付`)
  if (!payOrder(world, order, usualChannel(order))) throw new ControlError(409, '账户余额不足')
}

/** `{goods?: [{subId, quantity}], company?, billNo?}`; without goods everything that is left. */
export function ship(world: World, order: Order, asked: Fields): void {
  const goods = asked.rows('goods').map((row) => ({
    subId: row.digits('subId') ?? '',
    quantity: row.number('quantity') ?? 0,
  }))
  const [company, billNo] = [asked.text('company'), asked.text('billNo')]
  const shipped = shipOrder(world, order, {
    ...(goods.length > 0 && { goods }),
    ...(company && { carrier: carrierOf(company) }),
    ...(billNo && { billNo }),
  })
  if (typeof shipped === 'string') throw new ControlError(409, shipped)
}

const TRACE_STATUSES: readonly string[] = [
  'CONSIGN',
  'ACCEPT',
  'TRANSPORT',
  'DELIVERING',
  'AGENT_SIGN',
  'SIGN',
  'FAILED',
] satisfies TraceStatus[]

/** `{status, remark?, logisticsId?}`; without a parcel all parcels of the order. */
export function trace(world: World, order: Order, asked: Fields): void {
  const status = asked.text('status') ?? ''
  if (!TRACE_STATUSES.includes(status)) {
    throw new ControlError(400, `status must be one of ${TRACE_STATUSES.join(', ')}`)
  }
  const remark = asked.text('remark')
  const wanted = asked.text('logisticsId')
  const parcels = order.parcels.filter(({ logisticsId }) => logisticsId === (wanted ?? logisticsId))
  if (parcels.length === 0) throw new ControlError(409, '订单没有包裹')
  for (const { logisticsId } of parcels) {
    addTrace(world, findOrder(world, order.id), logisticsId, {
      status: status as TraceStatus,
      ...(remark && { remark }),
    })
  }
}

/** Ships what is left and lets every parcel be signed for. */
export function deliverAll(world: World, order: Order): void {
  if (order.status === 'waitsellersend') shipOrder(world, order)
  for (const { logisticsId } of findOrder(world, order.id).parcels) {
    for (const status of ['ACCEPT', 'TRANSPORT', 'DELIVERING', 'SIGN'] as const) {
      addTrace(world, findOrder(world, order.id), logisticsId, { status, planned: true })
    }
  }
  if (findOrder(world, order.id).parcels.length === 0) {
    throw new ControlError(409, `订单状态${order.status}不能送达`)
  }
}

/** `{totalFen}` of an unpaid order. */
export function reprice(world: World, order: Order, asked: Fields): void {
  const totalFen = asked.number('totalFen') ?? -1
  if (!Number.isSafeInteger(totalFen) || totalFen < 1) {
    throw new ControlError(400, 'totalFen must be a whole number of fen, at least 1')
  }
  if (order.status !== 'waitbuyerpay') throw new ControlError(409, '只有未付款的订单可以改价')
  changePrice(world, order, totalFen)
}

/** The supplier closes an order that was not shipped; what was paid goes back. */
export function closeBySeller(world: World, order: Order, asked: Fields): void {
  const isOpen = order.status === 'waitbuyerpay' || order.status === 'waitsellersend'
  if (!isOpen || order.parcels.length > 0) {
    throw new ControlError(409, `订单状态${order.status}不能由卖家关闭`)
  }
  closeOrder(world, order, {
    by: 'SELLER',
    reason: 'sellerGoodsLack',
    remark: asked.text('remark') ?? '缺货',
  })
}

/** `{orderIds}`: pays them as the group cashier does, each on its own, and tells the result of each. */
export function payGroup(world: World, asked: Fields): object {
  const ids = (asked.list('orderIds') ?? []).map(String)
  const first = ids.map((id) => world.orders.get(id)).find((order) => order !== undefined)
  if (!first) throw new ControlError(404, '没有可支付的订单')
  const results = ids.map((orderId) => {
    const order = world.orders.get(orderId)
    if (order?.status !== 'waitbuyerpay') return { orderId, status: 'PARAM_ILLEGAL' as const }
    const isPaid = payOrder(world, order, usualChannel(order))
    return {
      orderId,
      status: isPaid ? ('successed' as const) : ('ACCOUNT_BALANCE_NOT_ENOUGH' as const),
    }
  })
  announceBatchPay(world, first.memberId, results)
  return { results }
}

/** `{billNo, company?, logisticsId?}`: the supplier corrects the number of a parcel, the first one unless named. */
export function correctNumber(world: World, order: Order, asked: Fields): void {
  const wanted = asked.text('logisticsId') ?? order.parcels[0]?.logisticsId
  const before = order.parcels.find(({ logisticsId }) => logisticsId === wanted)
  const [billNo, company] = [asked.text('billNo'), asked.text('company')]
  if (!before || !billNo)
    throw new ControlError(before ? 400 : 409, before ? 'billNo is missing' : '订单没有包裹')
  const after = { ...before, billNo, company: company ? carrierOf(company) : before.company }
  const parcels = order.parcels.map((each) => (each === before ? after : each))
  announceMailNo(world, changeOrder(world, order, { parcels }), before, after)
}

/** `{agree}`: the supplier answers the buyer's wish for another address. */
export function answerWish(world: World, order: Order, asked: Fields): void {
  if (!order.wantedReceiver) throw new ControlError(409, '订单没有待确认的收货地址')
  answerAddress(world, order, asked.flag('agree') ?? true)
}
