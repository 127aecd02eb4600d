import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as it came. */
export interface Asked {
  readonly method: string | undefined
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly json?: unknown
  readonly text?: string
  /** More is promised than the text: the rest never comes, or the line breaks. */
  readonly rest?: 'never' | 'broken'
}

/** A gateway that answers as told, for as long as a test runs; `undefined` is never answered. */
export async function serve(answer: (asked: Asked, count: number) => Answer | undefined) {
  const requests: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '', 'http://gateway')
    const asked = {
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    requests.push(asked)
    const told = answer(asked, requests.length)
    if (told) give(response, told)
  })
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { gateway: `http://127.0.0.1:${port}/`, requests, close }
}

function give(response: ServerResponse, { status = 200, headers, json = {}, text, rest }: Answer) {
  const body = text ?? JSON.stringify(json)
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(rest && { 'content-length': body.length + 1 }),
    ...headers,
  })
  if (!rest) response.end(body)
  else response.write(body, () => rest === 'broken' && response.destroy())
}
