import {
  checkJoinable,
  type GroupBuyState,
  type SeatEvent,
  type SeatState,
  ShopError,
  seatMoves,
} from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { GroupBuys, GroupSeats } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { may, moveRow, pathOf, type Then } from '../orders/transitions.ts'

export type GroupRow = Selectable<GroupBuys>
export type SeatRow = Selectable<GroupSeats>

/** Whether a group would take one more now. @throws ShopError GROUP_BUY_OVER, GROUP_BUY_FULL */
export async function checkOpen(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  dealId: string,
  groupId: string,
): Promise<void> {
  const [group] = await byId(db, [shopId, groupId])
  if (group?.deal_id !== dealId) throw new ShopError('GROUP_BUY_OVER', { groupBuy: groupId })
  const { size, taken, deadline } = group
  const state = group.state as GroupBuyState
  checkJoinable({ state, size, taken, deadline: deadline.getTime() }, clock.now())
}

const byId = statement<GroupRow>('select * from group_buys where shop_id = $1 and group_id = $2')

/** The seat of a locked order. */
export async function lockSeat(
  tx: Tx,
  { shop_id, order_id }: Pick<SeatRow, 'shop_id' | 'order_id'>,
): Promise<SeatRow | undefined> {
  return (await ofOrder(tx, [shop_id, order_id]))[0]
}

const ofOrder = statement<SeatRow>(
  'select * from group_seats where shop_id = $1 and order_id = $2 for update',
)

/** The group of a seat, locked last: after order, payment, purchases and stock. */
export async function lockGroup(
  tx: Tx,
  shopId: string,
  groupId: string,
): Promise<GroupRow | undefined> {
  return (await lockedGroup(tx, [shopId, groupId]))[0]
}

const lockedGroup = statement<GroupRow>(
  'select * from group_buys where shop_id = $1 and group_id = $2 for update',
)

/** Moves a seat by one event where its table allows that now; false where it does not. */
export async function moveSeat(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  seat: SeatRow,
  event: SeatEvent,
  also: Updateable<GroupSeats> = {},
  then: Then = {},
): Promise<boolean> {
  const from = seat.state as SeatState
  if (!may(seatMoves, from, event)) return false
  const subject = {
    shopId: seat.shop_id,
    orderId: seat.order_id,
    aggregate: 'seat',
    id: seat.order_id,
  } as const
  return moveRow(deps, tx, subject, pathOf(seatMoves, from, [event]), also, then)
}
