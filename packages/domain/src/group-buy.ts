import * as v from 'valibot'
import { ShopError } from './error.ts'
import { Id } from './id.ts'
import { basisPoints, fen, Money, subtract, Yuan } from './money.ts'
import { Instant, type Millis, minute } from './time.ts'
import type { Moves } from './transition.ts'

/** How long somebody who paid for a group that had ended may choose another one. */
export const seatChoiceMillis = 10 * minute

/** How much less a piece costs in a group. */
export const GroupOff = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed'), amount: Yuan }),
  v.strictObject({
    kind: v.literal('percent'),
    /** 1,000 bp takes a tenth off. */
    bp: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_900)),
  }),
])
export type GroupOff = Readonly<v.InferOutput<typeof GroupOff>>

/** A group deal as a seller makes one; what a piece then costs is fixed at that moment. */
export const NewGroupDeal = v.strictObject({
  listing: Id('listing'),
  /** Buyers who must have paid. */
  size: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20)),
  off: GroupOff,
  /** How long a group has to fill, from its first payment. */
  openHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(72)),
  /** Until when groups may begin. */
  validUntil: Instant,
})
export type NewGroupDeal = v.InferOutput<typeof NewGroupDeal>

export const GroupDealState = v.picklist(['on', 'over', 'stopped'])
export type GroupDealState = v.InferOutput<typeof GroupDealState>

/** A price for buyers who order together; its seller's view. */
export const GroupDeal = v.object({
  id: Id('groupDeal'),
  listing: Id('listing'),
  title: v.string(),
  state: GroupDealState,
  size: v.number(),
  openHours: v.number(),
  skus: v.array(
    v.object({
      sku: Id('sku'),
      /** As a buyer reads it: `黑色 M`. */
      name: v.string(),
      /** Of a piece in a group, and what it earns at today's cost, freight left out. */
      price: Money,
      profit: Money,
      /** What it costs alone today; no buyer sees the deal for it where that is not more. */
      alone: Money,
    }),
  ),
  /** Groups of it: that wait for buyers, that came about, that did not. */
  groups: v.object({ recruiting: v.number(), succeeded: v.number(), failed: v.number() }),
  validUntil: Instant,
  stoppedAt: v.optional(Instant),
  createdAt: Instant,
})
export type GroupDeal = Readonly<v.InferOutput<typeof GroupDeal>>

/** The same for buyers. */
export const GroupDealView = v.object({
  id: Id('groupDeal'),
  size: v.number(),
  openHours: v.number(),
  prices: v.array(v.object({ sku: Id('sku'), price: Money })),
  validUntil: Instant,
  /** Over, nobody begins a group any more; who joins one that waits still has the price. */
  state: GroupDealState,
})
export type GroupDealView = Readonly<v.InferOutput<typeof GroupDealView>>

/** A group that somebody has paid for and that waits for others. It names nobody. */
export const OpenGroupBuy = v.object({
  id: Id('groupBuy'),
  /** Seats that nobody has. */
  free: v.number(),
  /** Buyers who have yet to pay, those among them who are paying now. */
  missing: v.number(),
  deadline: Instant,
})
export type OpenGroupBuy = Readonly<v.InferOutput<typeof OpenGroupBuy>>

/** How a listing can be bought together; without a deal there is nothing to join either. */
export const ListingGroups = v.object({
  deal: v.optional(GroupDealView),
  open: v.array(OpenGroupBuy),
})
export type ListingGroups = Readonly<v.InferOutput<typeof ListingGroups>>

export const GroupBuyState = v.picklist(['recruiting', 'succeeded', 'failed'])
export type GroupBuyState = v.InferOutput<typeof GroupBuyState>

/**
 * `reserved` until it is paid, `missed` where it was paid for a group that had ended, `left` once its
 * order did not come about or was refunded whole.
 */
export const SeatState = v.picklist(['reserved', 'paid', 'missed', 'left'])
export type SeatState = v.InferOutput<typeof SeatState>
export type SeatEvent = 'pay' | 'miss' | 'join' | 'leave'

export const seatMoves: Moves<SeatState, SeatEvent> = {
  reserved: { pay: 'paid', miss: 'missed', leave: 'left' },
  paid: { leave: 'left' },
  missed: { join: 'paid', leave: 'left' },
  left: {},
}

/** What a buyer may do whose group had ended when she paid. */
export const SeatChoice = v.picklist(['join', 'refund'])
export type SeatChoice = v.InferOutput<typeof SeatChoice>

/** An order's place in a group, as its buyer sees it. */
export const GroupSeatView = v.object({
  deal: Id('groupDeal'),
  listing: Id('listing'),
  /** Absent until the first buyer of a group has paid. */
  groupBuy: v.optional(Id('groupBuy')),
  state: SeatState,
  /** Of the group; absent as `groupBuy`. */
  groupState: v.optional(GroupBuyState),
  size: v.number(),
  /** Buyers who have paid, herself among them. */
  paid: v.number(),
  deadline: v.optional(Instant),
  /** Where she must choose: until when. After it her money goes back by itself. */
  chooseBefore: v.optional(Instant),
})
export type GroupSeatView = Readonly<v.InferOutput<typeof GroupSeatView>>

/**
 * What a piece costs in a group. Something is always left to pay.
 *
 * @throws ShopError BAD_REQUEST where the discount is as much as the piece costs, or nothing
 */
export function groupPrice(price: Money, off: GroupOff): Money {
  const less = off.kind === 'fixed' ? off.amount : basisPoints(price, off.bp, 'floor')
  const left = subtract(price, less)
  if (less.amount > 0 && left.amount > 0) return fen(left.amount)
  const reason = less.amount > 0 ? 'as much as a piece costs' : 'takes nothing off'
  throw new ShopError('BAD_REQUEST', { field: 'off', reason })
}

/** Whether who orders together saves anything: a deal that saves nothing is no deal to its buyer. */
export function savesTogether(group: Money, alone: Money): boolean {
  return group.amount < alone.amount
}

/** @param at - ms since 1970 */
export function groupDealState(
  deal: { readonly validUntil: Millis; readonly isStopped: boolean },
  at: Millis,
): GroupDealState {
  if (deal.isStopped) return 'stopped'
  return at >= deal.validUntil ? 'over' : 'on'
}

/** A group as far as joining it depends on it; times in ms. */
export interface GroupBuyTerms {
  readonly state: GroupBuyState
  readonly size: number
  /** Seats that somebody has, paid or not. */
  readonly taken: number
  readonly deadline: Millis
}

/** @throws ShopError GROUP_BUY_FULL, GROUP_BUY_OVER */
export function checkJoinable(group: GroupBuyTerms, at: Millis): void {
  if (group.state === 'succeeded') throw new ShopError('GROUP_BUY_FULL')
  if (group.state === 'failed' || at >= group.deadline) throw new ShopError('GROUP_BUY_OVER')
  if (group.taken >= group.size) throw new ShopError('GROUP_BUY_FULL')
}
