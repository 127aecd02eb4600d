import { type FailureCode, isShopError, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Api, ApiKind } from './apis.ts'
import { type Breaker, breaker } from './breaker.ts'
import type { Call } from './call.ts'
import { gatewayFault, lost, nonsense } from './faults.ts'
import { readJson, writeJson } from './json.ts'
import { type Answer, AnswerTooLong, neverSent, postForm } from './post-form.ts'
import { readAnswer } from './read-answer.ts'
import { sign } from './sign.ts'
import type { TokenSource } from './token.ts'
import { GatewayFault } from './wire/envelope.ts'

/** A parameter: scalars go as text, objects and arrays as compact JSON, absent ones are left out. */
export type Param = string | number | bigint | boolean | object | undefined
export type Params = Readonly<Record<string, Param>>

/** One request to the platform, for logs and traces: no parameters, no secrets, no personal data. */
export interface CallTrace {
  readonly api: string
  readonly kind: ApiKind
  /** From 1; above 1 is a retry of a read, or the repeat after a renewed token. */
  readonly attempt: number
  readonly millis: number
  readonly outcome: 'answered' | FailureCode
  readonly platformCode?: string
}

export interface OpenApiOptions {
  /** `https://gw.open.1688.com`, or where the sandbox listens. */
  readonly baseUrl: string
  readonly appKey: string
  readonly appSecret: string
  /** A source of tokens, or one token that never changes. */
  readonly token: TokenSource | string
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** Waits between the attempts of a read. */
  readonly delay?: (millis: number) => Promise<void>
  /** From 0 up to 1. */
  readonly random?: () => number
  /** How long a read (5 s) or a write (10 s) may take. */
  readonly deadlines?: { readonly readMillis?: number; readonly writeMillis?: number }
  readonly onCall?: (trace: CallTrace) => void
}

export interface OpenApi {
  /**
   * Calls an API and reads its answer. Gateway errors are thrown as failures; whether the API itself
   * refused is in the answer and for the caller to read.
   */
  call<S extends v.GenericSchema>(api: Api, params: Params, schema: S): Promise<v.InferOutput<S>>
  /**
   * Makes a call and answers in our words.
   *
   * @throws ShopError whose `detail.class` is one of `errorClasses`
   */
  run<Input, Output>(call: Call<Input, Output>, input: Input): Promise<Output>
}

const retries = 2
const firstPause = 200
/** Longer than this is for the caller to wait. */
const longestPauseSeconds = 2

export function openApi(options: OpenApiOptions): OpenApi {
  const { random = Math.random, delay = pause, now = Date.now } = options
  const guard = breaker(now)
  const token: TokenSource =
    typeof options.token === 'string' ? fixed(options.token) : options.token

  const ask = async (api: Api, params: Params, attempt: number): Promise<unknown> => {
    const used = await token.access()
    try {
      return await attemptCall(options, guard, api, params, used, attempt)
    } catch (error) {
      if (!token.renew || !isRefusedToken(error)) throw error
      // The gateway checks the token before the API runs, so even a write has not happened yet.
      const fresh = await token.renew(used)
      return attemptCall(options, guard, api, params, fresh, attempt + 1)
    }
  }

  const askPatiently = async (api: Api, params: Params): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask(api, params, attempt)
      } catch (error) {
        if (attempt > retries || !mayRepeat(api, error) || !guard.admitsRetry()) throw error
        // Full jitter: callers that failed together do not come back together.
        await delay(Math.round(random() * firstPause * 4 ** (attempt - 1)))
      }
    }
  }

  return {
    call: async (api, params, schema) => parsed(api, schema, await askPatiently(api, params)),
    run: async (call, input) => {
      const answer = await askPatiently(call, call.params(input))
      return readAnswer(call, answer, input, now())
    },
  }
}

function parsed<S extends v.GenericSchema>(api: Api, schema: S, answer: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, answer)
  if (!read.success) throw nonsense(api, v.getDotPath(read.issues[0]) ?? '')
  return read.output
}

async function attemptCall(
  options: OpenApiOptions,
  guard: Breaker,
  api: Api,
  params: Params,
  accessToken: string,
  attempt: number,
): Promise<unknown> {
  const { now = Date.now, onCall } = options
  if (!guard.admits()) throw new ShopError('PLATFORM_BUSY', { api: api.name, resting: true })
  const begun = now()
  const trace = { api: api.name, kind: api.kind, attempt }
  let outcome: 'answered' | 'lost' = 'answered'
  try {
    const answer = await send(options, api, params, accessToken)
    onCall?.({ ...trace, millis: now() - begun, outcome: 'answered' })
    return answer
  } catch (error) {
    if (isShopError(error)) {
      if (isLost(error)) outcome = 'lost'
      const { platformCode } = error.detail
      onCall?.({
        ...trace,
        millis: now() - begun,
        outcome: error.code,
        ...(typeof platformCode === 'string' && { platformCode }),
      })
    }
    throw error
  } finally {
    guard.note(outcome)
  }
}

const isLost = ({ code }: ShopError): boolean =>
  code === 'PLATFORM_BUSY' || code === 'PLATFORM_IN_DOUBT'

async function send(
  options: OpenApiOptions,
  api: Api,
  params: Params,
  accessToken: string,
): Promise<unknown> {
  const { appKey, appSecret, now = Date.now, fetch = globalThis.fetch, deadlines } = options
  const path = `param2/${api.version ?? 1}/${api.namespace}/${api.name}/${appKey}`
  const form: Record<string, string> = {
    ...encode(params),
    access_token: accessToken,
    _aop_timestamp: String(now()),
  }
  form._aop_signature = sign(appSecret, path, form)
  const millis =
    api.kind === 'read' ? (deadlines?.readMillis ?? 5_000) : (deadlines?.writeMillis ?? 10_000)
  const url = `${options.baseUrl.replace(/\/+$/, '')}/openapi/${path}`
  const answer = await postForm(fetch, url, form, millis).catch((cause: unknown) => {
    throw cause instanceof AnswerTooLong
      ? nonsense(api, '', cause)
      : lost(api, !neverSent(cause), cause)
  })
  return read(api, answer)
}

/** E0 is told by its `error_code`, never by the HTTP status. */
function read(api: Api, { status, text, retryAfter }: Answer): unknown {
  let body: unknown
  try {
    body = readJson(text)
  } catch (cause) {
    // A proxy's page instead of the platform's JSON: 429 stopped the call, 5xx may have let it through.
    if (status === 429) throw busy(api, status, retryAfter, cause)
    throw status >= 500 ? lost(api, true, cause, status) : nonsense(api, '', cause)
  }
  const fault = v.safeParse(GatewayFault, body)
  if (fault.success) throw gatewayFault(api, fault.output.error_code, fault.output.request_id)
  if (status === 429) throw busy(api, status, retryAfter)
  if (status >= 500) throw lost(api, true, undefined, status)
  // A list would pass for an object without any of its members.
  if (Array.isArray(body)) throw nonsense(api, '')
  return body
}

function busy(api: Api, status: number, retryAfter?: number, cause?: unknown): ShopError {
  const detail = { api: api.name, status, ...(retryAfter !== undefined && { retryAfter }) }
  return new ShopError('PLATFORM_BUSY', detail, { cause })
}

function encode(params: Params): Record<string, string> {
  const form: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '') continue
    form[name] = typeof value === 'object' ? writeJson(value) : String(value)
  }
  return form
}

const isRefusedToken = (error: unknown): boolean =>
  isShopError(error) && error.code === 'PLATFORM_AUTH' && error.detail.platformCode === '401'

function mayRepeat(api: Api, error: unknown): boolean {
  if (api.kind !== 'read' || !isShopError(error) || error.code !== 'PLATFORM_BUSY') return false
  if (error.detail.resting) return false
  return Number(error.detail.retryAfter ?? 0) <= longestPauseSeconds
}

const fixed = (token: string): TokenSource => ({ access: async () => token })

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, millis))
