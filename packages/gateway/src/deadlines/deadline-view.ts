import {
  buyerDeadlines,
  type Deadline,
  type DeadlineKind,
  type DeadlineState,
  type DeadlineView,
} from '@xiaopu/domain'
import type { DeadlineParts } from './deadlines.ts'
import { extended } from './extend-receipt.ts'

const instant = (text: string) => new Date(text).toISOString()

/** As a seller sees it. */
export function deadlineView(row: DeadlineParts): Deadline {
  return {
    id: row.deadline_id,
    kind: row.kind as DeadlineKind,
    state: row.state as DeadlineState,
    subject: row.subject,
    startAt: instant(row.start_at),
    dueAt: instant(row.due_at),
    ...(row.met_at && { metAt: instant(row.met_at) }),
    ...(row.note && { note: row.note }),
  }
}

/** What a buyer is told of an order's deadlines: those that run, and the promises that were broken. */
export function buyerDeadlineViews(rows: readonly DeadlineParts[]): DeadlineView[] {
  const isExtended = rows.some(({ note }) => note === extended)
  return rows
    .filter(({ kind }) => buyerDeadlines.includes(kind as DeadlineKind))
    .filter(({ state, met_at }) => state === 'running' || (state === 'breached' && !met_at))
    .map(({ kind, state, due_at }) => ({
      kind: kind as DeadlineKind,
      state: state as DeadlineState,
      dueAt: instant(due_at),
      ...(kind === 'receive' && state === 'running' && { extendable: !isExtended }),
    }))
}

/** Parcels that were announced and that no carrier has ever had. */
export function fakeShipments(rows: readonly DeadlineParts[]): ReadonlySet<string> {
  const fake = rows.filter(
    ({ kind, state, met_at }) => kind === 'collect' && state === 'breached' && !met_at,
  )
  return new Set(fake.map(({ subject }) => subject))
}
