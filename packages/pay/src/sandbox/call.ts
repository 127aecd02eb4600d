import { type FailureCode, ShopError } from '@xiaopu/domain'
import type * as v from 'valibot'
import { readJson } from '../json.ts'
import { Refusal, type RefusalCode } from './messages.ts'
import { doubtOf, signCall } from './sign.ts'

export interface CashierAccount {
  /** Where the cashier is, without its `/cashier`. */
  readonly baseUrl: string
  readonly merchant: string
  readonly secret: string
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
  readonly nonce: () => string
}

/** How long an answer may take, its body included. */
const patience = 5000

/**
 * `ORDER_NOT_EXIST` is for the caller to judge: to a question it is an answer. A busy cashier may
 * have done it all the same.
 */
const failureOf: Readonly<Record<RefusalCode, FailureCode>> = {
  SIGN_ERROR: 'PROVIDER_BUSY',
  PARAM_ERROR: 'BAD_REQUEST',
  ORDER_NOT_EXIST: 'PAYMENT_NOT_FOUND',
  ORDER_CLOSED: 'ORDER_CLOSED',
  ORDER_PAID: 'ORDER_ALREADY_PAID',
  AMOUNT_MISMATCH: 'PAYMENT_MISMATCH',
  REFUND_EXCEEDS: 'PAYMENT_MISMATCH',
  SYSTEM_BUSY: 'PROVIDER_BUSY',
}

/**
 * One signed call and its verified answer.
 *
 * Whatever is not a genuine, fresh answer of the right shape leaves the outcome open: PROVIDER_BUSY,
 * whose detail says why. A refusal counts only when it is signed; a wrong secret shows as
 * `reason=SIGN_ERROR`, which the cashier cannot sign.
 *
 * @param about - fields that the answer must repeat, so that no other answer is taken for it
 */
export async function call<S extends v.GenericSchema<unknown, object>>(
  account: CashierAccount,
  operation: string,
  body: Readonly<Record<string, string | number>>,
  answer: S,
  about: 'outTradeNo' | 'outRefundNo' | 'date',
): Promise<v.InferOutput<S>> {
  const { ok, headers, bytes } = await send(account, operation, JSON.stringify(body))
  const refusal = ok ? undefined : readJson(Refusal, bytes)
  const doubt = doubtOf(account.secret, headers, bytes, account.now())
  if (doubt) throw busy(refusal?.code === 'SIGN_ERROR' ? 'SIGN_ERROR' : doubt, refusal?.message)
  if (refusal) throw refused(refusal.code, refusal.message)
  const read = ok ? readJson(answer, bytes) : undefined
  if (!read) throw busy('shape')
  if ((read as Readonly<Record<string, unknown>>)[about] !== body[about]) throw busy('other number')
  return read
}

async function send(
  { baseUrl, merchant, secret, fetch, now, nonce }: CashierAccount,
  operation: string,
  body: string,
): Promise<{ ok: boolean; headers: Headers; bytes: Uint8Array }> {
  const path = `/cashier/v1/${operation}`
  const stamp = { timestamp: String(Math.floor(now() / 1000)), nonce: nonce() }
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience)
  try {
    const response = await fetch(baseUrl.replace(/\/+$/, '') + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-cashier-merchant': merchant,
        'x-cashier-timestamp': stamp.timestamp,
        'x-cashier-nonce': stamp.nonce,
        'x-cashier-signature': signCall(secret, path, stamp, body),
      },
      body,
      redirect: 'error',
      signal: abort.signal,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { ok: response.ok, headers: response.headers, bytes }
  } catch (cause) {
    throw busy(abort.signal.aborted ? 'timeout' : 'unreachable', cause)
  } finally {
    clearTimeout(timer)
  }
}

function refused(code: RefusalCode, message: string): ShopError {
  const cause = new Error(message)
  // Which field is wrong stands in its words alone.
  const said = code === 'PARAM_ERROR' && { said: message }
  return new ShopError(failureOf[code], { provider: 'sandbox', reason: code, ...said }, { cause })
}

function busy(reason: string, cause?: unknown): ShopError {
  const detail = { provider: 'sandbox', reason }
  return new ShopError('PROVIDER_BUSY', detail, cause === undefined ? undefined : { cause })
}
