import type { Order, OrderItem } from '../world/order.ts'
import type { Refund, RefundEntry } from '../world/refund.ts'

/** What a paid order's money was paid for, to the fen: items by their sub-order, and postage. */
export interface Shares {
  readonly items: ReadonlyMap<string, number>
  readonly postFen: number
}

/**
 * A change of price falls on the goods, by their amounts; postage gives way only where it takes more than all
 * goods. Odd fen go to the earliest items.
 */
export function sharesOf(order: Order): Shares {
  const goodsFen = Math.max(0, order.goodsFen - order.discountFen)
  const parts = order.items.map((item) =>
    order.goodsFen === 0 ? 0 : Math.floor((goodsFen * item.amountFen) / order.goodsFen),
  )
  let odd = goodsFen - parts.reduce((sum, part) => sum + part, 0)
  const items = new Map<string, number>()
  order.items.forEach((item, index) => {
    const extra = odd > 0 ? 1 : 0
    odd -= extra
    items.set(item.subId, (parts[index] ?? 0) + extra)
  })
  return { items, postFen: order.totalFen - goodsFen }
}

/** What an item has paid and did not get back. */
export const leftOf = (shares: Shares, item: OrderItem): number =>
  (shares.items.get(item.subId) ?? 0) - (item.refundedFen ?? 0)

/** The most that can be refunded of an entry: part of the pieces give part of the money, rounded down. */
function mostOf(shares: Shares, item: OrderItem, quantity: number): number {
  const left = leftOf(shares, item)
  if (quantity >= item.quantity) return left
  const part = Math.floor(((shares.items.get(item.subId) ?? 0) * quantity) / item.quantity)
  return Math.min(left, part)
}

/** The ceilings for goods and for postage, in fen; postage that other open refunds ask for is theirs. */
export function ceilings(
  order: Order,
  entries: readonly RefundEntry[],
  others: readonly Refund[] = [],
): { readonly goodsFen: number; readonly postFen: number } {
  const shares = sharesOf(order)
  const goodsFen = entries.reduce((sum, { subId, quantity }) => {
    const item = order.items.find((each) => each.subId === subId)
    return item ? sum + mostOf(shares, item, quantity) : sum
  }, 0)
  const claimed = others.reduce((sum, { carriageFen }) => sum + carriageFen, 0)
  return { goodsFen, postFen: shares.postFen - (order.refundedPostFen ?? 0) - claimed }
}

/** Items with the refunded money and pieces of these entries written on them: each gets what it can still give. */
export function withRefunded(
  order: Order,
  entries: readonly RefundEntry[],
  paymentFen: number,
  unshipped: boolean,
): readonly OrderItem[] {
  const shares = sharesOf(order)
  let open = paymentFen
  return order.items.map((item) => {
    const entry = entries.find(({ subId }) => subId === item.subId)
    if (!entry) return item
    const fen = Math.min(open, mostOf(shares, item, entry.quantity))
    open -= fen
    return {
      ...item,
      refundedFen: (item.refundedFen ?? 0) + fen,
      ...(unshipped && { withdrawn: item.quantity - item.shipped }),
    }
  })
}
