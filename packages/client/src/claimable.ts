import { day, type OrderLine, type OrderView, openAfterSaleStates } from '@xiaopu/domain'

/** How long after receipt the gateway takes a claim. */
const claimableMillis = 30 * day

export interface ClaimableLine {
  readonly line: OrderLine
  /** Pieces that have not been given back and are in no open claim. */
  readonly left: number
}

/** What of an order can still be asked back. */
export function claimable({ lines, afterSales }: OrderView): ClaimableLine[] {
  const claimed = new Set(
    afterSales
      .filter(({ state }) => openAfterSaleStates.includes(state))
      .flatMap((claim) => claim.lines.map(({ line }) => line)),
  )
  return lines.flatMap((line) => {
    const left = line.quantity - (line.returned ?? 0)
    return left > 0 && !claimed.has(line.id) ? [{ line, left }] : []
  })
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
