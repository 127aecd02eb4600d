import { type DeadlineState, deadlineMoves, next, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { lockOrder } from '../orders/orders.ts'
import { calmOrder } from './calm-order.ts'
import { readDeadline, writeDeadline } from './deadlines.ts'

/**
 * The seller has dealt with a broken promise: it needs nobody any more, and counts against nobody.
 *
 * @returns the id of its order
 * @throws ShopError NOT_FOUND, BAD_TRANSITION where it is not broken
 */
export async function excuseDeadline(
  deps: Pick<Deps, 'db'>,
  asked: { readonly shopId: string; readonly deadlineId: string; readonly note: string },
): Promise<string> {
  return deps.db.transaction().execute(async (tx) => {
    const known = await readDeadline(tx, asked.shopId, asked.deadlineId)
    if (!known) throw new ShopError('NOT_FOUND', { deadline: asked.deadlineId })
    await lockOrder(tx, asked.shopId, known.order_id)
    const row = (await readDeadline(tx, asked.shopId, asked.deadlineId)) ?? known
    const state = next(deadlineMoves, row.state as DeadlineState, 'excuse')
    await writeDeadline(tx, { ...row, state, note: asked.note })
    await calmOrder(tx, asked.shopId, row.order_id)
    return row.order_id
  })
}
