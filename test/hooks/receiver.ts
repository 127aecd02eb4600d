import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface Arrived {
  readonly headers: Headers
  readonly body: string
}

/** A seller's program: a real HTTP server that keeps what it is told. */
export interface Receiver {
  readonly url: string
  readonly arrived: Arrived[]
  /** What it answers from now on; a redirect goes to itself. */
  answer: number | ((arrived: Arrived) => number)
  close(): Promise<void>
}

export async function openReceiver(): Promise<Receiver> {
  const arrived: Arrived[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = { headers: headersOf(request.headers), body: Buffer.concat(chunks).toString() }
      arrived.push(one)
      const { answer } = receiver
      const status = typeof answer === 'number' ? answer : answer(one)
      response.writeHead(status, status === 302 ? { location: receiver.url } : {}).end('thanks')
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/told`,
    arrived,
    answer: 204,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  return receiver
}

function headersOf(incoming: IncomingHttpHeaders): Headers {
  return new Headers(
    Object.entries(incoming).map(([name, value]) => [name, String(value)] as [string, string]),
  )
}
