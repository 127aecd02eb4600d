import { day, isShopError, minute, type Reconciliation } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Reconciliations } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'

export type ReconciliationRow = Selectable<Reconciliations>

/** What a look has come to so far. */
export interface Counts {
  messages: number
  purchases: number
  payments: number
  refunds: number
  repaired: number
}

/** What was changed while the last look ended is looked at again: clocks differ a little. */
const overlapMillis = 10 * minute

/** How far the first look goes back. */
const firstLookMillis = 30 * day

/** Looks of the past are kept this long. */
const keepMillis = 30 * day

/**
 * Begins a look at everything that changed since the last one that was finished; while one is under
 * way it is that one.
 *
 * @returns the look, and whether it was begun just now
 */
export async function beginReconciliation(
  deps: Pick<Deps, 'clock' | 'db' | 'newId'>,
  shopId: string,
): Promise<{ readonly run: ReconciliationRow; readonly isNew: boolean }> {
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    // Two that begin at once wait for each other.
    await tx
      .selectFrom('shops')
      .select('shop_id')
      .where('shop_id', '=', shopId)
      .forUpdate()
      .execute()
    const [running] = await underway(tx, [shopId])
    if (running) return { run: running, isNew: false }
    const [done] = await lastDone(tx, [shopId])
    const from = done ? done.period_to.getTime() - overlapMillis : now - firstLookMillis
    const row = {
      shop_id: shopId,
      reconciliation_id: deps.newId('reconciliation'),
      state: 'running',
      period_from: new Date(from),
      period_to: new Date(now),
      started_at: new Date(now),
    }
    const run = await tx
      .insertInto('reconciliations')
      .values(row)
      .returningAll()
      .executeTakeFirstOrThrow()
    await tx
      .deleteFrom('reconciliations')
      .where('shop_id', '=', shopId)
      .where('started_at', '<', new Date(now - keepMillis))
      .execute()
    return { run, isNew: true }
  })
}

const underway = statement<ReconciliationRow>(`
  select * from reconciliations where shop_id = $1 and state = 'running' limit 1`)

const lastDone = statement<ReconciliationRow>(`
  select * from reconciliations where shop_id = $1 and state = 'done'
  order by period_to desc limit 1`)

export async function readReconciliation(
  db: Database,
  shopId: string,
  reconciliationId: string,
): Promise<ReconciliationRow | undefined> {
  return db
    .selectFrom('reconciliations')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('reconciliation_id', '=', reconciliationId)
    .executeTakeFirst()
}

/** Newest first; `before` is the last id of the page before. */
export async function listReconciliations(
  db: Database,
  shopId: string,
  page: { before?: string | undefined; limit: number },
): Promise<ReconciliationRow[]> {
  let query = db
    .selectFrom('reconciliations')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('reconciliation_id', 'desc')
    .limit(page.limit)
  if (page.before) query = query.where('reconciliation_id', '<', page.before)
  return query.execute()
}

/** Says how far a look has come. */
export async function noteCounts(
  db: Database,
  run: ReconciliationRow,
  counts: Counts,
): Promise<void> {
  await db
    .updateTable('reconciliations')
    .set({ ...counts })
    .where('shop_id', '=', run.shop_id)
    .where('reconciliation_id', '=', run.reconciliation_id)
    .execute()
}

/** @param failure - why it could not be finished */
export async function endReconciliation(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  run: ReconciliationRow,
  { counts, failure }: { readonly counts: Counts; readonly failure: unknown },
): Promise<void> {
  const code = isShopError(failure) ? failure.code : 'INTERNAL'
  await tx
    .updateTable('reconciliations')
    .set({
      ...counts,
      state: failure === undefined ? 'done' : 'failed',
      failure: failure === undefined ? null : code,
      finished_at: new Date(deps.clock.now()),
    })
    .where('shop_id', '=', run.shop_id)
    .where('reconciliation_id', '=', run.reconciliation_id)
    .execute()
}

export function reconciliationView(row: ReconciliationRow): Reconciliation {
  const { messages, purchases, payments, refunds, repaired } = row
  return {
    id: row.reconciliation_id,
    state: row.state as Reconciliation['state'],
    from: row.period_from.toISOString(),
    to: row.period_to.toISOString(),
    ...{ messages, purchases, payments, refunds, repaired },
    ...(row.failure && { failure: row.failure }),
    startedAt: row.started_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  }
}
