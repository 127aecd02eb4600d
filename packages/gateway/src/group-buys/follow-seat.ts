import { type SeatChoice, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { bringOrderUpToDate } from '../fulfilment/bring-order.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder, mayOrder, type OrderRow, type OwnOrder } from '../orders/orders.ts'
import { giveBackAll } from '../payments/give-back.ts'
import { isDealStopped, seatElsewhere } from './fill-group.ts'
import { followAt } from './group-jobs.ts'
import { lockSeat, type SeatRow } from './groups.ts'

/**
 * Goes on with an order whose group has ended: it is bought where the group succeeded, its money goes
 * back where it failed, or where nobody chose another one in time or could. Running it twice changes nothing.
 */
export async function followSeat(
  deps: Deps,
  { shopId, orderId }: { readonly shopId: string; readonly orderId: string },
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId)
    if (!order?.awaits_group) return
    const seat = await lockSeat(tx, order)
    if (seat?.state === 'missed') return chooseOrWait(deps, tx, order, seat)
    if (seat?.state !== 'paid') return
    const [group] = await groupOf(tx, [shopId, seat.group_id])
    if (group?.state === 'succeeded') await startBuying(deps, tx, order)
    if (group?.state === 'failed') await payBack(deps, tx, order, 'group_failed')
  })
}

const groupOf = statement<{ readonly state: string }>(
  'select state from group_buys where shop_id = $1 and group_id = $2',
)

async function chooseOrWait(deps: Deps, tx: Tx, order: OrderRow, seat: SeatRow): Promise<void> {
  const until = seat.choose_before?.getTime() ?? 0
  if (deps.clock.now() < until && !(await isDealStopped(tx, seat)))
    return followAt(deps, tx, seat, until)
  await payBack(deps, tx, order, 'group_missed')
}

/** After the time to think better of it, counted from her own payment: mostly it is over by now. */
async function startBuying(deps: Deps, tx: Tx, order: OrderRow): Promise<void> {
  const { shop_id: shopId, order_id: orderId, paid_at: paidAt } = order
  const [buyable] = await setBuyable(tx, [shopId, orderId])
  const at = Math.max(deps.clock.now(), (paidAt?.getTime() ?? 0) + (buyable?.place_delay ?? 0))
  if (mayOrder(order, 'start-placing'))
    await addJob(deps, tx, 'buy-order', { shopId, orderId }, { at, key: `buy:${orderId}` })
}

const setBuyable = statement<{ readonly place_delay: number }>(`
  update orders set awaits_group = false from shops as shop
  where orders.shop_id = $1 and order_id = $2 and shop.shop_id = orders.shop_id
  returning coalesce((shop.purchase_policy ->> 'placeDelayMillis')::int, 0) as place_delay`)

async function payBack(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  reason: 'group_failed' | 'group_missed',
): Promise<void> {
  if (!mayOrder(order, 'refund-all')) return
  await giveBackAll(deps, tx, order, reason)
  await bringOrderUpToDate(deps, tx, order)
}

/**
 * A buyer whose group had ended when she paid takes another one, or her money back. Once she has
 * chosen, by herself or by letting the time pass, choosing again changes nothing.
 *
 * @throws ShopError ORDER_NOT_FOUND, GROUP_DEAL_OVER where no other group is open and none may begin
 */
export async function chooseSeat(deps: Deps, asked: OwnOrder, choice: SeatChoice): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, asked.shopId, asked.orderId, asked.tokenHash)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: asked.orderId })
    const seat = await lockSeat(tx, order)
    if (seat?.state !== 'missed') return
    if (choice === 'refund') return payBack(deps, tx, order, 'group_missed')
    if (!(await seatElsewhere(deps, tx, seat)))
      throw new ShopError('GROUP_DEAL_OVER', { deal: seat.deal_id })
  })
}
