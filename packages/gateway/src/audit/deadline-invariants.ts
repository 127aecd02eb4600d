import { awaits, type Invariant } from './invariant.ts'

/** A promise is kept or broken at its time, once. */
export const deadlineInvariants: readonly Invariant[] = [
  {
    id: 'INV-29',
    rule: 'a deadline that runs has a timer that ends it',
    sql: `
      select shop_id, subject, null::bigint as by, kind || ' ' || deadline_id as detail
      from deadlines
      where state = 'running' and not ${awaits('fire-deadline', 'deadlineId', 'deadlines.deadline_id')}`,
  },
  {
    id: 'INV-29b',
    rule: 'a deadline is broken at its due time, and met by what was done before',
    sql: `
      select shop_id, subject, null::bigint as by, kind || ' is ' || state as detail
      from deadlines
      where (breach_at is not null) <> (state in ('breached', 'excused'))
        or breach_at <> due_at
        or (state = 'met' and (met_at is null or met_at > due_at))
        or (state in ('breached', 'excused') and met_at <= due_at)`,
  },
]
