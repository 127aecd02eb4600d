import { day, fen, hour, minute, type PurchaseRefund } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'
import { endClaim } from './end-claim.ts'
import { followSupplierOrder } from './follow-supplier-order.ts'
import { sendBack } from './send-back.ts'
import { moveClaim, type SupplierClaimRow } from './supplier-claims.ts'
import { isOver, type Purchase, readPurchase } from './supplier-orders.ts'

/** How soon a purchase that is being made is looked at again, and a supplier who has to answer. */
export const soonMillis = minute
export const answerMillis = hour

/** How long a refusal may be disputed on the platform before it counts as final. */
const disputeMillis = 15 * day

/**
 * Brings a claim to where its supplier's answer says that it is.
 *
 * @returns how long to wait before looking again; undefined where nothing is left to do
 */
export async function readAnswer(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
  refund: PurchaseRefund,
): Promise<number | undefined> {
  const also = { platform_refund_id: refund.refundId }
  switch (refund.state) {
    case 'refunded':
      return refunded(deps, claim, purchase, refund)
    case 'refused':
      return noMoney(deps, claim, purchase, refund)
    case 'closed':
      return closedThere(deps, claim, purchase, refund)
    case 'to_return':
      if (claim.state === 'planned') await moveClaim(deps, deps.db, claim, 'ask', also)
      await sendBack(deps, claim, refund)
      return answerMillis
    default:
      if (claim.state === 'planned') await moveClaim(deps, deps.db, claim, 'ask', also)
      return answerMillis
  }
}

/** With all of its purchase, whose money came back then; or without any, which is a refusal that nobody disputed in time. */
async function closedThere(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
  refund: PurchaseRefund,
): Promise<number | undefined> {
  await followSupplierOrder(deps, ownOf(purchase))
  const now = await readPurchase(deps, purchase.shop_id, purchase.supplier_order_id)
  return now && isOver(now) ? closeClaim(deps, claim, now) : noMoney(deps, claim, purchase, refund)
}

async function noMoney(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
  { refusal }: PurchaseRefund,
): Promise<number | undefined> {
  return claim.state === 'refused'
    ? giveUp(deps, claim, purchase)
    : refused(deps, claim, refusal ?? 'PLATFORM_REFUSED')
}

async function refunded(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
  refund: PurchaseRefund,
): Promise<number | undefined> {
  const amount = fen(refund.refundedGoods.amount + refund.refundedFreight.amount)
  const about = { ref: claim.claim_id, amount }
  const isEnded = await endClaim(deps, claim, purchase, {
    event: 'refund',
    also: { platform_refund_id: refund.refundId, refunded: amount.amount, failure: null },
    facts: [
      { kind: 'claim_agreed', ...about },
      { kind: 'claim_returned', ...about },
    ],
  })
  if (!isEnded) return soonMillis
  await followSupplierOrder(deps, ownOf(purchase))
  return undefined
}

export async function closeClaim(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  const end = { event: 'close', also: { failure: null } } as const
  return (await endClaim(deps, claim, purchase, end)) ? undefined : soonMillis
}

/** The seller is told; what the supplier still refuses after the days for a dispute is a loss. */
export async function refused(
  deps: Deps,
  claim: SupplierClaimRow,
  failure: string,
): Promise<number> {
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, claim.shop_id, claim.order_id)
    await moveClaim(deps, tx, claim, 'refuse', { failure })
    await refreshAttention(tx, claim.shop_id, claim.order_id)
  })
  return disputeMillis
}

export async function giveUp(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  const age = deps.clock.now() - claim.opened_at.getTime()
  if (age < disputeMillis) return day
  const about = { ref: claim.claim_id, amount: fen(claim.wanted_goods + claim.wanted_freight) }
  const facts = [
    { kind: 'claim_agreed', ...about },
    { kind: 'written_off', ...about },
  ] as const
  const isEnded = await endClaim(deps, claim, purchase, { event: 'write-off', facts })
  return isEnded ? undefined : soonMillis
}

export function ownOf(purchase: Purchase) {
  return { shopId: purchase.shop_id, supplierOrderId: purchase.supplier_order_id }
}
