import { type FailureCode, isShopError, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Api, ApiKind, DeadlineClass } from './apis.ts'
import {
  type Answer,
  AnswerTooLong,
  exchange,
  neverSent,
  type Outgoing,
  sizeOf,
} from './exchange.ts'
import { gatewayFault, lost, nonsense } from './faults.ts'
import { readJson } from './json.ts'
import { encode, type Params } from './params.ts'
import { sign } from './sign.ts'
import type { Traffic } from './traffic.ts'
import { GatewayFault } from './wire/envelope.ts'

/** One request to the platform, for logs and traces: no parameters, no secrets, no personal data. */
export interface CallTrace {
  readonly api: string
  readonly kind: ApiKind
  /** From 1; above 1 is a repeat, or the one after a renewed token. */
  readonly attempt: number
  /** From the turn to the answer's last byte. */
  readonly millis: number
  /** How long the call waited for its turn under the app's limits. */
  readonly waitedMillis: number
  readonly bytesSent: number
  readonly bytesReceived: number
  readonly outcome: 'answered' | 'cancelled' | FailureCode
  /** HTTP status, where an answer came. */
  readonly status?: number
  readonly platformCode?: string
  /** The platform's own id of the request, where it told one. */
  readonly requestId?: string
}

/** An answer before anything was made of it, for support: it may hold personal data. */
export interface RawAnswer {
  readonly status: number
  readonly text: string
  /** Epoch milliseconds at which it came. */
  readonly at: number
  readonly requestId?: string
}

/** One call and its answer, whole: it holds secrets and personal data. */
export interface Exchange {
  readonly api: Api
  /** What was asked in our words; undefined for calls by parameters. */
  readonly input: unknown
  readonly params: Params
  readonly accessToken: string | undefined
  readonly raw: RawAnswer
}

export interface Deadlines {
  readonly readMillis?: number
  readonly writeMillis?: number
  readonly slowMillis?: number
  readonly uploadMillis?: number
}

/** What every attempt needs of its client. */
export interface Line {
  readonly baseUrl: string
  readonly appKey: string
  readonly appSecret: string
  readonly method?: 'GET' | 'POST'
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  readonly deadlines: Deadlines
  readonly traffic: Traffic
  readonly onCall?: ((trace: CallTrace) => void) | undefined
}

export interface Attempt {
  readonly api: Api
  readonly params: Params
  /** Absent for calls of nobody's account and for apps with one bound account. */
  readonly accessToken?: string | undefined
  readonly number: number
  readonly signal?: AbortSignal | undefined
  /** Told of every answer, refusals included. */
  readonly onAnswer?: ((raw: RawAnswer) => void) | undefined
}

/**
 * Makes one request and answers its JSON. Gateway errors are thrown as failures.
 *
 * @throws ShopError; or the signal's reason where the caller gave up and nothing can have happened
 */
export async function attempt(line: Line, asked: Attempt): Promise<unknown> {
  const { api } = asked
  const { breaker } = line.traffic
  asked.signal?.throwIfAborted()
  if (!breaker.admits()) {
    throw new ShopError('PLATFORM_BUSY', { api: api.name, class: 'retry', resting: true })
  }
  const seen: Seen = { waited: 0, begun: line.now(), sent: 0 }
  try {
    const body = await send(line, asked, seen)
    breaker.note('answered')
    trace(line, asked, seen, { outcome: 'answered' })
    return body
  } catch (error) {
    breaker.note(verdict(error, seen))
    trace(line, asked, seen, told(error))
    throw error
  }
}

/** What is known of an attempt while it runs. */
interface Seen {
  waited: number
  begun: number
  /** Bytes; 0 while nothing left. */
  sent: number
  answer?: Answer
}

async function send(line: Line, asked: Attempt, seen: Seen): Promise<unknown> {
  const { api, signal } = asked
  const millis = deadlineOf(api, line.deadlines)
  seen.waited = await line.traffic.turn(api, millis, signal)
  signal?.throwIfAborted()
  const outgoing = sealed(line, asked)
  seen.begun = line.now()
  seen.sent = sizeOf(outgoing)
  const timeout = AbortSignal.timeout(millis)
  const until = signal ? AbortSignal.any([timeout, signal]) : timeout
  const answer = await exchange(line.fetch, outgoing, until).catch((cause: unknown) => {
    if (cause instanceof AnswerTooLong) throw nonsense(api, '', cause)
    // A read that nobody waits for any more is no failure; a write may have happened.
    if (signal?.aborted && api.kind !== 'write') throw signal.reason
    throw lost(api, !neverSent(cause), cause)
  })
  seen.answer = answer
  return read(line, asked, answer)
}

/** The request with its signature. The path is signed, so it says the same in both. */
function sealed(line: Line, { api, params, accessToken }: Attempt): Outgoing {
  const { appKey, appSecret, now } = line
  const path = `param2/${api.version ?? 1}/${api.namespace}/${api.name}/${appKey}`
  const { form: fields, files } = encode(params)
  if (accessToken !== undefined) fields.access_token = accessToken
  fields._aop_timestamp = String(now())
  fields._aop_signature = sign(appSecret, path, fields)
  const hasFile = Object.keys(files).length > 0
  const method = hasFile ? 'POST' : (api.method ?? line.method ?? 'POST')
  const url = `${line.baseUrl.replace(/\/+$/, '')}/openapi/${path}`
  const form = new URLSearchParams(fields).toString()
  return { url, method, params: fields, form, files }
}

const standardMillis: Readonly<Record<DeadlineClass, number>> = {
  read: 5_000,
  write: 10_000,
  slow: 15_000,
  upload: 30_000,
}

function deadlineOf(api: Api, deadlines: Deadlines): number {
  const kind = api.deadline ?? (api.kind === 'read' ? 'read' : 'write')
  return deadlines[`${kind}Millis`] ?? standardMillis[kind]
}

/** E0 is told by its `error_code`, never by the HTTP status. */
function read(line: Line, { api, onAnswer }: Attempt, answer: Answer): unknown {
  const { status, text, retryAfter } = answer
  const said = parsed(text)
  const fault = v.safeParse(GatewayFault, said.body)
  const requestId = fault.success ? fault.output.request_id : undefined
  onAnswer?.({ status, text, at: line.now(), ...(requestId && { requestId }) })
  if ('cause' in said) {
    // A proxy's page instead of the platform's JSON: 429 stopped the call, 5xx may have let it through.
    if (status === 429) throw busy(api, status, retryAfter, said.cause)
    throw status >= 500 ? lost(api, true, said.cause, status) : nonsense(api, '', said.cause)
  }
  if (fault.success) {
    if (/^gw\.Qos/.test(fault.output.error_code)) line.traffic.slowDown(api)
    throw gatewayFault(api, fault.output.error_code, requestId)
  }
  if (status === 429) throw busy(api, status, retryAfter)
  if (status >= 500) throw lost(api, true, undefined, status)
  // A list would pass for an object without any of its members.
  if (Array.isArray(said.body)) throw nonsense(api, '')
  return said.body
}

function parsed(text: string): { readonly body?: unknown; readonly cause?: unknown } {
  try {
    return { body: readJson(text) }
  } catch (cause) {
    return { cause }
  }
}

function busy(api: Api, status: number, retryAfter?: number, cause?: unknown): ShopError {
  const detail = { api: api.name, class: 'retry', status }
  return new ShopError(
    'PLATFORM_BUSY',
    { ...detail, ...(retryAfter !== undefined && { retryAfter }) },
    { cause },
  )
}

/** An app that is told to be slower is not at a platform that is down. */
function verdict(error: unknown, { sent }: Seen): 'answered' | 'lost' | 'unsent' {
  if (sent === 0 || !isShopError(error)) return 'unsent'
  const isLost = error.code === 'PLATFORM_BUSY' || error.code === 'PLATFORM_IN_DOUBT'
  return isLost && !/^gw\.Qos/.test(String(error.detail.platformCode)) ? 'lost' : 'answered'
}

type Told = Pick<CallTrace, 'outcome' | 'platformCode' | 'requestId'>

function told(error: unknown): Told {
  if (!isShopError(error)) return { outcome: 'cancelled' }
  const { platformCode, requestId } = error.detail
  return {
    outcome: error.code,
    ...(typeof platformCode === 'string' && { platformCode }),
    ...(typeof requestId === 'string' && { requestId }),
  }
}

function trace(line: Line, { api, number }: Attempt, seen: Seen, outcome: Told): void {
  line.onCall?.({
    api: api.name,
    kind: api.kind,
    attempt: number,
    millis: line.now() - seen.begun,
    waitedMillis: seen.waited,
    bytesSent: seen.sent,
    bytesReceived: seen.answer?.bytes ?? 0,
    ...(seen.answer && { status: seen.answer.status }),
    ...outcome,
  })
}
