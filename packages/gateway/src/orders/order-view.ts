import {
  type Address,
  fen,
  type OrderState,
  type OrderView,
  type PaymentState,
  type PaymentView,
  type QuoteLine,
  type SellerOrder,
  type Shipment,
  type ShipmentState,
  times,
} from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { readShareOf } from '../shares/shares.ts'
import { type OrderParts, readOrderParts } from './order-parts.ts'
import type { OrderRow } from './orders.ts'

/** An order as its buyer may see it, from its rows. */
export async function orderView(deps: Deps, order: OrderRow): Promise<OrderView> {
  return viewOf(order, await readOrderParts(deps.db, order.shop_id, order.order_id))
}

function viewOf(order: OrderRow, parts: OrderParts): OrderView {
  const { lines, payment, shipments, steps, supplierOrders } = parts
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
    address: order.address as Address,
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

function paymentView(payment: NonNullable<OrderParts['payment']>): PaymentView {
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
export async function sellerOrder(deps: Deps, order: OrderRow): Promise<SellerOrder> {
  const { db } = deps
  const parts = await readOrderParts(db, order.shop_id, order.order_id)
  const { supplierOrders } = parts
  const credit = await shareOf(db, order)
  const isFinal = supplierOrders.every((each) => each.actual_goods !== null)
  const cost = supplierOrders.reduce((total, each) => total + costOf(each), 0)
  return {
    ...viewOf(order, parts),
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
