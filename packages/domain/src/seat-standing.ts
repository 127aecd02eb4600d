import type { OrderView } from './order.ts'

/**
 * What matters to a buyer about her order's group; nothing once her goods are on their way, or where
 * her order was over before she paid.
 */
export type SeatStanding = 'waiting' | 'full' | 'failed' | 'missed'

export function seatStanding({
  seat,
  state,
  refunds,
}: Pick<OrderView, 'seat' | 'state' | 'refunds'>): SeatStanding | undefined {
  if (!seat || (state !== 'paid' && (state !== 'closed' || !refunds[0]))) return undefined
  if (seat.state === 'missed') return 'missed'
  if (seat.groupState === 'failed') return 'failed'
  if (state === 'closed') return undefined
  return seat.groupState === 'succeeded' ? 'full' : 'waiting'
}
