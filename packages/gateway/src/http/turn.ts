import type { Tx } from '../db/database.ts'

/** One request's turn at a write that is done once for its `idempotency-key`. */
export interface Turn {
  /** An earlier request did the write and did not live to answer: only the answer is left to give. */
  readonly isDone: boolean
  /**
   * Notes in the write's own transaction that it is done, so that nobody does it again under this key.
   *
   * @throws ShopError REQUEST_IN_FLIGHT where the turn has gone to another request meanwhile
   */
  done(tx: Tx): Promise<void>
}

/** For a write that repeats harmlessly. */
export const free: Turn = { isDone: false, done: async () => {} }
