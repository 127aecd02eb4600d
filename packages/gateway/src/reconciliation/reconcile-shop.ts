import type { Deps } from '../deps.ts'
import { takeMessage } from '../fulfilment/read-message.ts'
import { compareBills } from './compare-bills.ts'
import { type Look, openLook } from './look.ts'
import { planReconciliation } from './plan-reconciliation.ts'
import { reconcilePayments, reconcileRefunds } from './reconcile-payments.ts'
import { reconcilePurchases } from './reconcile-purchases.ts'
import { beginReconciliation, endReconciliation } from './reconciliations.ts'

/** Money first: it is the quickest, and needs nothing of the platform. */
const parts: readonly ((look: Look) => Promise<void>)[] = [
  reconcilePayments,
  reconcileRefunds,
  compareBills,
  reconcileMessages,
  reconcilePurchases,
]

/**
 * Looks at everything that changed at the platform and the cashier since the last look, and makes
 * ours agree as far as the evidence goes. A part that fails does not keep the others from being
 * looked at; what it would have covered belongs to the next look. Comes back within the hour.
 */
export async function reconcileShop(deps: Deps, asked: { shopId: string }): Promise<void> {
  const { run } = await beginReconciliation(deps, asked.shopId)
  const look = await openLook(deps, run)
  let failure: unknown
  for (const part of parts) {
    await part(look).catch((error: Error) => {
      failure ??= error
      const { message: reason } = error
      deps.log({ level: 'warn', event: 'reconciliation.postponed', shop: run.shop_id, reason })
    })
  }
  // Whoever sees that it is over finds the next one planned.
  await deps.db.transaction().execute(async (tx) => {
    await endReconciliation(deps, tx, run, { counts: look.counts, failure })
    await planReconciliation(deps, tx, asked.shopId, { isAgain: failure !== undefined })
  })
}

/** What the platform could not deliver, it keeps to be fetched. */
async function reconcileMessages(look: Look): Promise<void> {
  const { deps, run, shopId } = look
  const period = { from: run.period_from.toISOString(), to: run.period_to.toISOString() }
  for await (const message of deps.platform(shopId).missedMessages(period)) {
    await takeMessage(deps, message)
    await look.step('messages')
  }
}
