import { type Difference, type DifferenceKind, ShopError } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Differences } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'

export type DifferenceRow = Selectable<Differences>

/** A difference that was found. */
export interface Found {
  readonly shopId: string
  readonly kind: DifferenceKind
  readonly subject: string
  readonly orderId?: string
  readonly detail: Difference['detail']
}

/** Writes a difference down, once while it is open; what is known of it is kept up to date. */
export async function noteDifference(
  deps: Pick<Deps, 'clock' | 'newId' | 'db' | 'log'>,
  { shopId, kind, subject, orderId, detail }: Found,
): Promise<void> {
  const id = deps.newId('difference')
  const now = new Date(deps.clock.now())
  const row = [shopId, id, kind, subject, orderId ?? null, JSON.stringify(detail), now]
  const [noted] = await note(deps.db, row)
  if (noted?.difference_id !== id) return
  deps.log({ level: 'warn', event: 'difference.found', kind, subject })
}

/** An order whose books do not agree is shown to its seller in the same moment; it is locked first, as everywhere. */
const note = statement<{ difference_id: string }>(`
  with own as (select from orders where shop_id = $1 and order_id = $5 for update),
  noted as (
    insert into differences (shop_id, difference_id, kind, subject, order_id, detail, found_at)
    select $1, $2, $3, $4, $5, $6::jsonb, $7::timestamptz where (select count(*) from own) >= 0
    on conflict (shop_id, kind, subject) where resolved_at is null
      do update set detail = excluded.detail
    returning shop_id, order_id, difference_id),
  shown as (
    update orders set attention = true from noted
    where orders.shop_id = noted.shop_id and orders.order_id = noted.order_id)
  select difference_id from noted`)

/** Every open one, as `kind subject`. */
export async function readOpenDifferences(
  db: Database,
  shopId: string,
): Promise<ReadonlySet<string>> {
  const rows = await openOnes(db, [shopId])
  return new Set(rows.map(({ kind, subject }) => `${kind} ${subject}`))
}

const openOnes = statement<Pick<DifferenceRow, 'kind' | 'subject'>>(`
  select kind, subject from differences where shop_id = $1 and resolved_at is null`)

/** Both sides agree again. */
export async function settleDifference(
  deps: Pick<Deps, 'clock' | 'db'>,
  asked: Named,
): Promise<void> {
  const { shopId, kind, subject } = asked
  const [open] = await openOne(deps.db, [shopId, kind, subject])
  const now = new Date(deps.clock.now())
  if (open) await settled(deps, open, (tx) => settle(tx, [shopId, open.difference_id, now]))
}

const openOne = statement<DifferenceRow>(`
  select * from differences
  where shop_id = $1 and kind = $2 and subject = $3 and resolved_at is null`)

interface Named {
  readonly shopId: string
  readonly kind: DifferenceKind
  readonly subject: string
}

/** Whether a person still has to look after it. */
export async function isOpenDifference(tx: Tx, { shopId, kind, subject }: Named): Promise<boolean> {
  return (await openOne(tx, [shopId, kind, subject])).length > 0
}

/** Whether it was ever found. */
export async function wasDifference(tx: Tx, { shopId, kind, subject }: Named): Promise<boolean> {
  return (await everFound(tx, [shopId, kind, subject])).length > 0
}

const everFound = statement(`
  select from differences where shop_id = $1 and kind = $2 and subject = $3 limit 1`)

const settle = statement<DifferenceRow>(`
  update differences set resolved_at = $3, resolved_by = 'reconciliation'
  where shop_id = $1 and difference_id = $2 and resolved_at is null
  returning *`)

/** The same for a locked order, as part of what makes both sides agree. */
export async function settleWithin(deps: Pick<Deps, 'clock'>, tx: Tx, asked: Named): Promise<void> {
  const { shopId, kind, subject } = asked
  const [open] = await openOne(tx, [shopId, kind, subject])
  if (!open) return
  await settle(tx, [shopId, open.difference_id, new Date(deps.clock.now())])
  if (open.order_id) await refreshAttention(tx, shopId, open.order_id)
}

/** A difference is over, and its order is shown no longer where nothing else asks for that: both or neither. */
async function settled(
  { db }: Pick<Deps, 'db'>,
  { shop_id: shopId, order_id: orderId }: DifferenceRow,
  write: (tx: Tx) => Promise<DifferenceRow[]>,
): Promise<DifferenceRow | undefined> {
  return db.transaction().execute(async (tx) => {
    if (orderId) await lockOrder(tx, shopId, orderId)
    const [row] = await write(tx)
    if (row && orderId) await refreshAttention(tx, shopId, orderId)
    return row
  })
}

/**
 * The seller has looked after it.
 *
 * @param follow - what follows from it where it was open until now, in the same transaction
 * @throws ShopError DIFFERENCE_NOT_FOUND
 */
export async function resolveDifference(
  deps: Pick<Deps, 'clock' | 'db'>,
  asked: { readonly shopId: string; readonly differenceId: string; readonly note: string },
  follow: (tx: Tx, row: DifferenceRow) => Promise<void>,
): Promise<Difference> {
  const { shopId, differenceId } = asked
  const now = new Date(deps.clock.now())
  const found = await readDifference(deps.db, shopId, differenceId)
  const row = await settled(deps, found, async (tx) => {
    const before = await readDifference(tx, shopId, differenceId)
    const rows = await resolve(tx, [shopId, differenceId, now, asked.note])
    if (before.resolved_at === null) await follow(tx, before)
    return rows
  })
  return differenceView(row ?? found)
}

/** @throws ShopError DIFFERENCE_NOT_FOUND */
export async function readDifference(
  db: Database | Tx,
  shopId: string,
  differenceId: string,
): Promise<DifferenceRow> {
  const [row] = await byId(db, [shopId, differenceId])
  if (!row) throw new ShopError('DIFFERENCE_NOT_FOUND', { difference: differenceId })
  return row
}

const byId = statement<DifferenceRow>(
  'select * from differences where shop_id = $1 and difference_id = $2',
)

const resolve = statement<DifferenceRow>(`
  update differences set
    resolved_by = case when resolved_at is null then $4 else resolved_by end,
    resolved_at = coalesce(resolved_at, $3)
  where shop_id = $1 and difference_id = $2
  returning *`)

/** Newest first; `before` is the last id of the page before. */
export async function listDifferences(
  db: Database | Tx,
  shopId: string,
  page: { isOpen: boolean; before?: string | undefined; limit: number },
): Promise<DifferenceRow[]> {
  let query = db
    .selectFrom('differences')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('difference_id', 'desc')
    .limit(page.limit)
  if (page.isOpen) query = query.where('resolved_at', 'is', null)
  if (page.before) query = query.where('difference_id', '<', page.before)
  return query.execute()
}

export function differenceView(row: DifferenceRow): Difference {
  return {
    id: row.difference_id,
    kind: row.kind as DifferenceKind,
    subject: row.subject,
    ...(row.order_id && { order: row.order_id }),
    detail: row.detail,
    foundAt: row.found_at.toISOString(),
    ...(row.resolved_at && { resolvedAt: row.resolved_at.toISOString() }),
    ...(row.resolved_by && { resolvedBy: row.resolved_by }),
  }
}
