import { chance, drawDigits } from '../chance.ts'
import { announceOrder, announceTrace } from '../push/topics.ts'
import { newLogisticsId } from '../world/ids.ts'
import { type Carrier, type Order, type Parcel, toShip } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { planConfirmation } from './all-shipped.ts'
import { closeOpenRefunds } from './answer-refund.ts'
import { carriers } from './carriers.ts'
import { changeOrder } from './change-order.ts'
import { planTrail, remarkOf } from './trail.ts'

export interface ShipRequest {
  /** Units by sub-order; absent: everything not yet shipped. */
  readonly goods?: readonly { readonly subId: string; readonly quantity: number }[]
  readonly carrier?: Carrier
  readonly billNo?: string
  /** A number that no carrier knows: the trail never gets further. */
  readonly standsStill?: boolean
}

/**
 * Sends one parcel. Until nothing is left to ship the order stays `waitsellersend`. Answers with a
 * sentence where the order cannot be shipped or asks for more than is left.
 */
export function shipOrder(world: World, order: Order, request: ShipRequest = {}): Order | string {
  if (order.status !== 'waitsellersend') return `订单状态${order.status}不能发货`
  const goods =
    request.goods ??
    order.items
      .map((item) => ({ subId: item.subId, quantity: toShip(item) }))
      .filter((good) => good.quantity > 0)
  if (goods.length === 0) return '没有可发货的商品'
  for (const good of goods) {
    const item = order.items.find((each) => each.subId === good.subId)
    if (!item || good.quantity < 1 || good.quantity > toShip(item)) {
      return `子订单${good.subId}可发数量不足`
    }
  }
  const parcel = pack(world, order, goods, request)
  const items = order.items.map((item) => {
    const sent = goods.filter((good) => good.subId === item.subId)
    return { ...item, shipped: item.shipped + sent.reduce((sum, good) => sum + good.quantity, 0) }
  })
  const isWhole = items.every((item) => toShip(item) === 0)
  const now = world.now()
  const sent = changeOrder(world, order, {
    items,
    parcels: [...order.parcels, parcel],
    ...(isWhole && { status: 'waitbuyerreceive', shippedAt: now }),
  })
  announceOrder(world, sent, isWhole ? 'ANNOUNCE_SENDGOODS' : 'PART_PART_SENDGOODS')
  announceTrace(world, sent, parcel, 'CONSIGN')
  if (!request.standsStill) planTrail(world, sent, parcel)
  if (isWhole) planConfirmation(world, order)
  closeOpenRefunds(world, sent, 'SELLER_SEND_GOODS_CLOSE')
  return world.orders.get(order.id) ?? sent
}

function pack(world: World, order: Order, goods: Parcel['goods'], request: ShipRequest): Parcel {
  const logisticsId = newLogisticsId(world)
  const drawn = carriers[Math.floor(chance(world.seed, `carrier ${logisticsId}`) * carriers.length)]
  const company = request.carrier ?? drawn ?? { id: 1, no: 'OTHER', name: '其他' }
  const billNo =
    request.billNo ?? `${company.no.slice(0, 2)}${drawDigits(world.seed, logisticsId, 13)}`
  const at = world.now()
  const remark = remarkOf('CONSIGN', {
    supplier: order.supplier,
    receiver: order.receiver,
    company,
  })
  return {
    logisticsId,
    billNo,
    company,
    goods,
    sentAt: at,
    nodes: [{ at, status: 'CONSIGN', remark }],
  }
}
