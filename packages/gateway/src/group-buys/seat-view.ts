import type { GroupBuyState, GroupSeatView, SeatState } from '@xiaopu/domain'
import { isUnstopped } from './deals.ts'

/** An order's seat as the order's own statement reads it; times as JSON spells them. */
export interface SeatParts {
  readonly deal_id: string
  readonly listing_id: string
  readonly group_id: string | null
  readonly state: string
  readonly choose_before: string | null
  readonly size: number
  /** Its deal was stopped: there is no group to come into. */
  readonly is_stopped: boolean
  readonly group_state: string | null
  readonly paid: number | null
  readonly deadline: string | null
  readonly ended_at: string | null
}

/** Of the order `o`, as one JSON object or null. */
export const seatColumn = `
  (select json_build_object('deal_id', seat.deal_id, 'listing_id', deal.listing_id,
      'group_id', seat.group_id, 'state', seat.state, 'choose_before', seat.choose_before,
      'size', deal.size, 'is_stopped', not ${isUnstopped('deal')}, 'group_state', own.state, 'paid', own.paid, 'deadline', own.deadline, 'ended_at', own.ended_at)
    from group_seats as seat join group_deals as deal using (shop_id, deal_id)
    left join group_buys as own on own.shop_id = seat.shop_id and own.group_id = seat.group_id
    where seat.shop_id = o.shop_id and seat.order_id = o.order_id)`

export function seatView(seat: SeatParts): GroupSeatView {
  const { group_id, group_state, deadline, choose_before } = seat
  return {
    deal: seat.deal_id,
    listing: seat.listing_id,
    ...(group_id && { groupBuy: group_id }),
    state: seat.state as SeatState,
    ...(group_state && { groupState: group_state as GroupBuyState }),
    size: seat.size,
    paid: seat.paid ?? 0,
    ...(deadline && { deadline: new Date(deadline).toISOString() }),
    ...(choose_before && { chooseBefore: new Date(choose_before).toISOString() }),
  }
}
