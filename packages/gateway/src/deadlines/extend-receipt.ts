import { receiveExtensionMillis, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { lockOrder, type OwnOrder } from '../orders/orders.ts'
import { cancelDeadlines, lockDeadlines, startDeadline } from './deadlines.ts'

/** Note on the round that was put off. */
export const extended = 'extended'

/**
 * The buyer still waits for a parcel: the order counts as received five days later than it would
 * have. Once per order.
 *
 * @throws ShopError ORDER_NOT_FOUND, BAD_TRANSITION where it was put off before, or nothing is to be put off
 */
export async function extendReceipt(
  deps: Deps,
  { shopId, orderId, tokenHash }: OwnOrder,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    if (!(await lockOrder(tx, shopId, orderId, tokenHash)))
      throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
    const about = { shopId, subject: orderId, kind: 'receive' as const }
    const rounds = await lockDeadlines(tx, about)
    const [running] = rounds
    if (running?.state !== 'running' || rounds.some(({ note }) => note === extended))
      throw new ShopError('BAD_TRANSITION', { from: running?.state ?? 'none', event: 'extend' })
    await cancelDeadlines(tx, about, extended)
    const dueAt = running.due_at.getTime() + receiveExtensionMillis
    await startDeadline(deps, tx, { ...about, orderId, round: running.round + 1, dueAt })
  })
}
