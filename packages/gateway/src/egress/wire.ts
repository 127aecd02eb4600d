import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { EgressError } from './egress-error.ts'
import type { Target } from './target.ts'

/** What goes out, checked and complete. */
export interface Sent {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | undefined
  readonly signal: AbortSignal
}

/** An answer whose body has not been read. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Carries one call. */
export type Wire = (target: Target, sent: Sent) => Promise<WireAnswer>

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

export interface Network {
  readonly resolve: Resolve
  readonly isAllowed: (address: string) => boolean
}

/**
 * The network. A name is resolved once, every address it has must be allowed, and the connection goes
 * to one of these very addresses: a second look-up could answer something else. Own connections,
 * never kept: no proxy of the environment stands in between.
 */
export function networkWire(network: Network): Wire {
  return async (target, sent) => {
    const addresses = target.isLocal ? undefined : await addressesOf(target.url, network, sent)
    const message = await open(target, sent, addresses)
    const headers = new Headers()
    for (const [name, values] of Object.entries(message.headers)) {
      for (const value of [values ?? []].flat()) headers.append(name, value)
    }
    return { status: message.statusCode ?? 0, headers, body: message }
  }
}

async function addressesOf(
  { hostname }: URL,
  { resolve, isAllowed }: Network,
  { signal }: Sent,
): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) ? [literal] : await until(signal, resolve(hostname))
  if (addresses.length === 0) throw new EgressError('unreachable')
  if (!addresses.every(isAllowed)) throw new EgressError('address')
  return addresses
}

/** A look-up cannot be called off, but nobody has to wait for it. */
function until<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    signal.addEventListener('abort', () => failed(signal.reason), { once: true })
    promise.then(done, failed)
  })
}

function open(
  { url }: Target,
  { method, headers, body, signal }: Sent,
  addresses: readonly string[] | undefined,
): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    const ask = url.protocol === 'https:' ? secureRequest : plainRequest
    const request = ask(url, {
      method,
      headers: { ...headers, ...(body && { 'content-length': String(body.byteLength) }) },
      signal,
      agent: false,
      ...(addresses && { lookup: answering(addresses) }),
    })
    request.once('response', done)
    request.once('error', failed)
    request.end(body)
  })
}

/** Answers every look-up of the connection with what was checked. */
function answering(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, callback) => {
    const [first] = known
    if (options.all) callback(null, known)
    else callback(null, first?.address ?? '', first?.family)
  }
}
