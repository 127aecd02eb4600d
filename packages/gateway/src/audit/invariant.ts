/**
 * Something that is true of the database at every moment between two transactions. Its view has a row
 * for each thing that breaks it: `shop_id`, `subject` (an order's number, or the id of what it is
 * about), `by` (how many fen are amiss; null where it is not about money) and `detail`.
 */
export interface Invariant {
  /** As the model numbers them. */
  readonly id: string
  /** What holds, as a sentence that `xiaopu audit` prints where it does not. */
  readonly rule: string
  readonly sql: string
}

/** A list of words in SQL. */
export const oneOf = (words: readonly string[]): string =>
  words.map((word) => `'${word}'`).join(', ')

/** States of an order whose money has come. */
export const paidOrder = `state not in ('pending_payment', 'closed')`

/** Whether a job of a kind waits (or works) for a row and will still be tried. */
export const awaits = (job: string, name: string, id: string): string =>
  `exists (select from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    where task.identifier = '${job}' and job.attempts < job.max_attempts
      and job.payload ->> '${name}' = ${id})`
