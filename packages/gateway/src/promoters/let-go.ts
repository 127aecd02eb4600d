import { hour, isShopError, type ProfitSharing, type ShareFact } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { askAgainMillis, comeBackToShare, endNumbers } from './share-numbers.ts'

/** A refusal is asked about again by itself after this long. */
const refusedMillis = 6 * hour

/**
 * Has WeChat let go of what nobody was given; where it refuses, the seller is shown that it keeps the money.
 *
 * @returns whether it has: no part can be sent any more
 */
export async function letGo(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
): Promise<boolean> {
  const numbers = endNumbers(payment)
  try {
    const fact = (await sharing.query(numbers)) ?? (await finished(sharing, numbers))
    if (fact?.state !== 'processing') return true
    await comeBackToShare(deps, deps.db, payment, askAgainMillis)
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await noteKept(deps, payment, reason)
  }
  return false
}

/** Everything of a payment is given or let go. */
export async function noteLetGo(deps: Deps, payment: PaymentRow): Promise<void> {
  const { shop_id: shopId, payment_id: paymentId, order_id: orderId } = payment
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    await finish(tx, [shopId, paymentId, new Date(deps.clock.now())])
    await settleRefusal(deps, tx, { shopId, subject: endNumbers(payment).outShareNo })
  })
}

/** Where nothing is kept any more, as after a refund of all of it, WeChat refuses to finish: it is finished. */
async function finished(
  sharing: ProfitSharing,
  numbers: ReturnType<typeof endNumbers>,
): Promise<ShareFact | undefined> {
  try {
    return await sharing.finish({ ...numbers, words: '分账完结' })
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_REFUSED') throw error
    if ((await sharing.left(numbers.transactionId)).amount > 0) throw error
    return undefined
  }
}

const finish = statement(`
  update profit_shares set state = 'finished', updated_at = $3
  where shop_id = $1 and payment_id = $2 and state in ('finishing', 'kept')`)

/** WeChat keeps what is left: its seller is shown that, and it is asked for again by itself. */
export async function noteKept(deps: Deps, payment: PaymentRow, reason: string): Promise<void> {
  const { shop_id: shopId, payment_id: paymentId, order_id: orderId } = payment
  const subject = endNumbers(payment).outShareNo
  deps.log({ level: 'error', event: 'share.kept', payment: paymentId, problem: reason })
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const moved = await keep(tx, [shopId, paymentId, new Date(deps.clock.now())])
    if (moved.length === 0) return
    await noteRefusal(deps, tx, { shopId, orderId, subject, reason, deed: 'let_go' })
    await comeBackToShare(deps, tx, payment, refusedMillis)
  })
}

const keep = statement(`
  update profit_shares set state = 'kept', updated_at = $3
  where shop_id = $1 and payment_id = $2 and state in ('finishing', 'kept') returning 1`)

/** Has what is left asked for again now. */
export async function letGoAgain(
  deps: Deps,
  tx: Tx,
  { shopId, orderId }: { readonly shopId: string; readonly orderId: string },
): Promise<void> {
  for (const share of await keptOf(tx, [shopId, orderId])) await comeBackToShare(deps, tx, share)
}

const keptOf = statement<{ readonly shop_id: string; readonly payment_id: string }>(`
  select shop_id, payment_id from profit_shares
  where shop_id = $1 and order_id = $2 and state = 'kept'`)
