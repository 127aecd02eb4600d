import { isShopError, type PaymentNotice } from '@xiaopu/domain'
import { ask, statement, type Values, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import {
  type Callback,
  type CallbackName,
  noteAttempt,
  park,
  settle,
  storeApplied,
  storedValues,
  storing,
} from '../http/inbox.ts'
import { addJob } from '../jobs/jobs.ts'
import { applyPaymentFact, payingParts, type Success } from './apply-payment.ts'
import { bindRefund, isAbout } from './bind-fact.ts'
import { isOpen, isSettled, type KnownPayment, readPaymentByTradeNo } from './payments.ts'
import { isTellers, type Teller } from './providers.ts'
import { applyRefundFact } from './submit-refund.ts'

/**
 * Takes a verified notice in. Nearly every one tells of the first payment of an order that waits for
 * it: then it is stored and applied by one statement, or told nothing new and is stored as that. Any
 * other is stored with the job that applies it. What comes of it no longer changes the answer. The
 * same notice five times is one row and one payment.
 */
export async function takeNotice(deps: Deps, callback: Callback, teller: Teller): Promise<void> {
  try {
    if (await takePayment(deps, callback, teller)) return
  } catch (error) {
    // Kept all the same, and the job tells what is wrong with it.
    const { sender, eventId } = callback
    const reason = error instanceof Error ? error.message : String(error)
    deps.log({ level: 'warn', event: 'callback.postponed', sender, callback: eventId, reason })
  }
  await takeLater(deps, callback, teller)
}

async function takeLater(deps: Deps, callback: Callback, teller: Teller): Promise<void> {
  const payload = applying(callback, teller)
  await take(deps.db, [...storedValues(deps, callback), payload])
}

const applying = ({ sender, eventId, body: notice }: Callback, teller: Teller): string =>
  JSON.stringify({ sender, eventId, notice, teller })

/** Part of a statement: writes the job that applies what was stored. */
const writingNoticeJob = (payload: string): string =>
  `write_job('apply-notice', ${payload}::json, 'notice:' || sender || ':' || event_id, 0, false)`

const take = statement(`
  with ${storing(`'new'`)}
  select ${writingNoticeJob('$7')} from stored`)

/** @returns false where it is for a job to find out what the notice means, or whether it is true */
async function takePayment(deps: Deps, callback: Callback, teller: Teller): Promise<boolean> {
  const notice = callback.body as PaymentNotice
  if (notice.kind !== 'payment' || notice.fact.state !== 'success') return false
  const { fact } = notice
  const payment = await readPaymentByTradeNo(deps.db, fact.outTradeNo)
  if (!payment || !isTellers(teller, payment) || !isAbout(payment, fact)) return false
  const v = values()
  for (const value of storedValues(deps, callback)) v.add(value)
  if (isSettled(payment)) await storeApplied(deps.db, v.list)
  else if (isOpen(payment)) await payAtOnce(deps, v, { payment, fact, callback, teller })
  else return false
  return true
}

interface Told {
  readonly payment: KnownPayment
  readonly fact: Success
  readonly callback: Callback
  readonly teller: Teller
}

/** Somebody may have been quicker, and the order may wait for its group: then a job looks at it. */
async function payAtOnce(
  deps: Deps,
  v: Values,
  { payment, fact, callback, teller }: Told,
): Promise<void> {
  const { parts, job } = payingParts(deps, v, payment, fact)
  await ask(
    deps.db,
    `with ${parts},
    ${storing(`case when exists (select from moved) then 'applied' else 'new' end`)}
    select ${job} from moved
    union all
    select ${writingNoticeJob(v.add(applying(callback, teller)))} from stored where state = 'new'`,
    v,
  )
}

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
