import { isShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Api } from './apis.ts'
import {
  attempt,
  type CallTrace,
  type Deadlines,
  type Exchange,
  type Line,
  type RawAnswer,
} from './attempt.ts'
import type { Call } from './call.ts'
import { nonsense } from './faults.ts'
import type { Params } from './params.ts'
import { readAnswer } from './read-answer.ts'
import type { Evidence } from './record/evidence.ts'
import { heard, watched } from './record/witness.ts'
import type { TokenSource } from './token.ts'
import { openTraffic, type Traffic } from './traffic.ts'

export interface OpenApiOptions {
  /** `https://gw.open.1688.com`, or where the sandbox listens. */
  readonly baseUrl: string
  readonly appKey: string
  readonly appSecret: string
  /**
   * A source of tokens, or one token that never changes. Absent for an app that is bound to one
   * account (single-user mode): its calls carry no token.
   */
  readonly token?: TokenSource | string
  /** POST unless said here or by the call; files are always posted. */
  readonly method?: 'GET' | 'POST'
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** Waits between attempts and for a turn. */
  readonly delay?: (millis: number) => Promise<void>
  /** From 0 up to 1. */
  readonly random?: () => number
  /** How long a read (5 s), a write (10 s), a slow search (15 s) or an upload (30 s) may take. */
  readonly deadlines?: Deadlines
  /** Calls that each API may get in any minute, 500 by default; calls wait for their turn. */
  readonly callsPerMinute?: number
  /** Shared by clients of the same app for several accounts; one of its own otherwise. */
  readonly traffic?: Traffic
  readonly onCall?: (trace: CallTrace) => void
  /** Told of every call with its answer, for a `recorder`: it holds secrets and personal data. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Told of every answer that made no sense, made harmless: what a person needs to see why nothing was bought. */
  readonly onEvidence?: (evidence: Evidence) => void
}

export interface RunOptions {
  /** Gives up waiting. A write that was on its way is then in doubt, everything else throws the reason. */
  readonly signal?: AbortSignal
  /** Told of every answer as it came, refusals included. */
  readonly onAnswer?: (raw: RawAnswer) => void
}

export interface OpenApi {
  /**
   * Calls an API and reads its answer. Gateway errors are thrown as failures; whether the API itself
   * refused is in the answer and for the caller to read.
   */
  call<S extends v.GenericSchema>(
    api: Api,
    params: Params,
    schema: S,
    options?: RunOptions,
  ): Promise<v.InferOutput<S>>
  /**
   * Makes a call and answers in our words.
   *
   * @throws ShopError whose `detail.class` is one of `errorClasses`
   */
  run<Input, Output>(call: Call<Input, Output>, input: Input, options?: RunOptions): Promise<Output>
  /** The same with the answer as it came beside it, for support. */
  runWithRaw<Input, Output>(
    call: Call<Input, Output>,
    input: Input,
    options?: RunOptions,
  ): Promise<{ readonly output: Output; readonly raw: RawAnswer }>
}

const retries = 2
const firstPause = 200
/** Longer than this is for the caller to wait. */
const longestPauseSeconds = 2

/** Everything that is asked in one go, its repeats included. */
interface Asking {
  readonly api: Api
  readonly input?: unknown
  readonly params: Params
  readonly mayRepeat: boolean
  readonly run: RunOptions
}

export function openApi(options: OpenApiOptions): OpenApi {
  const { random = Math.random, delay = pause, now = Date.now } = options
  const traffic = options.traffic ?? openTraffic({ ...options, now, delay })
  const { fetch = globalThis.fetch, deadlines = {} } = options
  const line: Line = { ...options, fetch, now, deadlines, traffic }
  const token =
    typeof options.token === 'string' ? fixed(options.token) : (options.token ?? noToken)

  const ask = async (asking: Asking, number: number): Promise<unknown> => {
    const { api, input, params, run } = asking
    const used = api.auth === 'none' ? undefined : await token.access()
    const onAnswer = (raw: RawAnswer): void => {
      heard(api.name, raw)
      run.onAnswer?.(raw)
      options.onExchange?.({ api, input, params, accessToken: used, raw })
    }
    const asked = { api, params, number, accessToken: used, signal: run.signal, onAnswer }
    try {
      return await attempt(line, asked)
    } catch (error) {
      if (used === undefined || !token.renew || !isRefusedToken(error)) throw error
      // The gateway checks the token before the API runs, so even a write has not happened yet.
      const fresh = await token.renew(used)
      return attempt(line, { ...asked, accessToken: fresh, number: number + 1 })
    }
  }

  const askPatiently = async (asking: Asking): Promise<unknown> => {
    for (let number = 1; ; number++) {
      try {
        return await ask(asking, number)
      } catch (error) {
        const isHopeful = asking.mayRepeat && number <= retries && isPassing(error)
        if (!isHopeful || !traffic.breaker.admitsRetry()) throw error
        // Full jitter: callers that failed together do not come back together.
        await delay(Math.round(random() * firstPause * 4 ** (number - 1)))
      }
    }
  }

  const runWithRaw: OpenApi['runWithRaw'] = (call, input, run = {}) =>
    watched(options, async () => {
      const answers: RawAnswer[] = []
      const onAnswer = (raw: RawAnswer): void => {
        answers[0] = raw
        run.onAnswer?.(raw)
      }
      const mayRepeat = call.kind !== 'write' || call.safeToRepeat?.(input) === true
      const asking = { api: call, input, params: call.params(input), mayRepeat }
      const answer = await askPatiently({ ...asking, run: { ...run, onAnswer } })
      const raw = answers[0] ?? { status: 0, text: '', at: now() }
      return { output: readAnswer(call, answer, input, raw.at), raw }
    })

  return {
    call: (api, params, schema, run = {}) =>
      watched(options, async () => {
        const mayRepeat = api.kind !== 'write'
        return parsed(api, schema, await askPatiently({ api, params, mayRepeat, run }))
      }),
    run: async (call, input, run) => (await runWithRaw(call, input, run)).output,
    runWithRaw,
  }
}

function parsed<S extends v.GenericSchema>(api: Api, schema: S, answer: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, answer)
  if (!read.success) throw nonsense(api, v.getDotPath(read.issues[0]) ?? '')
  return read.output
}

const isRefusedToken = (error: unknown): boolean =>
  isShopError(error) && error.code === 'PLATFORM_AUTH' && error.detail.platformCode === '401'

/** Whether the same call may soon go better; an answer that was read and made no sense will not. */
function isPassing(error: unknown): boolean {
  if (!isShopError(error)) return false
  const { code, detail } = error
  if (code !== 'PLATFORM_BUSY' && code !== 'PLATFORM_IN_DOUBT') return false
  if (detail.resting || detail.budget || 'field' in detail) return false
  return Number(detail.retryAfter ?? 0) <= longestPauseSeconds
}

const fixed = (token: string): TokenSource => ({ access: async () => token })
const noToken: TokenSource = { access: async () => undefined }

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, millis))
