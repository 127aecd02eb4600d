import {
  isEvenExchange,
  isOpenAfterSale,
  type ListingSku,
  type ListingView,
  type OrderLine,
  type OrderView,
} from '@xiaopu/domain'

export interface ClaimableLine {
  readonly line: OrderLine
  /** Pieces that have not been given back and are in no open claim. */
  readonly left: number
}

/**
 * What of an order can still be asked back.
 *
 * @param now - ms since 1970
 */
export function claimable({ lines, afterSales }: OrderView, now = Date.now()): ClaimableLine[] {
  const claimed = afterSales.filter(isOpenAfterSale).flatMap((claim) => claim.lines)
  return lines.flatMap((line) => {
    const { quantity, returned = 0, claimBefore } = line
    const left = quantity - returned
    const isLate = claimBefore && now > Date.parse(claimBefore)
    return left > 0 && !isLate && claimed.every((each) => each.line !== line.id)
      ? [{ line, left }]
      : []
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
 * claim for as long as the gateway takes one.
 *
 * @param now - ms since 1970
 */
export function wayBack(order: OrderView, now: number): 'cancel' | 'claim' | undefined {
  const { state } = order
  if (!claimable(order, now)[0]) return undefined
  if (state === 'paid' || state === 'placing' || state === 'placed') return 'cancel'
  return state === 'pending_payment' || state === 'closed' ? undefined : 'claim'
}
