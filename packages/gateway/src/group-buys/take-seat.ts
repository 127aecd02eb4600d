import { ShopError } from '@xiaopu/domain'
import type { Values } from '../db/statement.ts'

/** A seat as a quote holds it: of a deal, at a price, in a group that waits or in a new one. */
export interface QuotedSeat {
  readonly dealId: string
  /** Absent where she begins a group, which is there once she has paid. */
  readonly groupId?: string
  readonly size: number
  /** Fen for a piece. */
  readonly price: number
}

/**
 * Part of a statement: the order in `placed`, once it has its goods in `held_stock`, takes a seat.
 * Breaks the statement where the deal or the group has ended, the group is full, or she is in it.
 *
 * @see seatError
 */
export function takingSeat(
  v: Values,
  { dealId, groupId, price }: QuotedSeat,
  order: {
    readonly shop_id: string
    readonly order_id: string
    readonly phone_hash: string | null
    readonly placed_at: Date
  },
): string {
  const [shop, deal, now] = [v.add(order.shop_id), v.add(dealId), v.add(order.placed_at)]
  const ready = `exists (select from placed) and (select count(*) from held_stock) >= 0`
  const found = groupId
    ? `update group_buys set taken = taken + 1
        where shop_id = ${shop} and group_id = ${v.add(groupId)} and deal_id = ${deal}
          and state = 'recruiting' and deadline > ${now} and ${ready}
        returning deal_id, group_id`
    : `select deal_id, null as group_id from group_deals
        where shop_id = ${shop} and deal_id = ${deal} and stopped_at is null and valid_until > ${now}
          and ${ready}`
  return `found_group as (${found}),
  taken_seat as (
    insert into group_seats (shop_id, order_id, deal_id, group_id, state, holder, price)
    select ${shop}, ${v.add(order.order_id)}, found.deal_id, found.group_id, 'reserved',
      ${v.add(order.phone_hash)}, ${v.add(price)}
    from placed left join found_group as found on true)`
}

/** What a broken take means to the buyer; every other error stays what it is. */
export function seatError(error: unknown, seat: QuotedSeat | undefined): unknown {
  if (!seat) return error
  const { constraint, column } = error as {
    readonly constraint?: string
    readonly column?: string
  }
  const cause = { cause: error as Error }
  if (constraint === 'group_buys_seats') return new ShopError('GROUP_BUY_FULL', {}, cause)
  const twice = takenTwice(error)
  if (twice) return twice
  if (column !== 'deal_id') return error
  return new ShopError(seat.groupId ? 'GROUP_BUY_OVER' : 'GROUP_DEAL_OVER', {}, cause)
}

/** What it means that a phone would have two seats of a group; nothing where something else broke. */
export function takenTwice(error: unknown): ShopError | undefined {
  const { constraint } = error as { readonly constraint?: string }
  if (constraint !== 'group_seats_once') return undefined
  return new ShopError('GROUP_BUY_JOINED', {}, { cause: error as Error })
}
