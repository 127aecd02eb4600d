import { BusinessError } from '../business-error.ts'
import { type Address, provinceCode } from '../places/address.ts'
import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import { appOf, type World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'
import { flowOf } from './flow.ts'
import { freightFen } from './freight.ts'

// A supplier looks at such a request within two hours [sbx].
const ANSWER_MS = 2 * 3_600_000

/**
 * The buyer wants the goods sent elsewhere, before anything is shipped. Where postage stays the same it is done
 * at once; else the supplier has to agree, and then bears the difference: paid is paid [sbx].
 */
export function askForAddress(world: World, order: Order, receiver: Address): Order {
  const isOpen = order.status === 'waitbuyerpay' || order.status === 'waitsellersend'
  if (!isOpen || order.parcels.length > 0) {
    throw new BusinessError('ORDER_STATUS_ERROR', '订单状态不允许修改收货地址')
  }
  const province = provinceCode(receiver)
  const offers = order.items.map(({ offerId }) => world.offers.get(offerId))
  if (offers.some((offer) => offer?.freight.notServed.includes(province))) {
    throw new BusinessError('AREA_NOT_SUPPORTED', '收货地区不在商品销售区域内')
  }
  if (postage(world, order, province) === postage(world, order, provinceCode(order.receiver))) {
    return changeOrder(world, order, { receiver })
  }
  if (appOf(world).autoShip) {
    plan(world, { at: world.now() + ANSWER_MS, kind: 'address-answer', about: order.id })
  }
  return changeOrder(world, order, { wantedReceiver: receiver })
}

/** The supplier answers a wish for another address; without a wish, or once shipped, there is nothing to say. */
export function answerAddress(world: World, order: Order, agrees: boolean): Order {
  const { wantedReceiver, ...kept } = order
  if (!wantedReceiver || order.parcels.length > 0) return order
  if (!agrees) return changeOrder(world, kept, {})
  const changed = changeOrder(world, kept, { receiver: wantedReceiver })
  announceOrder(world, changed, 'ORDER_SELLER_MODIFY_ADRESS')
  return changed
}

function postage(world: World, order: Order, province: string): number {
  const flow = flowOf(order.flow)
  if (flow?.postageIncluded) return 0
  const loads = order.items.flatMap(({ offerId, quantity }) => {
    const freight = world.offers.get(offerId)?.freight
    return freight && !(flow?.dropship && freight.dropshipFree) ? [{ freight, quantity }] : []
  })
  return freightFen(loads, province)
}
