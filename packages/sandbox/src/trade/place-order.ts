import { BusinessError } from '../business-error.ts'
import type { Address } from '../places/address.ts'
import { provinceCode } from '../places/address.ts'
import { announceOrder } from '../push/topics.ts'
import { newOrderId, subOrderId } from '../world/ids.ts'
import type { Order, OrderItem } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import { appOf, type World } from '../world/world.ts'
import { type CargoLine, cargoText } from './cargo.ts'
import { moveStock } from './move-stock.ts'
import { type PricedLine, priceCargo } from './price-cargo.ts'

const PAY_TIMEOUT_SECONDS = 43_200

export interface OrderRequest {
  readonly memberId: string
  readonly flow: string
  readonly cargo: readonly CargoLine[]
  readonly receiver: Address
  readonly outOrderId?: string
  readonly message: string
  readonly tradeType: string
  readonly outerOrderInfo?: string
}

/**
 * Creates an order and takes its goods from stock. Repeating it with the same `outOrderId` and the same
 * goods answers with the first order; with other goods it is refused (reference §4.6).
 */
export function placeOrder(world: World, request: OrderRequest): Order {
  const cargo = cargoText(request.cargo)
  const key = request.outOrderId && `${request.memberId}/${request.outOrderId}`
  const known = key ? world.orders.get(world.outOrderIds.get(key) ?? '') : undefined
  if (known) {
    if (known.cargo === cargo && appOf(world).duplicateMode === 'same') return known
    throw new BusinessError('DUPLICATE_OUT_ORDER_ID', `outOrderId ${request.outOrderId} 已存在`)
  }
  const priced = priceCargo(world, request.cargo, request.flow, {
    memberId: request.memberId,
    province: provinceCode(request.receiver),
  })
  const id = newOrderId(world)
  const now = world.now()
  const { flow: _flow, cargo: _lines, ...asked } = request
  const order: Order = {
    ...asked,
    id,
    cargo,
    flow: priced.flow.name,
    supplier: firstOffer(priced.lines).supplier,
    status: 'waitbuyerpay',
    items: priced.lines.map((line, index) =>
      toItem(line, subOrderId(id, index, priced.lines.length)),
    ),
    goodsFen: priced.goodsFen,
    postFen: priced.postFen,
    discountFen: 0,
    totalFen: priced.totalFen,
    paidFen: 0,
    refundedFen: 0,
    createdAt: now,
    modifiedAt: now,
    payBy: now + PAY_TIMEOUT_SECONDS * 1000,
    payTries: 0,
    parcels: [],
  }
  world.orders.put(id, order)
  if (key) world.outOrderIds.put(key, id)
  moveStock(world, order.items, -1)
  plan(world, { at: order.payBy, kind: 'pay-timeout', about: id })
  announceOrder(world, order, 'BUYER_MAKE')
  return order
}

function firstOffer(lines: readonly PricedLine[]): PricedLine['offer'] {
  const [first] = lines
  if (!first) throw new BusinessError('500_001', '商品列表为空')
  return first.offer
}

function toItem({ line, offer, sku, unitFen, amountFen }: PricedLine, subId: string): OrderItem {
  return {
    subId,
    offerId: offer.offerId,
    ...(sku && { skuId: sku.skuId, specId: sku.specId }),
    ...(sku?.cargoNumber && { cargoNumber: sku.cargoNumber }),
    name: offer.subject,
    image: sku?.properties.find((property) => property.image)?.image ?? offer.images[0] ?? '',
    unit: offer.unit,
    properties: (sku?.properties ?? []).map(({ name, value }) => ({ name, value })),
    unitFen,
    quantity: line.quantity,
    amountFen,
    shipped: 0,
  }
}
