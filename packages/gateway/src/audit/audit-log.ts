import type { AuditAction, AuditEntry } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** What is written down about a deed. */
export interface Deed {
  readonly shopId: string
  /** Id of a key, `buyer`, `command` or `gateway`. */
  readonly actor: string
  readonly action: AuditAction
  /** Id of what it is done to. */
  readonly subject: string
  readonly reason?: string | undefined
}

/**
 * Writes a deed into its shop's chain, in the transaction of the deed: neither is ever without the
 * other. Others who write for the shop wait until the end of the transaction.
 */
export async function writeAudit(
  { clock }: Pick<Deps, 'clock'>,
  tx: Tx | Database,
  { shopId, actor, action, subject, reason }: Deed,
): Promise<void> {
  await write(tx, [shopId, new Date(clock.now()), actor, action, subject, reason ?? null])
}

const write = statement('select write_audit($1, $2, $3, $4, $5, $6)')

/** How often something was done in a shop since a moment. */
export async function countDeeds(
  tx: Tx | Database,
  shopId: string,
  action: AuditAction,
  since: Date,
): Promise<number> {
  const [row] = await count(tx, [shopId, action, since])
  return row?.count ?? 0
}

const count = statement<{ count: number }>(
  'select count(*) from audit_log where shop_id = $1 and action = $2 and at > $3',
)

interface AuditRow {
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly reason: string | null
}

/** Newest first. @param page.before - only what was written before this number */
export async function listAudit(
  db: Database,
  shopId: string,
  page: { before?: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  const rows = await newest(db, [shopId, page.before ?? null, page.limit])
  return rows.map(toEntry)
}

/** What was done to one thing, first to last. */
export async function auditOf(
  db: Database,
  shopId: string,
  subject: string,
): Promise<AuditEntry[]> {
  return (await bySubject(db, [shopId, subject])).map(toEntry)
}

const columns = 'seq, at, actor, action, subject, reason'
const newest = statement<AuditRow>(`
  select ${columns} from audit_log
  where shop_id = $1 and ($2::bigint is null or seq < $2) order by seq desc limit $3`)
const bySubject = statement<AuditRow>(`
  select ${columns} from audit_log where shop_id = $1 and subject = $2 order by seq`)

function toEntry({ at, action, reason, ...row }: AuditRow): AuditEntry {
  return {
    ...row,
    at: at.toISOString(),
    action: action as AuditAction,
    ...(reason !== null && { reason }),
  }
}
