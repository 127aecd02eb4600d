import type { OrderView } from './order.ts'

/**
 * What matters to a buyer about her order's group; nothing once her goods are on their way, or where
 * her order was over before she paid, or by her own wish.
 */
export type SeatStanding = 'waiting' | 'full' | 'failed' | 'missed'

export function seatStanding({
  seat,
  state,
  refunds,
}: Pick<OrderView, 'seat' | 'state' | 'refunds'>): SeatStanding | undefined {
  if (!seat || (state !== 'paid' && state !== 'closed')) return undefined
  const isOver = state === 'closed'
  // Money that went back for another reason: she had left before her group ended.
  if (isOver && refunds.every(({ reason }) => !reason.startsWith('group'))) return undefined
  if (seat.state === 'missed') return 'missed'
  if (seat.groupState === 'failed') return 'failed'
  if (isOver) return undefined
  return seat.groupState === 'succeeded' ? 'full' : 'waiting'
}
