import { ShopError } from '@xiaopu/domain'

/** How long an answer may take, its body included. */
const patience = 5000

/** What came back, not yet believed. */
export interface Exchanged {
  readonly ok: boolean
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/**
 * One request to a provider and its whole answer. Redirects are not followed: a signed request is
 * for the host it was made for.
 *
 * @throws ShopError PROVIDER_BUSY, reason `timeout` or `unreachable`: the outcome is unknown
 */
export async function exchange(
  provider: string,
  send: typeof fetch,
  url: string,
  init: Pick<RequestInit, 'method' | 'headers' | 'body'>,
): Promise<Exchanged> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience)
  try {
    const answer = await send(url, { ...init, redirect: 'error', signal: abort.signal })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { ok: answer.ok, status: answer.status, headers: answer.headers, bytes }
  } catch (cause) {
    throw busy(provider, abort.signal.aborted ? 'timeout' : 'unreachable', cause)
  } finally {
    clearTimeout(timer)
  }
}

/** The outcome is unknown: it must be asked for, never assumed. */
export function busy(provider: string, reason: string, cause?: unknown): ShopError {
  const detail = { provider, reason }
  return new ShopError('PROVIDER_BUSY', detail, cause === undefined ? undefined : { cause })
}

/** A notice that is refused, and by what. */
export function notGenuine(provider: string, reason: string): ShopError {
  return new ShopError('PAYMENT_NOT_GENUINE', { provider, reason })
}
