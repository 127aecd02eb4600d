import {
  fen,
  type OrderState,
  type OrderView,
  type PaymentState,
  type PaymentView,
  type QuoteLine,
  type SellerOrder,
  type Shipment,
  type ShipmentState,
  ShopError,
  times,
} from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { readShareOf } from '../shares/shares.ts'
import type { PlacedRows } from './insert-order.ts'
import { type OrderParts, readWholeOrder } from './order-parts.ts'
import type { OrderRow } from './orders.ts'

/** An order as its buyer may see it. @throws ShopError ORDER_NOT_FOUND */
export async function readOrderView(
  deps: Pick<Deps, 'db'>,
  shopId: string,
  orderId: string,
): Promise<OrderView> {
  return orderView(await readOrder(deps, shopId, orderId))
}

/** As it is seen before anything has happened to it. */
export function freshOrderView({ order, lines, purchases }: PlacedRows): OrderView {
  const supplierOrders = purchases.map((purchase) => ({
    ...purchase,
    platform_order_id: null,
    actual_goods: null,
    actual_freight: null,
    failure: null,
  }))
  const steps = [{ to_state: order.state, at: order.placed_at.toISOString() }]
  return orderView({ ...order, lines, payments: [], shipments: [], steps, supplierOrders })
}

async function readOrder(deps: Pick<Deps, 'db'>, shopId: string, orderId: string) {
  const order = await readWholeOrder(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  return order
}

export function orderView(order: OrderRow & OrderParts): OrderView {
  const { lines, shipments, steps, supplierOrders } = order
  // The attempt that succeeded, else the newest.
  const payment = order.payments.find(({ state }) => state === 'succeeded') ?? order.payments.at(-1)
  return {
    id: order.order_id,
    number: order.number,
    state: order.state as OrderState,
    attention: order.attention,
    lines: lines.map((line) => lineView(line, supplierOrders)),
    goods: fen(order.goods),
    freight: fen(order.freight),
    discount: fen(order.discount),
    total: fen(order.total),
    address: order.address,
    ...(order.remark && { remark: order.remark }),
    payBefore: order.pay_before.toISOString(),
    ...(payment && { payment: paymentView(payment) }),
    shipments: shipments.map(shipmentView),
    steps: steps.map((step) => ({
      state: step.to_state as OrderState,
      at: new Date(step.at).toISOString(),
    })),
    placedAt: order.placed_at.toISOString(),
  }
}

function lineView(
  line: OrderParts['lines'][number],
  supplierOrders: OrderParts['supplierOrders'],
): QuoteLine {
  const price = fen(line.price)
  return {
    listing: line.listing_id,
    sku: line.sku_id,
    title: line.title,
    ...(line.image_url && { imageUrl: line.image_url }),
    properties: line.properties.map(({ name, value }) => ({ name, value })),
    quantity: line.quantity,
    price,
    subtotal: times(price, line.quantity),
    group:
      supplierOrders.find((each) => each.supplier_order_id === line.supplier_order_id)?.seq ?? 0,
  }
}

const paymentStates: Record<PaymentState, PaymentView['state']> = {
  created: 'waiting',
  prepared: 'waiting',
  in_doubt: 'unknown',
  succeeded: 'succeeded',
  duplicate: 'succeeded',
  closed: 'closed',
  late_success: 'closed',
  failed: 'closed',
}

function paymentView(payment: OrderParts['payments'][number]): PaymentView {
  const state = paymentStates[payment.state as PaymentState]
  return {
    id: payment.payment_id,
    state,
    ...(state === 'waiting' && payment.cashier_url && { cashierUrl: payment.cashier_url }),
  }
}

function shipmentView(row: OrderParts['shipments'][number]): Shipment {
  return {
    id: row.shipment_id,
    carrier: row.carrier,
    number: row.number,
    state: row.state as ShipmentState,
    lines: row.lines,
    trail: row.trail,
  }
}

/** An order as its seller sees it: what it cost, what it earned, who brought it. */
export async function readSellerOrder(
  deps: Pick<Deps, 'db'>,
  shopId: string,
  orderId: string,
): Promise<SellerOrder> {
  const order = await readOrder(deps, shopId, orderId)
  const { supplierOrders } = order
  const credit = await shareOf(deps.db, order)
  const isFinal = supplierOrders.every((each) => each.actual_goods !== null)
  const cost = supplierOrders.reduce((total, each) => total + costOf(each), 0)
  return {
    ...orderView(order),
    ...(credit && { credit }),
    cost: fen(cost),
    profit: fen(order.total - cost),
    profitKind: isFinal ? 'final' : 'estimate',
    supplierOrders: supplierOrders.map((each) => ({
      id: each.supplier_order_id,
      state: each.state,
      supplier: { id: each.supplier_id, name: each.supplier_name },
      ...(each.platform_order_id && { platformOrderId: each.platform_order_id }),
      goods: fen(each.actual_goods ?? each.expected_goods),
      freight: fen(each.actual_freight ?? each.expected_freight),
      ...(each.failure && { failure: each.failure }),
    })),
  }
}

function costOf(each: OrderParts['supplierOrders'][number]): number {
  return (each.actual_goods ?? each.expected_goods) + (each.actual_freight ?? each.expected_freight)
}

async function shareOf(db: Database, order: OrderRow): Promise<SellerOrder['credit']> {
  return order.share_id ? readShareOf(db, order.shop_id, order.share_id) : undefined
}
