import {
  allocate,
  defaultPurchasePolicy,
  type FailureCode,
  fen,
  type PurchasePolicy,
  purchaseVerdict,
  subtract,
  type Verdict,
} from '@xiaopu/domain'
import type { Purchase } from './supplier-orders.ts'

/** A verdict, and the cost that was judged; fen. */
export type Judged = Verdict & { readonly cost: number }

/** The rules that a shop buys by: its own where it has set any. */
export function policyOf(own: Partial<PurchasePolicy>): PurchasePolicy {
  return { ...defaultPurchasePolicy, ...own }
}

/**
 * Whether a purchase may be bought for `cost` fen without asking the owner. A cost that the owner
 * has accepted is not judged again.
 */
export function judgePurchase(row: Purchase, cost: number): Judged {
  const verdict = purchaseVerdict(
    {
      expected: fen(expectedCost(row)),
      now: fen(cost),
      revenue: fen(row.after_sale_id === null ? paidFor(row) + row.expected_freight : 0),
      boughtToday: fen(row.bought_today),
      // The preview has refused already what is sold out, off sale or not dropshipped.
      lines: row.lines.map((line) => ({
        line: line.order_line_id,
        wanted: kept(line),
        onSale: true,
        dropship: true,
      })),
    },
    policyOf(row.policy),
  )
  const isAccepted = row.accepted_cost !== null && cost <= row.accepted_cost
  return { ...verdict, cost, ...(isAccepted && { verdict: 'go', reasons: [] }) }
}

/** What the buyer pays for the pieces that are still wanted, their part of a discount taken off; fen. */
function paidFor({ lines, order_discount, order_goods }: Purchase): number {
  const goods = fen(lines.reduce((sum, line) => sum + line.price * kept(line), 0))
  if (order_discount === 0) return goods.amount
  const [off = fen(0)] = allocate(fen(order_discount), [goods.amount, order_goods - goods.amount])
  return subtract(goods, off).amount
}

/** What the pieces that are still wanted should cost, freight included; fen. */
function expectedCost(row: Purchase): number {
  const dropped = row.lines.reduce((sum, line) => sum + line.cost * line.dropped, 0)
  return row.expected_goods - dropped + row.expected_freight
}

const kept = (line: Purchase['lines'][number]): number => line.quantity - line.dropped

/** The code that stands for a verdict which is not `go`. */
export function failureOf({ reasons }: Verdict): FailureCode {
  const isPrice = reasons.some(
    ({ reason }) => reason === 'cost_rose' || reason === 'loss_too_large',
  )
  return isPrice ? 'PRICE_CHANGED' : 'PURCHASE_HELD'
}
