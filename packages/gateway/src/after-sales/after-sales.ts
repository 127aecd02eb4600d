import {
  type AfterSaleEvent,
  type AfterSaleKind,
  type AfterSaleLine,
  type AfterSaleReason,
  type AfterSaleState,
  type AfterSaleView,
  afterSaleMoves,
  fen,
  replacingStates,
} from '@xiaopu/domain'
import type { Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { ask, statement, type Values, values } from '../db/statement.ts'
import type { AfterSales } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { droppingJobs, type JobToWrite, writingJob } from '../jobs/jobs.ts'
import type { OrderLineRow } from '../orders/orders.ts'
import { may, moveRow, pathOf } from '../orders/transitions.ts'

/** A Sku as it was sold when its exchange was asked for: all that buying it takes. */
export interface WantedSku
  extends Pick<
    OrderLineRow,
    | 'listing_id'
    | 'sku_id'
    | 'offer_id'
    | 'spec_id'
    | 'content_hash'
    | 'title'
    | 'image_url'
    | 'properties'
    | 'cost'
  > {
  readonly supplier_id: string
  readonly supplier_name: string
  readonly ship_within_hours: number
}

export type AfterSaleRow = Omit<Selectable<AfterSales>, 'lines' | 'return_to' | 'wanted'> & {
  readonly lines: readonly AfterSaleLine[]
  readonly return_to: { readonly address: string } | null
  /** Of an exchange alone. */
  readonly wanted: WantedSku | null
}

/** As it is read with its order; time stamps as JSON spells them. */
export type AfterSaleParts = Omit<
  AfterSaleRow,
  'shop_id' | 'order_id' | 'round' | 'due_at' | 'opened_at'
> & { readonly due_at: string | Date | null; readonly opened_at: string | Date }

export const afterSaleColumns =
  'after_sale_id kind reason state lines wanted note answer agreed return_to return_carrier return_number due_at opened_at'

/** A claim as its buyer sees it. */
export function afterSaleView(row: AfterSaleParts, orderId: string): AfterSaleView {
  const { return_carrier: carrier, return_number: number, wanted } = row
  return {
    id: row.after_sale_id,
    order: orderId,
    kind: row.kind as AfterSaleKind,
    reason: row.reason as AfterSaleReason,
    state: row.state as AfterSaleState,
    lines: [...row.lines],
    ...(wanted && {
      exchange: {
        sku: wanted.sku_id,
        properties: wanted.properties.map(({ name, value }) => ({ name, value })),
      },
    }),
    ...(row.agreed !== null && { agreed: fen(row.agreed) }),
    ...(row.note && { note: row.note }),
    ...(row.answer && { answer: row.answer }),
    ...(row.return_to && { returnTo: row.return_to.address }),
    ...(carrier && number && { parcel: { carrier, number } }),
    ...(row.due_at && { dueAt: new Date(row.due_at).toISOString() }),
    openedAt: new Date(row.opened_at).toISOString(),
  }
}

/** Whether other goods are being bought, or are under way, for an exchange. */
export function isReplacing({ state }: Pick<AfterSaleRow, 'state'>): boolean {
  return (replacingStates as readonly string[]).includes(state)
}

/** A claim as it begins. */
export type NewAfterSale = Pick<
  AfterSaleRow,
  | 'shop_id'
  | 'after_sale_id'
  | 'order_id'
  | 'kind'
  | 'reason'
  | 'state'
  | 'lines'
  | 'wanted'
  | 'note'
  | 'round'
  | 'due_at'
  | 'opened_at'
>

/** Writes a claim, with the job that looks at it when the shop should have answered. */
export async function insertAfterSale(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  row: NewAfterSale,
): Promise<AfterSaleRow> {
  const v = values()
  const [written] = await ask<AfterSaleRow>(
    tx,
    `with written as (
      insert into after_sales
      select * from jsonb_populate_record(null::after_sales, ${v.add(JSON.stringify(row))}::jsonb)
      returning *)
    select written.*, ${writingJob(deps, v, following(row, row.due_at))} from written`,
    v,
  )
  if (!written) throw new TypeError('a claim that was not written')
  return written
}

/** The job that looks at a claim: now, or when somebody should have acted. */
export function following(
  row: Pick<AfterSaleRow, 'shop_id' | 'after_sale_id'>,
  due?: Date | null,
): JobToWrite {
  const payload = { shopId: row.shop_id, afterSaleId: row.after_sale_id }
  const key = `after-sale:${row.after_sale_id}`
  return { name: 'follow-after-sale', payload, key, ...(due && { at: due.getTime() }) }
}

const byId = (also: string) =>
  statement<AfterSaleRow>(
    `select * from after_sales where shop_id = $1 and after_sale_id = $2 ${also}`,
  )
const afterSale = byId('')
const lockedAfterSale = byId('for update')
const byOrder = statement<AfterSaleRow>(
  'select * from after_sales where shop_id = $1 and order_id = $2 order by after_sale_id',
)
const newest = statement<AfterSaleRow>(`
  select * from after_sales
  where shop_id = $1 and ($2::text is null or state = $2) and ($3::text is null or after_sale_id < $3)
  order by after_sale_id desc limit $4`)

export async function readAfterSale(
  db: Database | Tx,
  shopId: string,
  afterSaleId: string,
): Promise<AfterSaleRow | undefined> {
  return (await afterSale(db, [shopId, afterSaleId]))[0]
}

/** Locked after its order, as everything of an order is. */
export async function lockAfterSale(
  tx: Tx,
  shopId: string,
  afterSaleId: string,
): Promise<AfterSaleRow | undefined> {
  return (await lockedAfterSale(tx, [shopId, afterSaleId]))[0]
}

export function readAfterSalesOf(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<AfterSaleRow[]> {
  return byOrder(db, [shopId, orderId])
}

/** Newest first; `before` is the last id of the page before. */
export function listAfterSaleRows(
  db: Database,
  shopId: string,
  page: { state?: string | undefined; before?: string | undefined; limit: number },
): Promise<AfterSaleRow[]> {
  return newest(db, [shopId, page.state ?? null, page.before ?? null, page.limit])
}

/**
 * Moves a claim by events where its table allows that now; its next look is written with it, and none is left of one that is over.
 *
 * @param also.due_at - when somebody should have acted in the new state; null where nobody has to
 */
export async function moveAfterSale(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  row: AfterSaleRow,
  events: readonly [AfterSaleEvent, ...AfterSaleEvent[]],
  also: Updateable<AfterSales> & { readonly due_at: Date | null },
): Promise<AfterSaleRow | undefined> {
  const from = row.state as AfterSaleState
  if (!may(afterSaleMoves, from, events[0])) return undefined
  const path = pathOf(afterSaleMoves, from, events)
  const subject = {
    shopId: row.shop_id,
    orderId: row.order_id,
    aggregate: 'after_sale',
    id: row.after_sale_id,
  } as const
  const end = path.at(-1)?.to as AfterSaleState
  const isEnd = Object.keys(afterSaleMoves[end]).length === 0
  const { key } = following(row)
  const spared = (v: Values) => `spared as (${droppingJobs(`select ${v.add(key)} from moved`)})`
  const moved = await moveRow(deps, tx, subject, path, also, {
    ...(also.due_at && { job: following(row, also.due_at) }),
    ...(isEnd && { parts: [spared] }),
  })
  return moved ? readAfterSale(tx, row.shop_id, row.after_sale_id) : undefined
}
