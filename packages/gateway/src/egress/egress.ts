import { EgressError } from './egress-error.ts'
import { isPublicAddress } from './public-address.ts'
import { type EgressRule, readTarget } from './target.ts'
import { networkWire, type Resolve, resolveByDns, type Wire, type WireAnswer } from './wire.ts'

/** One call to an address that somebody outside has chosen. */
export interface EgressCall extends EgressRule {
  readonly url: string
  /** GET when absent. */
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  /** From the look-up of the name to the last byte, in ms. */
  readonly timeout: number
  /** Bytes of an answer taken at most. */
  readonly maxBytes: number
}

/** Any status but a redirect, with the whole body. */
export interface EgressAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

/**
 * Asks an address that sellers or suppliers chose, without becoming their way into our network:
 * https on its usual port, public addresses only, no redirect, nothing unpacked, bounded in time
 * and bytes.
 *
 * @throws EgressError, which says why and names no address
 */
export type Egress = (call: EgressCall) => Promise<EgressAnswer>

export interface EgressOptions {
  /** Stands in for the network, for parts in one process; names are not resolved then. */
  readonly fetch?: typeof globalThis.fetch | undefined
  readonly resolve?: Resolve
}

export function createEgress({ fetch, resolve = resolveByDns }: EgressOptions = {}): Egress {
  const wire = fetch ? fetchWire(fetch) : networkWire({ resolve, isAllowed: isPublicAddress })
  return async (call) => {
    const { url, method = 'GET', headers, body, timeout, maxBytes } = call
    const target = readTarget(url, call)
    const signal = AbortSignal.timeout(timeout)
    const sent = { method, headers: { ...headers, 'accept-encoding': 'identity' }, body, signal }
    try {
      return await take(await wire(target, sent), maxBytes)
    } catch (cause) {
      if (cause instanceof EgressError) throw cause
      throw new EgressError(signal.aborted ? 'late' : 'unreachable', { cause })
    }
  }
}

function fetchWire(fetch: typeof globalThis.fetch): Wire {
  return ({ url }, { body, ...init }) =>
    fetch(url, { ...init, ...(body && { body }), redirect: 'manual' })
}

/** @throws EgressError redirect, encoding, too-large */
async function take({ status, headers, body }: WireAnswer, max: number): Promise<EgressAnswer> {
  const refusal = refusalOf(status, headers, max)
  if (refusal) {
    await drop(body)
    throw new EgressError(refusal)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by a throw ends the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > max) throw new EgressError('too-large')
    chunks.push(chunk)
  }
  return { status, headers, body: new Uint8Array(Buffer.concat(chunks, size)) }
}

function refusalOf(status: number, headers: Headers, max: number) {
  if (status >= 300 && status < 400) return 'redirect'
  if (!/^(identity)?$/.test(headers.get('content-encoding') ?? '')) return 'encoding'
  return Number(headers.get('content-length') ?? 0) > max ? 'too-large' : undefined
}

/** An answer that is not wanted must not hold its connection. */
async function drop(body: WireAnswer['body']): Promise<void> {
  for await (const _ of body ?? []) break
}
