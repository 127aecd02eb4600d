import {
  claimableMillis,
  couponGraceMillis,
  fen,
  type OrderLine,
  type OrderState,
  type OrderView,
  type PaymentState,
  type PaymentView,
  type ProviderName,
  type RefundState,
  type RefundView,
  type Shipment,
  type ShipmentState,
  ShopError,
  sum,
  times,
} from '@xiaopu/domain'
import { afterSaleView } from '../after-sales/after-sales.ts'
import { buyerDeadlineViews, fakeShipments } from '../deadlines/deadline-view.ts'
import type { Deps } from '../deps.ts'
import { addressChange } from '../fulfilment/address-change.ts'
import { seatView } from '../group-buys/seat-view.ts'
import type { PlacedRows } from './insert-order.ts'
import { type OrderParts, type OrderStepParts, readWholeOrder } from './order-parts.ts'
import type { OrderRow } from './orders.ts'

/** An order as its buyer may see it. @throws ShopError ORDER_NOT_FOUND */
export async function readOrderView(
  deps: Pick<Deps, 'db'>,
  shopId: string,
  orderId: string,
): Promise<OrderView> {
  return orderView(await readOrder(deps, shopId, orderId))
}

/** As it is seen before anything has happened to it; one with a seat is read with its group. */
export function freshOrderView({ order, lines, purchases, coupon }: PlacedRows): OrderView {
  const supplierOrders = purchases.map((purchase) => ({
    ...purchase,
    platform_order_id: null,
    actual_goods: null,
    actual_freight: null,
    failure: null,
    replaces: null,
    after_sale_id: null,
    reasons: null,
    decide_before: null,
    asked_at: null,
  }))
  const nothing = {
    deadlines: [],
    payments: [],
    shipments: [],
    refunds: [],
    afterSales: [],
    claims: [],
    book: [],
  }
  const at = order.placed_at.toISOString()
  const begun = { aggregate: 'order', aggregate_id: order.order_id, to_state: order.state, at }
  const held = { valid_until: '', returned_at: null, stopped_at: null }
  const used = coupon ? { code: coupon.code, ...held } : null
  return orderView({
    ...order,
    lines,
    ...nothing,
    steps: [begun],
    supplierOrders,
    coupon: used,
    seat: null,
  })
}

/** @throws ShopError ORDER_NOT_FOUND */
export async function readOrder(deps: Pick<Deps, 'db'>, shopId: string, orderId: string) {
  const order = await readWholeOrder(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  return order
}

export function orderView(order: OrderRow & OrderParts): OrderView {
  const { lines, shipments, steps } = order
  // The attempt that succeeded, else the newest.
  const change = addressChange(order, order.supplierOrders)
  const payment = order.payments.find(({ state }) => state === 'succeeded') ?? order.payments.at(-1)
  return {
    id: order.order_id,
    number: order.number,
    state: seenState(order),
    attention: order.attention,
    lines: lines.map((line) => lineView(line, order)),
    goods: fen(order.goods),
    freight: fen(order.freight),
    discount: fen(order.discount),
    total: fen(order.total),
    ...(order.coupon && { coupon: couponView(order.coupon) }),
    ...(order.seat && { seat: seatView(order.seat) }),
    address: order.address,
    ...(change && { addressChange: change }),
    ...(order.remark && { remark: order.remark }),
    payBefore: order.pay_before.toISOString(),
    ...(payment && { payment: paymentView(payment) }),
    shipments: shipments.map((each) => shipmentView(each, order)),
    refunds: order.refunds.map(refundView),
    afterSales: order.afterSales.map((each) => afterSaleView(each, order.order_id)),
    deadlines: buyerDeadlineViews(order.deadlines),
    steps: steps.filter(isSeen(seenState(order))).map((step) => ({
      state: step.to_state as OrderState,
      at: new Date(step.at).toISOString(),
    })),
    placedAt: order.placed_at.toISOString(),
  }
}

/** One that came back late is good for a little longer; later than that, or stopped, it is over. */
function couponView(coupon: NonNullable<OrderParts['coupon']>): OrderView['coupon'] {
  const { code, valid_until, returned_at, stopped_at } = coupon
  if (!returned_at) return { code }
  const until = Date.parse(valid_until) + couponGraceMillis
  const isOver = stopped_at !== null || Date.parse(returned_at) >= until
  return { code, ...(!isOver && { backUntil: new Date(until).toISOString() }) }
}

const underway: ReadonlySet<string> = new Set(['partly_shipped', 'shipped'])

/** An order of which no carrier has ever had a parcel has not been shipped, whatever was announced. */
function seenState(order: OrderRow & OrderParts): OrderState {
  const { state, deadlines } = order
  const fake = fakeShipments(deadlines)
  const shipments = order.shipments.filter((each) => !exchangeOf(each, order))
  const isFake = shipments.length > 0 && shipments.every(({ shipment_id }) => fake.has(shipment_id))
  return (underway.has(state) && isFake ? 'placed' : state) as OrderState
}

/** What was announced in vain is no step either. */
const isSeen = (state: OrderState) => (step: OrderStepParts) =>
  step.aggregate === 'order' && (state !== 'placed' || !underway.has(step.to_state))

function lineView(
  line: OrderParts['lines'][number],
  order: Pick<OrderParts, 'supplierOrders' | 'refunds' | 'steps' | 'afterSales'>,
): OrderLine {
  const { supplierOrders, refunds } = order
  const came = cameAt(line, order)
  const price = fen(line.price)
  const back = refunds
    .flatMap(({ parts }) => parts.lines)
    .filter((part) => part.line === line.order_line_id)
  const returned = back.reduce((pieces, { quantity }) => pieces + quantity, 0)
  return {
    id: line.order_line_id,
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
    ...(back.length > 0 && { returned, refunded: sum(back.map(({ goods }) => goods)) }),
    ...(came !== undefined && { claimBefore: new Date(came + claimableMillis).toISOString() }),
  }
}

/** When the goods of a line came, or what she got in exchange for them, ms since 1970. */
function cameAt(
  { order_line_id }: Pick<OrderParts['lines'][number], 'order_line_id'>,
  { steps, afterSales }: Pick<OrderParts, 'steps' | 'afterSales'>,
): number | undefined {
  const about = new Set(
    afterSales
      .filter(({ lines }) => lines.some(({ line }) => line === order_line_id))
      .map(({ after_sale_id }) => after_sale_id),
  )
  const last = steps.findLast(({ aggregate, aggregate_id, to_state }) =>
    aggregate === 'order' ? to_state === 'received' : about.has(aggregate_id),
  )
  return last && Date.parse(last.at)
}

/** Accepted by the provider is not yet with the buyer. */
const refundStates: Record<RefundState, RefundView['state']> = {
  requested: 'processing',
  submitting: 'processing',
  processing: 'processing',
  succeeded: 'succeeded',
  abnormal: 'abnormal',
}

export function refundView(refund: OrderParts['refunds'][number]): RefundView {
  return {
    id: refund.refund_id,
    amount: fen(refund.amount),
    state: refundStates[refund.state as RefundState],
    ...(refund.means === 'other_means' && { means: refund.means }),
    reason: refund.reason,
    ...(refund.note && { note: refund.note }),
    at: new Date(refund.created_at).toISOString(),
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
    provider: payment.provider as ProviderName,
    ...(state === 'waiting' && payment.cashier_url && { cashierUrl: payment.cashier_url }),
    ...(state === 'waiting' && payment.step && { step: payment.step }),
  }
}

/** The exchange that a parcel is sent for. */
function exchangeOf(
  { supplier_order_id }: OrderParts['shipments'][number],
  { supplierOrders }: Pick<OrderParts, 'supplierOrders'>,
): string | null {
  const purchase = supplierOrders.find((each) => each.supplier_order_id === supplier_order_id)
  return purchase?.after_sale_id ?? null
}

function shipmentView(row: OrderParts['shipments'][number], order: OrderParts): Shipment {
  const afterSale = exchangeOf(row, order)
  return {
    id: row.shipment_id,
    carrier: row.carrier,
    number: row.number,
    state: row.state as ShipmentState,
    lines: row.lines,
    trail: row.trail,
    ...(afterSale && { afterSale }),
  }
}
