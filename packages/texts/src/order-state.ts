import { type OrderView, seatStanding } from '@xiaopu/domain'
import type { Texts } from './texts.ts'

/** An order's state as its seller reads it: one that is paid and waits for others is not bought yet. */
export function orderStateText(
  order: Pick<OrderView, 'seat' | 'state' | 'refunds'>,
  { cli, orderStates }: Pick<Texts, 'cli' | 'orderStates'>,
): string {
  const { seat, state } = order
  if (!seat || seatStanding(order) !== 'waiting') return orderStates[state]
  return `${orderStates[state]} · ${cli.groupDeals.missing(seat.size - seat.paid)}`
}
