import { createServer, type Server } from 'node:net'

/** A port that is free together with the next one: `pnpm start` puts the sandbox there. */
export async function freePair(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const first = await listen(0)
    const port = portOf(first)
    const second = await listen(port + 1).catch(() => undefined)
    await Promise.all([close(first), second && close(second)])
    if (second) return port
  }
  throw new Error('no two free ports side by side')
}

function listen(port: number): Promise<Server> {
  return new Promise((listening, failed) => {
    const server = createServer().once('error', failed)
    server.listen(port, '127.0.0.1', () => listening(server))
  })
}

const close = (server: Server) => new Promise<void>((closed) => server.close(() => closed()))

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a network server')
  return address.port
}
