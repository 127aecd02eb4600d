import { seatChoiceMillis } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { OrderRow } from '../orders/orders.ts'
import { isUnstopped } from './deals.ts'
import { endAt, followAt } from './group-jobs.ts'
import { type GroupRow, lockGroup, lockSeat, moveSeat, type SeatRow } from './groups.ts'

/**
 * A locked order that waits for its group has been paid. The first of a group opens it; the last one
 * makes it succeed. Who paid for a group that had ended meanwhile may choose another one.
 */
export async function paySeat(deps: Deps, tx: Tx, order: OrderRow): Promise<void> {
  const seat = await lockSeat(tx, order)
  if (!seat) return
  const group = seat.group_id
    ? await fill(deps, tx, seat, seat.group_id, 0)
    : await openGroup(deps, tx, seat)
  if (group) await seatIn(deps, tx, seat, group, 'pay')
  else {
    const until = deps.clock.now() + seatChoiceMillis
    await moveSeat(deps, tx, seat, 'miss', { choose_before: new Date(until) })
    if (seat.group_id) await leaving(tx, [seat.shop_id, seat.group_id, 0])
    // At once: of a stopped deal there is nothing to choose.
    await followAt(deps, tx, seat)
  }
}

/**
 * A buyer whose group had ended takes the open one that ends first, or begins one.
 *
 * @returns false where there is none and none may begin
 */
export async function seatElsewhere(deps: Deps, tx: Tx, seat: SeatRow): Promise<boolean> {
  const now = new Date(deps.clock.now())
  const [next] = await nextOpen(tx, [seat.shop_id, seat.deal_id, now, seat.holder])
  const group = next
    ? await fill(deps, tx, seat, next.group_id, 1)
    : await openGroup(deps, tx, seat)
  if (!group) return false
  await seatIn(deps, tx, seat, group, 'join')
  return true
}

/** One that is being changed right now is passed over: nobody waits for anybody. */
const nextOpen = statement<GroupRow>(`
  select * from group_buys as open
  where shop_id = $1 and deal_id = $2 and state = 'recruiting' and deadline > $3 and taken < size
    and not exists (select from group_seats as own
      where own.shop_id = open.shop_id and own.group_id = open.group_id and own.holder = $4
        and own.state in ('reserved', 'paid'))
  order by deadline, group_id limit 1 for update skip locked`)

async function seatIn(
  deps: Deps,
  tx: Tx,
  seat: SeatRow,
  group: GroupRow,
  event: 'pay' | 'join',
): Promise<void> {
  await moveSeat(deps, tx, seat, event, { group_id: group.group_id, choose_before: null })
  if (group.state !== 'succeeded') return
  for (const member of await paidSeats(tx, [group.shop_id, group.group_id]))
    await followAt(deps, tx, member)
}

/** @returns the group as it then is, or undefined where its deal is over */
async function openGroup(deps: Deps, tx: Tx, seat: SeatRow): Promise<GroupRow | undefined> {
  const now = deps.clock.now()
  const groupId = deps.newId('groupBuy')
  const [group] = await opening(tx, [seat.shop_id, groupId, seat.deal_id, new Date(now)])
  if (!group) return undefined
  await endAt(deps, tx, group, group.deadline.getTime())
  return group
}

/**
 * Also where the deal's last day is over by now: she ordered in time. Who stops the deal meanwhile
 * waits, and then finds the group.
 */
const opening = statement<GroupRow>(`
  with deal as (
    select * from group_deals as deal
    where shop_id = $1 and deal_id = $3 and ${isUnstopped('deal')} for share)
  insert into group_buys (shop_id, group_id, deal_id, state, size, taken, paid, opened_at, deadline)
  select shop_id, $2, deal_id, 'recruiting', size, 1, 1, $4::timestamptz, $4::timestamptz + open_hours * interval '1 hour'
  from deal returning *`)

/**
 * One more has paid.
 *
 * @param taken - 1 where she had no seat in it
 * @returns the group as it then is, or undefined where it has ended
 */
async function fill(
  deps: Deps,
  tx: Tx,
  seat: SeatRow,
  groupId: string,
  taken: 0 | 1,
): Promise<GroupRow | undefined> {
  const now = new Date(deps.clock.now())
  const [group] = await filling(tx, [seat.shop_id, groupId, now, taken])
  return group
}

const filling = statement<GroupRow>(`
  update group_buys set paid = paid + 1, taken = taken + $4,
    state = case when paid + 1 = size then 'succeeded' else state end,
    ended_at = case when paid + 1 = size then $3::timestamptz end
  where shop_id = $1 and group_id = $2 and state = 'recruiting' and deadline > $3
  returning *`)

const paidSeats = statement<SeatRow>(`
  select * from group_seats where shop_id = $1 and group_id = $2 and state = 'paid'
  order by order_id`)

/**
 * The time of a group is over, or its deal was stopped: without all its buyers it has failed, and
 * what they paid goes back.
 */
export async function endGroup(
  deps: Deps,
  { shopId, groupId }: { readonly shopId: string; readonly groupId: string },
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const group = await lockGroup(tx, shopId, groupId)
    if (group?.state !== 'recruiting') return
    const now = deps.clock.now()
    if (now < group.deadline.getTime() && !(await isDealStopped(tx, group))) {
      // Woken too early: it keeps its time.
      return endAt(deps, tx, group, group.deadline.getTime())
    }
    await failing(tx, [shopId, groupId, new Date(now)])
    for (const member of await paidSeats(tx, [shopId, groupId])) await followAt(deps, tx, member)
  })
}

/** Whether its seller has stopped the deal of a group or a seat; one that ran out is not. */
export async function isDealStopped(
  tx: Tx,
  { shop_id, deal_id }: Pick<SeatRow, 'shop_id' | 'deal_id'>,
): Promise<boolean> {
  return (await unstoppedDeal(tx, [shop_id, deal_id])).length === 0
}

const unstoppedDeal = statement<object>(`
  select deal_id from group_deals as deal
  where shop_id = $1 and deal_id = $2 and ${isUnstopped('deal')}`)

const failing = statement(`
  update group_buys set state = 'failed', ended_at = $3 where shop_id = $1 and group_id = $2`)

/**
 * A locked order that does not come about, or of which every piece goes back, has no seat any more. A
 * group that has ended stays what it is.
 */
export async function leaveSeat(deps: Deps, tx: Tx, order: OrderRow): Promise<void> {
  if (!order.awaits_group && order.paid_at === null) return
  const seat = await lockSeat(tx, order)
  if (!seat) return
  const wasPaid = seat.state === 'paid'
  if (!(await moveSeat(deps, tx, seat, 'leave', { choose_before: null }))) return
  if (seat.group_id && seat.state !== 'missed')
    await leaving(tx, [seat.shop_id, seat.group_id, wasPaid ? 1 : 0])
}

const leaving = statement(`
  update group_buys set taken = taken - 1, paid = paid - $3
  where shop_id = $1 and group_id = $2 and state = 'recruiting'`)
