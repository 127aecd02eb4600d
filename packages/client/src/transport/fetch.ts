import { ShopError } from '@xiaopu/domain'
import { type RetryOptions, retrying } from './retry.ts'
import {
  type Transport,
  type TransportReply,
  type TransportRequest,
  timeoutMillis,
} from './transport.ts'

export interface FetchOptions extends RetryOptions {
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  readonly timeoutMillis?: number
}

/** Requests over the platform's `fetch`, in a few hundred bytes: what a first card waits for. */
export function fetchTransport(options: FetchOptions = {}): Transport {
  return retrying((request) => send(request, options), options)
}

async function send(request: TransportRequest, options: FetchOptions): Promise<TransportReply> {
  const { method, url, headers, body, signal } = request
  const abort = new AbortController()
  const giveUp = () => abort.abort()
  const timer = setTimeout(giveUp, options.timeoutMillis ?? timeoutMillis)
  if (signal?.aborted) giveUp()
  signal?.addEventListener('abort', giveUp)
  try {
    const init = { method, headers, signal: abort.signal, body: body || null }
    // Looked up at each call: pages and tests replace the global.
    const response = await (options.fetch || globalThis.fetch)(url, init)
    return {
      status: response.status,
      header: (name) => response.headers.get(name) || undefined,
      text: await response.text(),
    }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ShopError(abort.signal.aborted ? 'TIMEOUT' : 'OFFLINE', {}, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}
