import { day, mostReveals, type RevealedAddress, ShopError } from '@xiaopu/domain'
import { countDeeds, writeAudit } from '../audit/audit-log.ts'
import type { Deps } from '../deps.ts'
import { readOrderRow } from '../orders/orders.ts'
import { openRecipient } from './sealed-address.ts'

/**
 * What stands behind the mask, for a seller who says why. Who, when and why is written down before
 * it is answered, and cannot be taken back.
 *
 * @throws ShopError ORDER_NOT_FOUND, PERSONAL_DATA_ERASED, REVEALS_SPENT
 */
export async function revealAddress(
  deps: Deps,
  asked: { shopId: string; orderId: string; actor: string; reason: string },
): Promise<RevealedAddress> {
  const { shopId, orderId, actor, reason } = asked
  const order = await readOrderRow(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  const owner = { shopId, table: 'orders', id: orderId } as const
  const { address, remark } = await openRecipient(deps, owner, order)
  await deps.db.transaction().execute(async (tx) => {
    await writeAudit(deps, tx, { shopId, actor, action: 'order.reveal', subject: orderId, reason })
    const since = new Date(deps.clock.now() - day)
    // Counted behind the lock of the chain, so that looks at the same moment count each other.
    if ((await countDeeds(tx, shopId, 'order.reveal', since)) > mostReveals)
      throw new ShopError('REVEALS_SPENT', { most: mostReveals })
  })
  return { address, ...(remark && { remark }) }
}
