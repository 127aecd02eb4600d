import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { answerInvariants } from './answer-invariants.ts'
import { couponInvariants } from './coupon-invariants.ts'
import { deadlineInvariants } from './deadline-invariants.ts'
import { exchangeInvariants } from './exchange-invariants.ts'
import { groupInvariants } from './group-invariants.ts'
import { historyInvariants } from './history-invariants.ts'
import type { Invariant } from './invariant.ts'
import { messageInvariants } from './message-invariants.ts'
import { moneyInvariants } from './money-invariants.ts'
import { peopleInvariants } from './people-invariants.ts'
import { purchaseInvariants } from './purchase-invariants.ts'
import { waitingInvariants } from './waiting-invariants.ts'

/** Everything that must hold; each is a view of the schema `invariants` that must be empty. */
export const invariants: readonly Invariant[] = [
  ...moneyInvariants,
  ...couponInvariants,
  ...groupInvariants,
  ...purchaseInvariants,
  ...exchangeInvariants,
  ...waitingInvariants,
  ...deadlineInvariants,
  ...historyInvariants,
  ...peopleInvariants,
  ...answerInvariants,
  ...messageInvariants,
]

const viewOf = ({ id }: Invariant): string =>
  `invariants."${id.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}"`

/** What the views were made from: made anew where the code has others. */
const version = createHash('sha256').update(JSON.stringify(invariants)).digest('hex')

/** Makes the views of the invariants where they are missing or of another version of the code. */
export async function installInvariants(db: Database): Promise<void> {
  const { rows } = await sql<{ version: string | null }>`
    select obj_description(to_regnamespace('invariants'), 'pg_namespace') as version`.execute(db)
  if (rows[0]?.version === version) return
  const views = invariants.map(
    (invariant) =>
      `create view ${viewOf(invariant)} as ${invariant.sql};
      comment on view ${viewOf(invariant)} is '${invariant.rule.replaceAll("'", "''")}';`,
  )
  // One simple query is one transaction: two processes that start at once wait for each other.
  await sql
    .raw(`select pg_advisory_xact_lock(871968);
      drop schema if exists invariants cascade; create schema invariants; ${views.join('\n')}
      comment on schema invariants is '${version}'`)
    .execute(db)
}

/** One row that breaks an invariant. */
export interface Breach {
  readonly invariant: string
  readonly rule: string
  readonly subject: string
  /** Fen; null where it is not about money. */
  readonly by: number | null
  readonly detail: string | null
}

/** Asks what the views ask, so that it works on any copy of a database, also one that is read-only. */
export async function findBreaches(db: Database): Promise<Breach[]> {
  const found = await Promise.all(
    invariants.map(async (invariant) => {
      const { rows } = await sql<Pick<Breach, 'subject' | 'by' | 'detail'>>`
        select subject, by::bigint as by, detail from (${sql.raw(invariant.sql)}) as broken
        order by subject limit 1000`.execute(db)
      return rows.map((row) => ({ invariant: invariant.id, rule: invariant.rule, ...row }))
    }),
  )
  return found.flat()
}
