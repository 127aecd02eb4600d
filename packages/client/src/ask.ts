import { ShopError } from '@xiaopu/domain'
import type { BuyerOptions, Call, CallOptions, Calls } from './call.ts'
import { readFailure } from './failure.ts'
import type { Transport, TransportRequest } from './transport/transport.ts'

/**
 * The version of the embed protocol that this client speaks, sent with every request so that a
 * gateway can keep answering snippets that were pasted years ago.
 */
export const embedProtocol = 1

export interface Line {
  /** Origin of the gateway, without a slash at the end. */
  readonly gateway: string
  readonly transport: Transport
  /** Publishable key; absent for a seller's program. */
  readonly shop?: string
  /** Secret key; only in a seller's program. */
  readonly secret?: string
  newKey(): string
}

/** Makes a call whose path has its ids in it already. */
export type Ask = (call: Call, input: unknown, options?: CallOptions) => Promise<unknown>

/** Sends calls down a line: address, keys and headers out; reply or ShopError back. */
export function connect(line: Line): Ask {
  return async (call, input, options = {}) => {
    const reply = await line.transport(requestOf(line, call, input, options))
    if (reply.status >= 400) throw readFailure(reply)
    try {
      return JSON.parse(reply.text)
    } catch (cause) {
      // A captive portal or a proxy answered 200 with its own page.
      throw new ShopError('INTERNAL', { status: reply.status }, { cause })
    }
  }
}

function requestOf(
  line: Line,
  call: Call,
  input: unknown,
  options: CallOptions & Partial<BuyerOptions>,
): TransportRequest {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (call.input === 'body') headers['content-type'] = 'application/json'
  if (options.token) headers['x-order-token'] = options.token
  if (line.secret) headers.authorization = `Bearer ${line.secret}`
  if (call.repeat === 'key') headers['idempotency-key'] = options.idempotencyKey || line.newKey()
  return {
    method: call.method,
    url: addressOf(line, call, call.input === 'query' ? input : undefined),
    headers,
    repeatable: call.method === 'GET' || call.repeat !== undefined,
    ...(call.input === 'body' && { body: JSON.stringify(input) }),
    ...(options.signal && { signal: options.signal }),
  }
}

/**
 * Everything a read depends on stands in its address: it stays a simple request (no preflight) and
 * shared caches can keep the answer.
 */
function addressOf(line: Line, call: Call, query: unknown) {
  const values = { shop: line.shop, embed: embedProtocol, ...(query as object | undefined) }
  const search = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replace(/%2C/g, ',')}`)
  return `${line.gateway}${call.path}?${search.join('&')}`
}

/** Turns a tree of calls into a tree of functions. */
export function bind(ask: Ask, calls: Calls): object {
  return Object.fromEntries(
    Object.entries(calls).map(([name, entry]) => [
      name,
      isCall(entry) ? method(ask, entry) : bind(ask, entry),
    ]),
  )
}

function isCall(entry: Call | Calls): entry is Call {
  return typeof entry.path === 'string'
}

function method(ask: Ask, call: Call) {
  return (...args: unknown[]) => {
    // The ids come first, in the order in which the path names them.
    const path = call.path.replace(/:\w+/g, () => encodeURIComponent(String(args.shift())))
    if (call.input === 'none') args.unshift(undefined)
    return ask({ ...call, path }, args[0], args[1] as CallOptions | undefined)
  }
}
