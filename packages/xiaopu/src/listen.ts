import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, serve } from '@hono/node-server'
import { CommandError } from './command-error.ts'

export type Answer = (request: Request, env: Partial<HttpBindings>) => Response | Promise<Response>

export interface Listener {
  readonly port: number
  /** From now on requests are answered by this; until then they wait. */
  answer(answer: Answer): void
  /** Lets running requests end, for three seconds at most. */
  close(): Promise<void>
}

const patienceMillis = 3_000

/**
 * Listens at once, so that a taken port is known before any work is done, and the address is known
 * to whoever must print it.
 *
 * @param at.port - 0 for any free one
 */
async function open(at: { port: number; host: string }): Promise<Listener> {
  const ready = Promise.withResolvers<Answer>()
  let answer: Answer = async (request, env) => (await ready.promise)(request, env)
  const server = serve({
    // An answer that is there at once leaves at once.
    fetch: (request: Request, env: unknown) => answer(request, env as Partial<HttpBindings>),
    port: at.port,
    hostname: at.host,
    // A slow or endless sender holds a socket no longer than this.
    serverOptions: { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000 },
  }) as Server
  await new Promise<void>((done, failed) => {
    server.once('listening', done)
    server.once('error', failed)
  })
  return {
    port: (server.address() as AddressInfo).port,
    answer(given) {
      answer = given
      ready.resolve(given)
    },
    close: () => close(server),
  }
}

/** @throws CommandError where the port is taken */
export async function listen(at: { port: number; host: string }): Promise<Listener> {
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
