import {
  type PlatformLine,
  type SupplierClaimEvent,
  type SupplierClaimState,
  supplierClaimMoves,
} from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { SupplierClaims } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { writingJob } from '../jobs/jobs.ts'
import { may, moveRow, pathOf, type Then } from '../orders/transitions.ts'

export type SupplierClaimRow = Omit<Selectable<SupplierClaims>, 'lines'> & {
  readonly lines: readonly PlatformLine[]
}

export type NewClaim = Omit<
  SupplierClaimRow,
  'state' | 'platform_refund_id' | 'refunded' | 'failure' | 'asked_at'
>

/** Writes a claim and the job that pursues it. */
export async function insertClaim(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  claim: NewClaim,
): Promise<void> {
  const v = values()
  const row = v.add(JSON.stringify({ ...claim, state: 'planned' }))
  await ask(
    tx,
    `with written as (
      insert into supplier_claims
      select * from jsonb_populate_record(null::supplier_claims, ${row}::jsonb) returning 1)
    select ${writingJob(deps, v, pursuing(claim))} from written`,
    v,
  )
}

/** The job that brings a claim one step on. */
export function pursuing(
  { shop_id: shopId, claim_id: claimId }: Pick<SupplierClaimRow, 'shop_id' | 'claim_id'>,
  at?: number,
) {
  return {
    name: 'pursue-claim' as const,
    payload: { shopId, claimId },
    key: `claim:${claimId}`,
    ...(at !== undefined && { at }),
  }
}

const claimById = statement<SupplierClaimRow>(
  'select * from supplier_claims where shop_id = $1 and claim_id = $2',
)
const claimsOf = statement<SupplierClaimRow>(`
  select * from supplier_claims where shop_id = $1 and supplier_order_id = $2 order by claim_id`)

export async function readClaim(
  db: Database | Tx,
  shopId: string,
  claimId: string,
): Promise<SupplierClaimRow | undefined> {
  return (await claimById(db, [shopId, claimId]))[0]
}

export function readClaimsOf(
  db: Database | Tx,
  shopId: string,
  supplierOrderId: string,
): Promise<SupplierClaimRow[]> {
  return claimsOf(db, [shopId, supplierOrderId])
}

/** Moves a claim by one event where its table allows that now; false where it does not. */
export async function moveClaim(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  claim: SupplierClaimRow,
  event: SupplierClaimEvent,
  also: Updateable<SupplierClaims> = {},
  then: Then = {},
): Promise<boolean> {
  const from = claim.state as SupplierClaimState
  if (!may(supplierClaimMoves, from, event)) return false
  const subject = {
    shopId: claim.shop_id,
    orderId: claim.order_id,
    aggregate: 'supplier_claim',
    id: claim.claim_id,
  } as const
  return moveRow(deps, tx, subject, pathOf(supplierClaimMoves, from, [event]), also, then)
}

const pursueWhere = (where: string) =>
  statement(`
    select write_job('pursue-claim', json_build_object('shopId', shop_id, 'claimId', claim_id),
      'claim:' || claim_id, 0, false)
    from supplier_claims where shop_id = $1 and ${where}`)

const ended = Object.entries(supplierClaimMoves)
  .filter(([, moves]) => Object.keys(moves).length === 0)
  .map(([state]) => `'${state}'`)

const pursueAgainst = pursueWhere(`supplier_order_id = $2 and state not in (${ended.join(', ')})`)
const pursueOf = pursueWhere('after_sale_id = $2')

/** What became of a purchase is looked at by whoever pursues a claim about it, now. */
export async function pursueClaimsAgainst(
  tx: Tx,
  { shop_id, supplier_order_id }: Pick<SupplierClaimRow, 'shop_id' | 'supplier_order_id'>,
): Promise<void> {
  await pursueAgainst(tx, [shop_id, supplier_order_id])
}

/** What a buyer did about her claim is told to the suppliers that it concerns. */
export async function pursueClaimsOf(
  tx: Tx,
  { shop_id, after_sale_id }: { readonly shop_id: string; readonly after_sale_id: string },
): Promise<void> {
  await pursueOf(tx, [shop_id, after_sale_id])
}
