import { ShopError } from '@xiaopu/domain'
import ky, { isHTTPError, isTimeoutError, type Options } from 'ky'
import { retryAfter } from './retry.ts'
import {
  busyStatuses,
  longestWaitMillis,
  retryLimit,
  type Signal,
  type Transport,
  type TransportRequest,
  timeoutMillis,
} from './transport.ts'

export interface KyTransportOptions {
  readonly fetch?: Fetch
  readonly timeoutMillis?: number
  /** Milliseconds before the n-th retry; `retry-after` counts more. */
  readonly delay?: (attempt: number) => number
}

/** Requests over ky: what a program that imports the client uses unless it brings another. */
export function kyTransport(options: KyTransportOptions = {}): Transport {
  return async (request) => {
    try {
      const response = await ky(request.url, kyOptions(request, options))
      return reply(response, await response.text())
    } catch (error) {
      if (isHTTPError(error)) {
        return reply(error.response, typeof error.data === 'string' ? error.data : '')
      }
      if (request.signal?.aborted) throw error
      throw new ShopError(isTimeoutError(error) ? 'TIMEOUT' : 'OFFLINE', {}, { cause: error })
    }
  }
}

function kyOptions(request: TransportRequest, options: KyTransportOptions): Options {
  const { method, headers, body, signal } = request
  return {
    method,
    headers,
    timeout: options.timeoutMillis ?? timeoutMillis,
    // Problems are read by the caller, from the same text whatever the transport.
    parseJson: (text) => text,
    retry: {
      limit: request.repeatable ? retryLimit : 0,
      methods: ['get', 'post', 'put', 'delete'],
      statusCodes: [...busyStatuses],
      afterStatusCodes: [...busyStatuses],
      shouldRetry: ({ error }) => (isPutOff(error) ? false : undefined),
      jitter: true,
      ...(options.delay && { delay: options.delay }),
    },
    ...(body !== undefined && { body }),
    ...(signal && { signal: abortSignal(signal) }),
    fetch: wholly(options.fetch ?? globalThis.fetch),
  }
}

/** The gateway asks for more patience than a buyer has. */
function isPutOff(error: unknown): boolean {
  if (!isHTTPError(error)) return false
  const asked = retryAfter(reply(error.response, ''))
  return asked !== undefined && asked > longestWaitMillis
}

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * ky's attempt ends with the headers. With this its body belongs to it: one that stalls is a time-out,
 * and one that breaks off is tried again.
 */
function wholly(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const text = await response.text()
    // 204 refuses even an empty body.
    return new Response(text || null, response)
  }
}

/** ky takes the real thing only. */
function abortSignal(signal: Signal): AbortSignal {
  if (signal instanceof AbortSignal) return signal
  const abort = new AbortController()
  if (signal.aborted) abort.abort()
  signal.addEventListener('abort', () => abort.abort())
  return abort.signal
}

function reply(response: Response, text: string) {
  return {
    status: response.status,
    header: (name: string) => response.headers.get(name) ?? undefined,
    text,
  }
}
