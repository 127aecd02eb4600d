import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, serve } from '@hono/node-server'
import { CommandError } from './command-error.ts'

export type Answer = (request: Request, env: Partial<HttpBindings>) => Response | Promise<Response>

export interface Listener {
  readonly port: number
  /** From now on requests are answered by this; until then they wait. */
  answer(answer: Answer): void
  /** Takes no more, and lets what is under way end, for ten seconds at most; safe to repeat. */
  close(): Promise<void>
}

const patienceMillis = 10_000

/** What one socket may hold, and for how long. */
export interface SocketLimits {
  /** ms until all headers are there. */
  readonly headersTimeout: number
  /** ms until the whole request is there. */
  readonly requestTimeout: number
  /** ms between two requests. */
  readonly keepAliveTimeout: number
  /** ms between two looks at who is late. */
  readonly connectionsCheckingInterval: number
  /** Bytes of all headers of a request. */
  readonly maxHeaderSize: number
  readonly maxRequestsPerSocket: number
  readonly maxConnections: number
}

const usual: SocketLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
  maxRequestsPerSocket: 1_000,
  maxConnections: 2_000,
}

interface Place {
  /** 0 for any free one. */
  readonly port: number
  readonly host: string
  readonly limits?: Partial<SocketLimits>
}

/**
 * Listens at once, so that a taken port is known before any work is done, and the address is known
 * to whoever must print it.
 */
async function open(at: Place): Promise<Listener> {
  const { maxRequestsPerSocket, maxConnections, ...options } = { ...usual, ...at.limits }
  const ready = Promise.withResolvers<Answer>()
  let answer: Answer = async (request, env) => (await ready.promise)(request, env)
  const server = serve({
    // An answer that is there at once leaves at once.
    fetch: (request: Request, env: unknown) => answer(request, env as Partial<HttpBindings>),
    port: at.port,
    hostname: at.host,
    serverOptions: options,
  }) as Server
  Object.assign(server, { maxRequestsPerSocket, maxConnections })
  await new Promise<void>((done, failed) => {
    server.once('listening', done)
    server.once('error', failed)
  })
  let closed: Promise<void> | undefined
  return {
    port: (server.address() as AddressInfo).port,
    answer(given) {
      answer = given
      ready.resolve(given)
    },
    close() {
      closed ??= close(server)
      return closed
    },
  }
}

/** @throws CommandError where the port is taken */
export async function listen(at: Place): Promise<Listener> {
  try {
    return await open(at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new CommandError((cli) => cli.portTaken(at.port), 1, { cause: error })
  }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), patienceMillis)
  await closed
  clearTimeout(late)
}
