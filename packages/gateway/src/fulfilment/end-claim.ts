import type { MoneyFact } from '@xiaopu/domain'
import type { Updateable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { SupplierClaims } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'
import { moveClaim, type SupplierClaimRow } from './supplier-claims.ts'
import { isOver, lockSupplierOrder, type Purchase } from './supplier-orders.ts'
import { restReturned, toldBack } from './supplier-returns.ts'

export interface ClaimEnd {
  readonly event: 'refund' | 'close' | 'write-off'
  readonly also?: Updateable<SupplierClaims> & { readonly refunded?: number }
  readonly facts?: readonly MoneyFact[]
}

/**
 * Ends a claim about a paid purchase. Where that is over too and this was the last claim of it, what its supplier gave
 * back besides is posted in the same transaction: nobody else will.
 *
 * @returns false where the purchase has come to its end since it was read: to be tried again
 */
export async function endClaim(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
  { event, also = {}, facts = [] }: ClaimEnd,
): Promise<boolean> {
  const told = await toldOf(deps, purchase)
  return deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, claim.shop_id, claim.order_id)
    const row = await lockSupplierOrder(tx, claim.shop_id, claim.supplier_order_id)
    if (row?.paid_at && isOver(row) && told === undefined) return false
    const ending = { claimId: claim.claim_id, refunded: also.refunded ?? 0 }
    const rest = row && told !== undefined ? await restReturned(tx, row, told, ending) : []
    const asked = await heardOf(deps, tx, claim, event)
    await moveClaim(deps, tx, asked, event, also, { facts: [...facts, ...rest] })
    // A refusal is over with it.
    await refreshAttention(tx, claim.shop_id, claim.order_id)
    return true
  })
}

/** Fen that came back of a purchase that is over; undefined where it is not. */
async function toldOf(deps: Deps, purchase: Purchase): Promise<number | undefined> {
  const { paid_at, platform_order_id: number } = purchase
  if (!paid_at || !number || !isOver(purchase)) return undefined
  return toldBack(purchase, await deps.platform(purchase.shop_id).purchase(number))
}

/** It may have been answered before we ever heard that it was asked. */
async function heardOf(
  deps: Deps,
  tx: Tx,
  claim: SupplierClaimRow,
  event: ClaimEnd['event'],
): Promise<SupplierClaimRow> {
  if (event !== 'refund' || claim.state !== 'planned') return claim
  await moveClaim(deps, tx, claim, 'ask')
  return { ...claim, state: 'asked' }
}
