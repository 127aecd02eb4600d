import type { OrderView } from './order.ts'

/** What matters to a buyer about her order's group; nothing once her goods are on their way. */
export type SeatStanding = 'waiting' | 'full' | 'failed' | 'missed'

export function seatStanding({
  seat,
  state,
}: Pick<OrderView, 'seat' | 'state'>): SeatStanding | undefined {
  if (!seat || (state !== 'paid' && state !== 'closed')) return undefined
  if (seat.state === 'missed') return 'missed'
  if (seat.groupState === 'failed') return 'failed'
  if (state === 'closed') return undefined
  return seat.groupState === 'succeeded' ? 'full' : 'waiting'
}
