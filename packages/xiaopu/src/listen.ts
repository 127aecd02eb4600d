import type { Server } from 'node:http'
import { type HttpBindings, serve } from '@hono/node-server'

export type Answer = (request: Request, env: Partial<HttpBindings>) => Promise<Response>

export interface Listening {
  /** Lets running requests end, for three seconds at most. */
  close(): Promise<void>
}

const patienceMillis = 3_000

/** Serves a `fetch` function. @throws the system's error, `EADDRINUSE` where the port is taken */
export function listen(
  answer: Answer,
  { port, hostname }: { port: number; hostname: string },
): Promise<Listening> {
  return new Promise((listening, failed) => {
    const server = serve({
      fetch: (request: Request, env: unknown) => answer(request, env as Partial<HttpBindings>),
      port,
      hostname,
      // A slow or endless sender holds a socket no longer than this.
      serverOptions: { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000 },
    }) as Server
    server.once('error', failed)
    server.once('listening', () => listening({ close: () => close(server) }))
  })
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), patienceMillis)
  await closed
  clearTimeout(late)
}
