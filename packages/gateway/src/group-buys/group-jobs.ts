import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'

type Timed = Pick<Deps, 'clock'>

/** Looks at a group once its time is over, or at once. */
export async function endAt(
  deps: Timed,
  tx: Tx,
  { shop_id: shopId, group_id: groupId }: { readonly shop_id: string; readonly group_id: string },
  at = deps.clock.now(),
): Promise<void> {
  await addJob(deps, tx, 'end-group', { shopId, groupId }, { at, key: `group:${groupId}` })
}

/** Each order of a group goes on by a job of its own: nobody locks the order of somebody else. */
export async function followAt(
  deps: Timed,
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: { readonly shop_id: string; readonly order_id: string },
  at = deps.clock.now(),
): Promise<void> {
  await addJob(deps, tx, 'follow-seat', { shopId, orderId }, { at, key: `seat:${orderId}` })
}
