import type { Ledger } from './ledger.ts'
import { eventIdOf, newNonce } from './numbers.ts'
import { signMessage } from './sign.ts'
import type { CashierFault, CashierPayment, Notice, NoticeBody, Stamps } from './state.ts'

/** Waits between attempts in seconds; the first attempt is made at once. */
const retrySeconds: readonly number[] = [15, 15, 30, 180, 600, 1200, 1800]

/** Where later deeds are planned; times are epoch ms on the sandbox's clock. */
export interface Planner {
  now(): number
  noticeDue(at: number, about: NoticeDue): void
  refundDue(at: number, about: { merchant: string; outRefundNo: string }): void
}

/** Attempt `attempt` (from 0) of a notice. */
export interface NoticeDue {
  readonly eventId: string
  readonly attempt: number
  /** Already put off by a `late` fault. */
  readonly late?: boolean
}

/** Writes down what a merchant must be told and plans the first attempt. */
export function announce(
  ledger: Ledger,
  planner: Planner,
  payment: CashierPayment,
  fact: Pick<NoticeBody, 'type' | 'amount' | 'state' | 'outRefundNo'>,
): void {
  const { type, outRefundNo, amount, state } = fact
  const about = [payment.merchant, payment.outTradeNo, type, state, outRefundNo ?? '']
  const eventId = eventIdOf(about.join('/'))
  const body: NoticeBody = {
    eventId,
    type,
    merchant: payment.merchant,
    outTradeNo: payment.outTradeNo,
    ...(outRefundNo === undefined ? {} : { outRefundNo }),
    transactionId: payment.transactionId ?? '',
    amount,
    currency: 'CNY',
    state,
    occurredAt: new Date(planner.now()).toISOString(),
  }
  const { merchant, notifyUrl: url, stamps } = payment
  ledger.putNotice({ eventId, merchant, url, stamps, body, attempts: 0, state: 'waiting' })
  planner.noticeDue(planner.now(), { eventId, attempt: 0 })
}

/** What sending needs from outside. */
export interface Outside {
  readonly fetch: typeof fetch
  readonly secretOf: (merchant: string) => string
  /** Unix seconds on the clock that the merchant goes by. */
  readonly seconds: (stamps: Stamps) => number
}

/**
 * Makes one attempt and plans the next when it fails. An attempt that was made before (a due item
 * handed over twice, or after a restart) is not repeated.
 */
export async function attemptNotice(
  ledger: Ledger,
  planner: Planner,
  outside: Outside,
  due: NoticeDue,
): Promise<void> {
  const notice = ledger.notice(due.eventId)
  if (notice?.state !== 'waiting' || notice.attempts !== due.attempt) return
  const late = due.late ? undefined : ledger.takeFault('late')
  if (late) {
    planner.noticeDue(planner.now() + (late.seconds ?? 60) * 1000, { ...due, late: true })
    return
  }
  const fault = ledger.takeFault('drop', 'duplicate', 'wrong-amount', 'wrong-signature')
  const result = fault?.kind === 'drop' ? 'dropped' : await send(outside, notice, fault)
  for (let copy = 0; fault?.kind === 'duplicate' && copy < (fault.copies ?? 1); copy++) {
    await send(outside, notice)
  }
  afterAttempt(ledger, planner, notice, result)
}

function afterAttempt(ledger: Ledger, planner: Planner, notice: Notice, result: string): void {
  const attempts = notice.attempts + 1
  const wait = retrySeconds[notice.attempts]
  const isDelivered = /^2\d\d$/.test(result)
  const state = isDelivered ? 'delivered' : wait === undefined ? 'given-up' : 'waiting'
  ledger.putNotice({ ...notice, attempts, state, lastResult: result })
  if (state === 'waiting' && wait !== undefined) {
    const { eventId } = notice
    planner.noticeDue(planner.now() + wait * 1000, { eventId, attempt: attempts })
  }
}

/** The status of the answer, or why none came. */
async function send(outside: Outside, notice: Notice, fault?: CashierFault): Promise<string> {
  const lie = fault?.kind === 'wrong-amount'
  const body = JSON.stringify(
    lie ? { ...notice.body, amount: notice.body.amount + 1 } : notice.body,
  )
  const stamp = { timestamp: String(outside.seconds(notice.stamps)), nonce: newNonce() }
  const secret = outside.secretOf(notice.merchant)
  const forged = fault?.kind === 'wrong-signature' ? `${secret}-forged` : secret
  try {
    const answer = await outside.fetch(notice.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-cashier-timestamp': stamp.timestamp,
        'x-cashier-nonce': stamp.nonce,
        'x-cashier-signature': signMessage(forged, stamp, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    })
    // Read to its end, so that the connection serves the next one.
    await answer.arrayBuffer().catch(() => undefined)
    return String(answer.status)
  } catch (error) {
    return error instanceof Error ? error.name : 'failed'
  }
}
