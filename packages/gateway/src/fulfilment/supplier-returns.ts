import {
  fen,
  type MoneyFact,
  openSupplierClaimStates,
  type Purchase,
  type PurchaseRefund,
} from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder } from '../orders/orders.ts'
import { readClaimsOf, type SupplierClaimRow } from './supplier-claims.ts'
import type { SupplierOrderRow } from './supplier-orders.ts'

type Own = Pick<SupplierOrderRow, 'shop_id' | 'order_id' | 'supplier_order_id'>

/** What the book has of money that a supplier gave back by himself, or on a claim that is none of the shop's. */
interface Booked {
  /** Fen that came back to the shop's account at the platform. */
  readonly back: number
  /** Fen that count as lost. */
  readonly lost: number
  /** As the book numbers them. */
  readonly refs: readonly string[]
}

const bookedOf = statement<Booked>(`
  select coalesce(sum(amount) filter (where account = 'platform_wallet'
      and kind in ('purchase_returned', 'supplier_returned')), 0)::bigint as back,
    coalesce(sum(amount) filter (where account = 'loss'), 0)::bigint as lost,
    coalesce(array_agg(distinct ref) filter (where kind = 'supplier_returned'), '{}') as refs
  from ledger_entries
  where shop_id = $1 and order_id = $2
    and (ref = $3 or ref like $3 || '/%' or ref = any($4::text[]))`)

async function readBooked(
  db: Database | Tx,
  { shop_id, order_id, supplier_order_id }: Own,
  claims: readonly SupplierClaimRow[] = [],
): Promise<Booked> {
  const ids = claims.map(({ claim_id }) => claim_id)
  const [row] = await bookedOf(db, [shop_id, order_id, supplier_order_id, ids])
  return row ?? { back: 0, lost: 0, refs: [] }
}

/** Fen that a supplier gave back on no claim of the shop's, as far as that is in the book. */
async function returnedSoFar(db: Database | Tx, row: Own): Promise<number> {
  return (await readBooked(db, row)).back
}

type Cost = Pick<
  SupplierOrderRow,
  'actual_goods' | 'expected_goods' | 'actual_freight' | 'expected_freight'
>

const goodsOf = ({ actual_goods, expected_goods }: Cost) => actual_goods ?? expected_goods

const freightOf = ({ actual_freight, expected_freight }: Cost) => actual_freight ?? expected_freight

/** Fen that came back of a purchase that is over, by the platform's word; all of it where it says nothing. */
export function toldBack(row: Cost, { refunded }: Pick<Purchase, 'refunded'>): number {
  return refunded?.amount ?? goodsOf(row) + freightOf(row)
}

/** A claim that ends just now, with what comes of it (fen). */
export interface EndingClaim {
  readonly claimId: string
  readonly refunded: number
}

/**
 * What a purchase that is over gave back on nobody's claim, to be posted with the end of the purchase or with that of the last claim of it,
 * whichever comes later: who pursues a claim knows best what came of it. For a locked order.
 *
 * @param told - fen that came back in all
 */
export async function restReturned(
  tx: Tx,
  row: SupplierOrderRow,
  told: number,
  ending?: EndingClaim,
): Promise<MoneyFact[]> {
  if (row.paid_at === null) return []
  const claims = await readClaimsOf(tx, row.shop_id, row.supplier_order_id)
  const others = claims.filter(({ claim_id }) => claim_id !== ending?.claimId)
  if (others.some(isPursued)) return []
  const own = others.reduce((sum, { refunded }) => sum + (refunded ?? 0), ending?.refunded ?? 0)
  const rest = Math.max(0, told - own - (await returnedSoFar(tx, row)))
  if (rest === 0) return []
  const goods = Math.min(rest, Math.max(0, goodsOf(row) - own))
  const ref = row.supplier_order_id
  return [{ kind: 'purchase_returned', ref, goods: fen(goods), freight: fen(rest - goods) }]
}

/** The platform's numbers of claims whose money is in the book, though the shop did not ask by them. */
export async function returnedBy(db: Database | Tx, row: Own): Promise<readonly string[]> {
  const { refs } = await readBooked(db, row)
  return refs.map((ref) => ref.slice(row.supplier_order_id.length + 1))
}

/**
 * Posts what a supplier gave back on claims that are none of the shop's: asked for by hand at the
 * platform, or granted after the shop's own had been given up. Each is posted once, whoever looks.
 *
 * @param told - fen that the platform says came back of the purchase so far, on whatever claim
 * @returns whether anything was posted
 */
export async function bookReturns(
  deps: Deps,
  row: Own & Pick<SupplierOrderRow, 'platform_order_id' | 'paid_at'>,
  told: number,
): Promise<boolean> {
  if (told === 0 || row.paid_at === null || row.platform_order_id === null) return false
  if ((await unbooked(deps.db, row, told)).amount === 0) return false
  const refunds = await deps.platform(row.shop_id).refunds(row.platform_order_id)
  return deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, row.shop_id, row.order_id)
    let isPosted = false
    for (const refund of refunds) {
      // What was posted before it in this loop is read too.
      const { amount, claims } = await unbooked(tx, row, told)
      const known = claims.some(
        ({ state, platform_refund_id }) =>
          state === 'refunded' && platform_refund_id === refund.refundId,
      )
      if (known || refund.state !== 'refunded' || amount === 0) continue
      const { lost } = await readBooked(tx, row, claims)
      const posted = await post(deps, tx, row, returnedFact(row, refund, { amount, lost }))
      isPosted = posted || isPosted
    }
    return isPosted
  })
}

/** Whether whoever pursues a claim still books what comes of it. */
function isPursued({ state }: SupplierClaimRow): boolean {
  return state === 'refused' || (openSupplierClaimStates as readonly string[]).includes(state)
}

/** What came back and is in no book; nothing while a claim of the shop's may yet turn out to be the one. */
async function unbooked(
  db: Database | Tx,
  row: Own,
  told: number,
): Promise<{ readonly amount: number; readonly claims: readonly SupplierClaimRow[] }> {
  const claims = await readClaimsOf(db, row.shop_id, row.supplier_order_id)
  if (claims.some(isPursued)) return { amount: 0, claims }
  const own = claims.reduce((sum, { refunded }) => sum + (refunded ?? 0), 0)
  const { back } = await readBooked(db, row)
  return { amount: Math.max(0, told - own - back), claims }
}

type Returned = Extract<MoneyFact, { readonly kind: 'supplier_returned' }>

/** What had counted as lost is lost no longer; the rest lessens what the goods and their freight cost. */
function returnedFact(
  { supplier_order_id }: Own,
  { refundId, refundedGoods, refundedFreight }: PurchaseRefund,
  { amount, lost }: { readonly amount: number; readonly lost: number },
): Returned {
  const freight = Math.min(refundedFreight.amount, amount)
  const goods = Math.min(refundedGoods.amount, amount - freight)
  const loss = Math.min(lost, goods + freight)
  const lossOfGoods = Math.min(loss, goods)
  return {
    ...{ kind: 'supplier_returned', ref: `${supplier_order_id}/${refundId}`, loss: fen(loss) },
    ...{ goods: fen(goods - lossOfGoods), freight: fen(freight - (loss - lossOfGoods)) },
  }
}

async function post(
  deps: Deps,
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: Own,
  fact: Returned,
): Promise<boolean> {
  const v = values()
  const absent = `absent as (select where not exists (select from ledger_entries
    where shop_id = ${v.add(shopId)} and kind = '${fact.kind}' and ref = ${v.add(fact.ref)}))`
  const entries = writingEntries(deps, v, { shopId, orderId }, fact, 'absent')
  return (await ask(tx, `with ${absent}, ${entries} select from absent`, v)).length > 0
}
