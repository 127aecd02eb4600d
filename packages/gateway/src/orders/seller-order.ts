import {
  balancesFrom,
  type Commission,
  fen,
  type HandMeans,
  profitOf,
  type SellerOrder,
  type SupplierClaimState,
  type SupplierClaimView,
} from '@xiaopu/domain'
import { deadlineView } from '../deadlines/deadline-view.ts'
import type { Deps } from '../deps.ts'
import { readCommissions } from '../promoters/commissions.ts'
import { readCreditedShares } from '../shares/shares.ts'
import { type OrderParts, readOrderPage, type WantedOrders } from './order-parts.ts'
import { orderView, readOrder, refundView } from './order-view.ts'
import type { OrderRow } from './orders.ts'

/** An order as its seller sees it: what it cost, what it earned, who brought it. */
export async function readSellerOrder(
  deps: Pick<Deps, 'db'>,
  shopId: string,
  orderId: string,
): Promise<SellerOrder> {
  const order = await readOrder(deps, shopId, orderId)
  const [shares, commissions] = await Promise.all([
    readCreditedShares(deps.db, shopId, order.share_id ? [order.share_id] : []),
    readCommissions(deps.db, shopId, order.share_id ? [orderId] : []),
  ])
  return sellerOrderView(order, {
    credit: shares.get(order.share_id ?? '')?.credit,
    commissions: commissions.get(orderId),
  })
}

/** A page of orders, newest first, each as above. */
export async function readSellerOrders(
  deps: Pick<Deps, 'db'>,
  shopId: string,
  wanted: WantedOrders & { readonly before?: string | undefined; readonly limit: number },
): Promise<{ readonly items: SellerOrder[]; readonly next?: string }> {
  const { before, limit } = wanted
  const rows = await readOrderPage(deps.db, shopId, wanted, { before, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const shareIds = [...new Set(shown.flatMap(({ share_id }) => share_id ?? []))]
  // Nobody earns by an order that nobody brought.
  const brought = shown.flatMap(({ share_id, order_id }) => (share_id ? [order_id] : []))
  const [shares, commissions] = await Promise.all([
    readCreditedShares(deps.db, shopId, shareIds),
    readCommissions(deps.db, shopId, brought),
  ])
  const items = shown.map((row) =>
    sellerOrderView(row, {
      credit: shares.get(row.share_id ?? '')?.credit,
      commissions: commissions.get(row.order_id),
    }),
  )
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items, ...(last && { next: last.order_id }) }
}

/** Who brought it, and what that earns. */
interface Brought {
  readonly credit: SellerOrder['credit']
  readonly commissions: Commission[] | undefined
}

function sellerOrderView(
  order: OrderRow & OrderParts,
  { credit, commissions }: Brought,
): SellerOrder {
  const { supplierOrders } = order
  const live = supplierOrders.filter(({ state }) => !over.has(state))
  const isFinal = live.every((each) => bought.has(each.state))
  const { profit, lines } = profitOf(balancesFrom(order.book))
  const expected = live
    .filter((each) => !bought.has(each.state))
    .reduce((total, each) => total + goodsOf(each, order) + freightOf(each), 0)
  const isPaid = order.book.length > 0
  const takings = isPaid ? profit.amount : order.total
  const cost = lines
    .filter(({ account }) => account === 'goods_cost' || account === 'freight_cost')
    .reduce((total, { amount }) => total - amount.amount, expected)
  return {
    ...orderView(order),
    state: order.state as SellerOrder['state'],
    refunds: order.refunds.map(sellerRefundView),
    deadlines: order.deadlines.map(deadlineView),
    ...(credit && { credit }),
    ...(commissions && { commissions }),
    cost: fen(cost),
    profit: fen(takings - expected),
    profitKind: isPaid && isFinal ? 'final' : 'estimate',
    book: [...lines],
    supplierOrders: supplierOrders.map((each) => supplierOrderView(each, order)),
  }
}

/** What she made herself, with what she can show for it. */
function sellerRefundView(refund: OrderParts['refunds'][number]): SellerOrder['refunds'][number] {
  const { means, reference } = refund
  return {
    ...refundView(refund),
    ...(means && reference !== null && { byHand: { means: means as HandMeans, reference } }),
  }
}

type SupplierOrderParts = OrderParts['supplierOrders'][number]

/** Purchases that cost nothing (any more), and those whose cost is in the book. */
const over: ReadonlySet<string> = new Set(['rejected', 'cancelled'])
const bought: ReadonlySet<string> = new Set([
  'paid_up',
  'part_shipped',
  'shipped',
  'received',
  'done',
])

/** What it costs, or will by what is still wanted of it. */
function goodsOf(each: SupplierOrderParts, { lines }: Pick<OrderParts, 'lines'>): number {
  const dropped = lines
    .filter((line) => line.supplier_order_id === each.supplier_order_id)
    .reduce((total, line) => total + line.cost * line.dropped, 0)
  return each.actual_goods ?? each.expected_goods - dropped
}

const freightOf = (each: SupplierOrderParts): number => each.actual_freight ?? each.expected_freight

function supplierOrderView(
  each: SupplierOrderParts,
  order: Pick<OrderParts, 'claims' | 'lines' | 'supplierOrders'>,
): SellerOrder['supplierOrders'][number] {
  const { claims, supplierOrders } = order
  const isReplaced = supplierOrders.some(({ replaces }) => replaces === each.supplier_order_id)
  const isOpen = (each.state === 'held' || over.has(each.state)) && !each.unwanted && !isReplaced
  return {
    id: each.supplier_order_id,
    state: each.state,
    supplier: { id: each.supplier_id, name: each.supplier_name },
    ...(each.platform_order_id && { platformOrderId: each.platform_order_id }),
    goods: fen(goodsOf(each, order)),
    freight: fen(freightOf(each)),
    ...(each.failure && { failure: each.failure }),
    ...(each.reasons && { reasons: each.reasons.reasons.map(({ reason }) => reason) }),
    ...(isOpen &&
      each.decide_before && { decideBefore: new Date(each.decide_before).toISOString() }),
    ...(each.after_sale_id && { afterSale: each.after_sale_id }),
    claims: claims
      .filter((claim) => claim.supplier_order_id === each.supplier_order_id)
      .map(claimView),
  }
}

function claimView(claim: OrderParts['claims'][number]): SupplierClaimView {
  return {
    id: claim.claim_id,
    state: claim.state as SupplierClaimState,
    wanted: fen(claim.wanted_goods + claim.wanted_freight),
    ...(claim.refunded !== null && { refunded: fen(claim.refunded) }),
    ...(claim.failure && { failure: claim.failure }),
  }
}
