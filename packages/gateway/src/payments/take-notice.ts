import { isShopError, type PaymentNotice } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import {
  type Callback,
  type CallbackName,
  noteAttempt,
  park,
  settle,
  storedValues,
  storing,
} from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { applyPaymentFact } from './apply-payment.ts'
import { bindRefund } from './bind-fact.ts'
import type { Teller } from './providers.ts'
import { applyRefundFact } from './submit-refund.ts'

/**
 * Takes a verified notice in: stored, and the job that applies it written in the same statement.
 * What comes of it no longer changes the answer. The same notice five times is one row and one job.
 */
export async function takeNotice(deps: Deps, callback: Callback, teller: Teller): Promise<void> {
  const { sender, eventId, body: notice } = callback
  const payload = JSON.stringify({ sender, eventId, notice, teller })
  await take(deps.db, [...storedValues(deps, callback), payload])
}

const take = statement(`
  with ${storing(`'new'`)}
  select write_job('apply-notice', $7::json, 'notice:' || sender || ':' || event_id, 0, false)
  from stored`)

export interface TakenNotice extends CallbackName {
  readonly notice: PaymentNotice
  /** Who told it; the gateway's own provider where it is absent. */
  readonly teller?: Teller
}

/**
 * Applies a notice that was taken in. One about a number we do not know is looked at again at 1, 5,
 * 30 and 120 seconds; one that contradicts what we know changes nothing but its order's flag.
 */
export async function applyNotice(deps: Deps, asked: TakenNotice): Promise<void> {
  try {
    if (asked.notice.kind === 'other') return await settle(deps, asked, 'ignored')
    await apply(deps, asked.notice, asked.teller ?? { provider: 'sandbox' })
    await settle(deps, asked, 'applied')
  } catch (error) {
    await setAside(deps, asked, error)
  }
}

async function apply(
  deps: Deps,
  notice: Exclude<PaymentNotice, { kind: 'other' }>,
  teller: Teller,
): Promise<void> {
  if (notice.kind === 'payment') return applyPaymentFact(deps, notice.fact, teller)
  await bindRefund(deps, notice.fact, teller)
  await applyRefundFact(deps, notice.fact)
}

async function setAside(deps: Deps, asked: TakenNotice, error: unknown): Promise<void> {
  const problem = problemOf(error)
  if (problem === 'PAYMENT_NOT_FOUND') return lookAgain(deps, asked, problem)
  if (problem !== undefined) {
    const { sender, eventId } = asked
    deps.log({ level: 'error', event: 'callback.failed', sender, callback: eventId, problem })
    return settle(deps, asked, 'failed', problem)
  }
  await noteAttempt(deps.db, asked, error instanceof Error ? error.message : String(error))
  throw error
}

async function lookAgain(deps: Deps, asked: TakenNotice, problem: string): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const at = await park({ clock: deps.clock, log: deps.log, db: tx }, asked, problem)
    const key = `notice:${asked.sender}:${asked.eventId}`
    if (at !== undefined) await addJob(deps, tx, 'apply-notice', asked, { at, key })
  })
}

/** Why a notice can never be applied; undefined where trying again may help. */
function problemOf(error: unknown): string | undefined {
  if (isShopError(error)) return error.retry ? undefined : error.code
  // Their number is another payment's already.
  const isTaken =
    error instanceof Error &&
    'constraint' in error &&
    error.constraint === 'payments_by_transaction'
  return isTaken ? 'PAYMENT_MISMATCH' : undefined
}
