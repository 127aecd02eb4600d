import { cartMillis, day, forgetMillis, hour, rawMessageMillis } from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { forgetOldRecords } from '../records/order-records.ts'
import { endedAt, endedStates, hasOpenClaim } from './ended-orders.ts'

const together = 200
const round = 6 * hour
/** A quote is good for minutes; what it knows of the buyer goes a day later. */
const quoteMillis = day

/** Looks for what is due to be forgotten, now and again every few hours. */
export async function forgetWhatIsDue(deps: Deps): Promise<void> {
  while ((await forgetOrders(deps)) === together);
  const now = deps.clock.now()
  const ago = (millis: number) => new Date(now - millis)
  await forgetQuotes(deps.db, [ago(quoteMillis), new Date(now)])
  await dropQuotes(deps.db, [ago(cartMillis)])
  await dropCarts(deps.db, [ago(cartMillis)])
  await dropMessages(deps.db, [ago(rawMessageMillis)])
  await forgetOldRecords(deps.db, now)
  await planForgetting(deps, round)
}

/** One such job waits at any time, however many gateways start. */
export async function planForgetting(deps: Deps, wait: number): Promise<void> {
  const at = deps.clock.now() + wait
  await addJob(deps, deps.db, 'forget-people', {}, { at, key: 'forget-people', yields: true })
}

/** Cuts recipients of orders that ended long ago to their masked form. @returns how many */
async function forgetOrders(deps: Deps): Promise<number> {
  const now = new Date(deps.clock.now())
  const due = await endedLongAgo(deps.db, [new Date(now.getTime() - forgetMillis), together])
  for (const { shop_id: shopId, order_id: orderId } of due) {
    await deps.db.transaction().execute(async (tx) => {
      const cut = await forgetOrder(tx, [shopId, orderId, now])
      if (cut.length === 0) return
      const deed = { actor: 'gateway', action: 'order.forget' } as const
      await writeAudit(deps, tx, { shopId, subject: orderId, ...deed })
    })
  }
  return due.length
}

const endedLongAgo = statement<{ shop_id: string; order_id: string }>(`
  select ended.shop_id, ended.order_id from orders as ended
  where ended.sealed is not null and ended.placed_at < $1
    and ended.state in (${endedStates.map((state) => `'${state}'`).join(', ')})
    and ${endedAt('ended')} < $1 and not ${hasOpenClaim('ended')}
  order by ended.placed_at limit $2`)

const forgetOrder = statement(`
  with payers as (update payments set payer = null
    where shop_id = $1 and order_id = $2 and payer is not null),
  holders as (update coupon_uses set holder = null where shop_id = $1 and order_id = $2),
  seats as (update group_seats set holder = null where shop_id = $1 and order_id = $2)
  update orders set sealed = null, phone_hash = null, forgotten_at = $3
  where shop_id = $1 and order_id = $2 and sealed is not null returning 1`)

const forgetQuotes = statement(`
  update quotes set sealed = null, forgotten_at = $2
  where sealed is not null and valid_until < $1`)

const dropQuotes = statement('delete from quotes where created_at < $1')

const dropCarts = statement(`
  with old as (delete from carts where updated_at < $1 returning shop_id, cart_id),
  lines as (delete from cart_lines as line using old
    where line.shop_id = old.shop_id and line.cart_id = old.cart_id)
  delete from cart_changes as change using old
  where change.shop_id = old.shop_id and change.cart_id = old.cart_id`)

/** Only what was dealt with: what waits is still needed. */
const dropMessages = statement(
  `delete from inbox where received_at < $1 and state in ('applied', 'ignored')`,
)
