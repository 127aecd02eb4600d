import {
  day,
  isEvenExchange,
  isOpenAfterSale,
  type ListingSku,
  type ListingView,
  type OrderLine,
  type OrderView,
} from '@xiaopu/domain'

/** How long after receipt the gateway takes a claim. */
const claimableMillis = 30 * day

export interface ClaimableLine {
  readonly line: OrderLine
  /** Pieces that have not been given back and are in no open claim. */
  readonly left: number
}

/** What of an order can still be asked back. */
export function claimable({ lines, afterSales }: OrderView): ClaimableLine[] {
  const claimed = afterSales.filter(isOpenAfterSale).flatMap((claim) => claim.lines)
  return lines.flatMap((line) => {
    const { quantity, returned = 0 } = line
    const left = quantity - returned
    return left > 0 && claimed.every((each) => each.line !== line.id) ? [{ line, left }] : []
  })
}

/** For what a line can be exchanged besides the same: what its listing sells at the same price and has. */
export function exchangesFor(line: OrderLine, { skus }: ListingView): ListingSku[] {
  const hers = [line, ...skus.filter(({ skuId }) => skuId === line.sku)].map(({ price }) => price)
  return skus.filter(
    ({ skuId, price, stock }) => skuId !== line.sku && stock > 0 && isEvenExchange(hers, price),
  )
}

/**
 * How an order's buyer can have money back now: all of it where nothing has left yet, else by a
 * claim until 30 days after receipt.
 *
 * @param now - ms since 1970
 */
export function wayBack(order: OrderView, now: number): 'cancel' | 'claim' | undefined {
  const { state, steps } = order
  if (claimable(order).length === 0) return undefined
  if (state === 'paid' || state === 'placing' || state === 'placed') return 'cancel'
  if (state === 'pending_payment' || state === 'closed') return undefined
  const received = steps.find((step) => step.state === 'received')
  return received && now - Date.parse(received.at) > claimableMillis ? undefined : 'claim'
}
