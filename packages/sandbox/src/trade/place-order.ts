import { BusinessError } from '../business-error.ts'
import type { Address } from '../places/address.ts'
import { provinceCode } from '../places/address.ts'
import { announceOrder } from '../push/topics.ts'
import { newOrderId, subOrderId } from '../world/ids.ts'
import type { Order, OrderItem } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import { temperamentOf } from '../world/temperament.ts'
import { appOf, type World } from '../world/world.ts'
import { type CargoLine, cargoText } from './cargo.ts'
import { moveStock } from './move-stock.ts'
import { keepOutId, ordersByOutId } from './out-order-ids.ts'
import { type PricedLine, priceCargo } from './price-cargo.ts'
import { temperUnpaid } from './temper.ts'

const PAY_TIMEOUT_SECONDS = 43_200

export interface OrderRequest {
  readonly memberId: string
  readonly flow: string
  readonly cargo: readonly CargoLine[]
  readonly receiver: Address
  readonly outOrderId?: string
  readonly message: string
  readonly tradeType: string
  readonly settleRecord?: string
  readonly outerOrderInfo?: string
  readonly isCross?: boolean
  readonly encrypted?: { readonly platform: string; readonly orderNo: string }
}

export interface Placed {
  readonly orders: readonly Order[]
  /** Lines that were left out, each with the code of its offer. */
  readonly failed: readonly { readonly line: CargoLine; readonly error: BusinessError }[]
}

/**
 * Creates an order (several, where the app lets offers be split) and takes the goods from stock. Repeating it
 * with the same `outOrderId` and the same goods answers with what was made first; with other goods it is
 * refused. What 1688 does is not documented (reference §4.6), so an app may have it make another order too.
 */
export function placeOrders(world: World, request: OrderRequest): Placed {
  const cargo = cargoText(request.cargo)
  const known = request.outOrderId ? ordersByOutId(world, request.memberId, request.outOrderId) : []
  const { duplicateMode } = appOf(world)
  if (known.length > 0 && duplicateMode !== 'another') {
    if (known[0]?.cargo === cargo && duplicateMode === 'same') {
      return { orders: known, failed: [] }
    }
    throw new BusinessError('DUPLICATE_OUT_ORDER_ID', `outOrderId ${request.outOrderId} 已存在`)
  }
  const { lines, failed } = appOf(world).partialOrders
    ? leaveOut(world, request)
    : { lines: request.cargo, failed: [] }
  const orders = (appOf(world).splitOrders ? byOffer(lines) : [lines]).map((part) =>
    makeOrder(world, request, part, cargo),
  )
  if (request.outOrderId)
    keepOutId(world, request.memberId, request.outOrderId, [...known, ...orders])
  return { orders, failed }
}

/** Codes that speak of one offer and not of the order [sbx]. */
const ofOneOffer: readonly string[] = ['500_001', '500_003', '500_004', '500_005', '500_008']

function leaveOut(world: World, request: OrderRequest) {
  const lines: CargoLine[] = []
  const failed: Placed['failed'][number][] = []
  let last: BusinessError | undefined
  for (const part of byOffer(request.cargo)) {
    try {
      price(world, request, part)
      lines.push(...part)
    } catch (error) {
      if (!(error instanceof BusinessError) || !ofOneOffer.includes(error.code)) throw error
      last = error
      failed.push(...part.map((line) => ({ line, error })))
    }
  }
  if (lines.length === 0 && last) throw last
  return { lines, failed }
}

function byOffer(cargo: readonly CargoLine[]): readonly (readonly CargoLine[])[] {
  const parts = new Map<string, CargoLine[]>()
  for (const line of cargo) {
    parts.set(line.offerId, [...(parts.get(line.offerId) ?? []), line])
  }
  return [...parts.values()]
}

const price = (world: World, request: OrderRequest, cargo: readonly CargoLine[]) =>
  priceCargo(world, cargo, request.flow, {
    memberId: request.memberId,
    province: provinceCode(request.receiver),
    settleRecord: request.settleRecord,
  })

function makeOrder(
  world: World,
  request: OrderRequest,
  lines: readonly CargoLine[],
  cargo: string,
): Order {
  const priced = price(world, request, lines)
  const id = newOrderId(world)
  const now = world.now()
  const { flow: _flow, cargo: _lines, settleRecord: _record, ...asked } = request
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
    temperament: temperamentOf(world.seed, id, appOf(world).temperament),
  }
  world.orders.put(id, order)
  moveStock(world, order.items, -1)
  plan(world, { at: order.payBy, kind: 'pay-timeout', about: id })
  temperUnpaid(world, order)
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
