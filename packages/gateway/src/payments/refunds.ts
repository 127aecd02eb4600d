import {
  fen,
  type MoneyFact,
  type RefundEvent,
  type RefundParts,
  type RefundState,
  refundMoves,
} from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Refunds } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { type JobToWrite, writingJob } from '../jobs/jobs.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { may, moveRow, pathOf, type Subject } from '../orders/transitions.ts'

export type RefundRow = Omit<Selectable<Refunds>, 'parts'> & { readonly parts: RefundParts }

/** A refund as it begins. */
export type NewRefund = Omit<
  RefundRow,
  'provider_refund_id' | 'failure' | 'billed_on' | 'means' | 'reference'
>

/** Money that belongs to no order: it came twice, or too late. */
const strayReasons: readonly string[] = ['duplicate_payment', 'late_payment']

export function isStray({ reason }: Pick<RefundRow, 'reason'>): boolean {
  return strayReasons.includes(reason)
}

/** Whether every refund of a claim has arrived. */
export async function areClaimsRefundsOver(
  tx: Tx,
  { shop_id, after_sale_id }: { readonly shop_id: string; readonly after_sale_id: string },
): Promise<boolean> {
  return (await openOfClaim(tx, [shop_id, after_sale_id])).length === 0
}

const openOfClaim = statement<{ refund_id: string }>(`
  select refund_id from refunds
  where shop_id = $1 and after_sale_id = $2 and state <> 'succeeded' limit 1`)

/** Writes a refund and the job that sends it; a stray payment has one only. */
export async function insertRefund(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  refund: NewRefund,
): Promise<void> {
  const v = values()
  await ask(
    tx,
    `with written as (
      insert into refunds
      select * from jsonb_populate_record(null::refunds, ${v.add(JSON.stringify(refund))}::jsonb)
      on conflict do nothing returning 1)
    select ${writingJob(deps, v, {
      name: 'submit-refund',
      payload: { shopId: refund.shop_id, refundId: refund.refund_id },
      key: `refund:${refund.refund_id}`,
    })} from written`,
    v,
  )
}

const refundWhere = (where: string) =>
  statement<RefundRow>(`select * from refunds where ${where} order by refund_id`)

const byId = refundWhere('shop_id = $1 and refund_id = $2')
const byNo = refundWhere('out_refund_no = $1')
const byOrder = refundWhere('shop_id = $1 and order_id = $2')

export async function readRefund(
  db: Database | Tx,
  shopId: string,
  refundId: string,
): Promise<RefundRow | undefined> {
  return (await byId(db, [shopId, refundId]))[0]
}

export async function readRefundByNo(
  db: Database | Tx,
  outRefundNo: string,
): Promise<RefundRow | undefined> {
  return (await byNo(db, [outRefundNo]))[0]
}

/** Refunds of what an order sold, oldest first; those of stray payments are not its own. */
export async function readOwnRefunds(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<RefundRow[]> {
  return (await byOrder(db, [shopId, orderId])).filter((refund) => !isStray(refund))
}

const locked = statement<RefundRow>(
  'select * from refunds where shop_id = $1 and order_id = $2 order by refund_id for update',
)

/** Every refund of a locked order, strays too, as nobody else moves it now. */
export function lockRefunds(
  tx: Tx,
  { shop_id, order_id }: Pick<RefundRow, 'shop_id' | 'order_id'>,
): Promise<RefundRow[]> {
  return locked(tx, [shop_id, order_id])
}

/**
 * A bill shows what counted as given back by other means: it went out of the merchant account.
 *
 * @returns false for a refund of another kind, or one that the provider numbers otherwise
 */
export async function noteBilledRefund(
  deps: Pick<Deps, 'clock'>,
  db: Tx | Database,
  refund: RefundRow,
  { refundId, on }: { readonly refundId: string; readonly on: string },
): Promise<boolean> {
  const v = values()
  const { shopId, orderId, id } = subjectOf(refund)
  const fact = { kind: 'refund_billed', ref: id, amount: fen(refund.amount) } as const
  const rows = await ask(
    db,
    `with billed as (
      update refunds set means = 'back_office', provider_refund_id = ${v.add(refundId)}, billed_on = ${v.add(on)}
      where shop_id = ${v.add(shopId)} and refund_id = ${v.add(id)} and means = 'other_means'
        and provider_refund_id is null
      returning 1),
    ${writingEntries(deps, v, { shopId, orderId }, fact, 'billed')}
    select from billed`,
    v,
  )
  return rows.length > 0
}

/** Moves a refund by one event where its table allows that now, and posts what it means. */
export async function moveRefund(
  deps: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  refund: RefundRow,
  event: RefundEvent,
  also: Updateable<Refunds> = {},
): Promise<boolean> {
  const from = refund.state as RefundState
  if (!may(refundMoves, from, event)) return false
  const path = pathOf(refundMoves, from, [event])
  return moveRow(deps, tx, subjectOf(refund), path, also, {
    facts: factsOf(refund, event, also.means === 'other_means'),
    ...(path.at(-1)?.to === 'succeeded' && refund.after_sale_id && { job: afterSaleJob(refund) }),
  })
}

/** The claim that the refund was for may now be over. */
function afterSaleJob({ shop_id: shopId, after_sale_id }: RefundRow): JobToWrite {
  const afterSaleId = after_sale_id ?? ''
  const payload = { shopId, afterSaleId }
  return { name: 'follow-after-sale', payload, key: `after-sale:${afterSaleId}` }
}

function factsOf(refund: RefundRow, event: RefundEvent, byOtherMeans: boolean): MoneyFact[] {
  const about = { ref: refund.refund_id, amount: fen(refund.amount) }
  const isFirst = refund.state === 'requested' && !isStray(refund)
  const submitted: MoneyFact[] = isFirst ? [{ kind: 'refund_submitted', ...about }] : []
  const kind = isStray(refund) ? 'vain_refunded' : 'refunded'
  switch (event) {
    case 'submit':
      return submitted
    case 'succeed':
      return [{ kind, ...about }]
    case 'record':
      return [...submitted, { kind, ...about, byOtherMeans }]
    default:
      return []
  }
}

function subjectOf(refund: RefundRow): Subject {
  const { shop_id: shopId, order_id: orderId, refund_id: id } = refund
  return { shopId, orderId, aggregate: 'refund', id }
}
