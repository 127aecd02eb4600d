import type { OrderLineRow } from '../orders/orders.ts'
import type { AfterSaleRow } from './after-sales.ts'

/** Pieces that a buyer has, with the row of the purchase that brought them. */
export interface BroughtPieces {
  readonly line: OrderLineRow
  readonly quantity: number
}

/**
 * Who is asked about pieces of a line: those that came in exchange for it last are the first to be
 * claimed again, the rest came with the order.
 *
 * @param claims - every claim of the order, oldest first
 */
export function cameFrom(
  { id, quantity }: { readonly id: string; readonly quantity: number },
  lines: readonly OrderLineRow[],
  claims: readonly AfterSaleRow[],
): BroughtPieces[] {
  const exchanged = claims
    .filter(({ state, agreed }) => state === 'done' && agreed === null)
    .filter(({ wanted, lines: [asked] }) => wanted !== null && asked?.line === id)
    .toReversed()
    .flatMap(({ after_sale_id }) => lines.filter((line) => line.after_sale_id === after_sale_id))
  const own = lines.filter((line) => line.order_line_id === id)
  let left = quantity
  const found: BroughtPieces[] = []
  for (const line of [...exchanged, ...own]) {
    const pieces = Math.min(left, line.quantity)
    left -= pieces
    if (pieces > 0) found.push({ line, quantity: pieces })
  }
  return found
}
