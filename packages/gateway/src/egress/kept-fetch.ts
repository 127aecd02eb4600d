import { Agent, type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'

/** How long a connection waits for its next request, ms: less than any server leaves it open. */
const idleMillis = 4_000

/** How long a connection may take to be there, ms; then nothing was sent. */
const connectMillis = 10_000

/**
 * `fetch` for our own calls to 1688 and to payment providers, over connections that are kept: an
 * order of three suppliers makes 17 such calls, and the built-in one costs twice as much for each.
 * It goes where the operator's settings say; what sellers or suppliers choose goes through `Egress`.
 *
 * It asks with GET or POST and a body that is there as a whole, and follows no redirect: whatever
 * else is wanted, and everything where a proxy is set for the process, is left to the built-in one. Of an
 * answer there is what adapters read: status, headers and the body, as a whole or piece by piece.
 * Leaving the body early ends its connection.
 */
export const keptFetch: typeof globalThis.fetch = (input, init = {}) => {
  const { body = null, method = 'GET', redirect } = init
  const isOurs =
    typeof input === 'string' &&
    (method === 'GET' || method === 'POST') &&
    (redirect === 'error' || redirect === 'manual') &&
    (body === null || typeof body === 'string' || body instanceof Uint8Array)
  if (!isOurs || hasProxy) return globalThis.fetch(input, init)
  return send(input, { method, body, redirect, headers: init.headers, signal: init.signal ?? null })
}

const hasProxy =
  process.env.NODE_USE_ENV_PROXY === '1' || process.execArgv.includes('--use-env-proxy')

const agents = {
  'http:': new Agent({ keepAlive: true, timeout: idleMillis }),
  'https:': new SecureAgent({ keepAlive: true, timeout: idleMillis }),
}

interface Sent {
  readonly method: string
  readonly body: string | Uint8Array | null
  readonly redirect: 'error' | 'manual'
  readonly headers: RequestInit['headers']
  readonly signal: AbortSignal | null
}

async function send(address: string, sent: Sent): Promise<Response> {
  sent.signal?.throwIfAborted()
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`no address of the web: ${url.protocol}`)
  const message = await exchange(url, url.protocol, sent)
  const status = message.statusCode ?? 0
  if (sent.redirect === 'error' && redirects.has(status)) {
    message.destroy()
    throw new TypeError(`a redirect (${status}) where none may be`)
  }
  return new Kept(message, status) as unknown as Response
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function exchange(
  url: URL,
  protocol: 'http:' | 'https:',
  { method, body, headers, signal }: Sent,
): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    const ask = protocol === 'https:' ? secureRequest : plainRequest
    const request = ask(url, {
      method,
      agent: agents[protocol],
      headers: {
        accept: '*/*',
        'user-agent': 'node',
        'accept-encoding': 'gzip, br',
        ...plain(headers),
        ...((body !== null || method === 'POST') && { 'content-length': sizeOf(body) }),
      },
    })
    let message: IncomingMessage | undefined
    const abort = () => (message ?? request).destroy(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    request.once('close', () => signal?.removeEventListener('abort', abort))
    request.once('socket', (socket) => {
      if (!socket.connecting) return
      const late = setTimeout(() => request.destroy(new ConnectTimeout()), connectMillis)
      socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(late))
      socket.once('close', () => clearTimeout(late))
    })
    request.once('response', (came) => {
      message = came
      done(came)
    })
    request.on('error', failed)
    request.end(body)
  })
}

/** Under the name that the built-in `fetch` has for it: adapters know that nothing was sent. */
class ConnectTimeout extends Error {
  override name = 'ConnectTimeoutError' as const
  readonly code = 'UND_ERR_CONNECT_TIMEOUT' as const
}

function plain(headers: RequestInit['headers']): Record<string, string> {
  if (!headers) return {}
  const isPlain = Object.getPrototypeOf(headers) === Object.prototype
  return isPlain ? (headers as Record<string, string>) : Object.fromEntries(new Headers(headers))
}

function sizeOf(body: Sent['body']): number {
  return body === null ? 0 : Buffer.byteLength(body)
}

/** An answer as far as adapters read one. */
class Kept {
  readonly status: number
  readonly ok: boolean
  readonly #message: IncomingMessage

  constructor(message: IncomingMessage, status: number) {
    this.status = status
    this.ok = status >= 200 && status < 300
    this.#message = message
  }

  /** One at a time, by name: whole `Headers` would cost more than all the rest of reading an answer. */
  get headers(): Pick<Headers, 'get'> {
    return { get: (name) => headerOf(this.#message, name.toLowerCase()) }
  }

  /** To be read once, piece by piece. */
  get body(): AsyncIterable<Uint8Array> {
    return unpacked(this.#message)
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await whole(unpacked(this.#message))
    return new Uint8Array(bytes).buffer
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await whole(unpacked(this.#message)))
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }
}

/** What came more than once is one text with commas, as everywhere. @param name - in lower case */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | null {
  const found: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() === name) found.push(rawHeaders[at + 1] as string)
  return found.length === 0 ? null : found.join(', ')
}

/** What was asked for is unpacked; whatever else came packed is no answer that anybody can read. */
function unpacked(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return message
  const unpack =
    encoding === 'gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : undefined
  if (!unpack) {
    message.destroy()
    throw new TypeError(`an answer packed as ${encoding}`)
  }
  message.once('error', (error) => unpack.destroy(error))
  unpack.once('close', () => message.destroy())
  return message.pipe(unpack)
}

function whole(body: Readable): Promise<Buffer> {
  return new Promise((done, failed) => {
    const pieces: Buffer[] = []
    const broke = () => failed(body.errored ?? new TypeError('an answer that broke off'))
    if (body.destroyed) return broke()
    body.on('data', (piece: Buffer) => pieces.push(piece))
    body.once('end', () =>
      done(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)),
    )
    body.once('error', failed)
    body.once('close', broke)
  })
}
