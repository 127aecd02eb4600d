import {
  type AfterSaleKind,
  type AfterSaleReason,
  type AfterSaleState,
  fen,
  isShopError,
  type MoneyBack,
  type PaidOrder,
  paidOrder,
  type RefundParts,
  type RefundState,
  refundParts,
  type SupplierClaimState,
  type ToldRefund,
  times,
} from '@xiaopu/domain'
import type { OrderParts } from '../orders/order-parts.ts'
import type { OrderRow } from '../orders/orders.ts'
import { isStray } from '../payments/refunds.ts'

type Whole = OrderRow & OrderParts

/** What was claimed and given back of an order, without words and amounts. */
export function tellMoneyBack(order: Whole): MoneyBack {
  return {
    afterSales: order.afterSales.map((row) => ({
      id: row.after_sale_id,
      kind: row.kind as AfterSaleKind,
      reason: row.reason as AfterSaleReason,
      state: row.state as AfterSaleState,
      lines: row.lines.map(({ line, quantity }) => ({ line, quantity })),
      openedAt: new Date(row.opened_at).toISOString(),
    })),
    refunds: tellRefunds(order),
    claims: order.claims.map(({ claim_id, state, supplier_order_id }) => ({
      id: claim_id,
      state: state as SupplierClaimState,
      purchase: supplier_order_id,
    })),
  }
}

function tellRefunds(order: Whole): ToldRefund[] {
  const own = order.refunds.filter((refund) => !isStray(refund))
  const paid = paidGoods(order)
  return own.map(({ refund_id, state, reason, after_sale_id, parts, created_at }, i) => ({
    id: refund_id,
    state: state as RefundState,
    reason,
    ...(after_sale_id && { afterSale: after_sale_id }),
    lines: linesOf(
      paid,
      own.slice(0, i).map((before) => before.parts),
      parts,
    ),
    createdAt: new Date(created_at).toISOString(),
  }))
}

/** Freight is left out: only goods have shares. */
function paidGoods({ lines, discount }: Whole): PaidOrder {
  const priced = lines.map(({ order_line_id: id, quantity, price }) => ({
    ...{ id, quantity, group: 0 },
    subtotal: times(fen(price), quantity),
  }))
  return paidOrder(priced, [], fen(discount))
}

function linesOf(
  paid: PaidOrder,
  before: readonly RefundParts[],
  { lines }: RefundParts,
): ToldRefund['lines'] {
  // What was bought in exchange is given up with the rest, for no money: it is told by its purchase.
  const own = lines.filter(({ line }) => paid.lines.some(({ id }) => id === line))
  return own.map(({ line, quantity, goods }) => {
    const whole = paid.lines.find(({ id }) => id === line)?.payable.amount ?? 0
    const isOwnPrice = quantity > 0 && goods.amount === ownPrice(paid, before, line, quantity)
    return {
      line,
      quantity,
      ...(!isOwnPrice && { share: whole === 0 ? 0 : round(goods.amount / whole) }),
    }
  })
}

/** In fen what pieces came to without an agreed amount; undefined where so many were not left. */
function ownPrice(
  paid: PaidOrder,
  before: readonly RefundParts[],
  line: string,
  quantity: number,
): number | undefined {
  try {
    const wish = { lines: [{ line, quantity }], shipped: new Set<number>() }
    return refundParts(paid, before, wish).lines[0]?.goods.amount
  } catch (error) {
    if (isShopError(error)) return undefined
    throw error
  }
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000
