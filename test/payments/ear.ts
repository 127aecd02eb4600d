import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Arrived } from '../suites/payment-provider.ts'

/** A shop's ear: whatever is posted to it, byte by byte. It says that it has understood. */
export async function openEar(understood = '') {
  const heard: (Arrived & { readonly query: URLSearchParams })[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = new Headers(request.headers as Record<string, string>)
    const query = new URL(request.url ?? '', 'http://ear').searchParams
    heard.push({ headers, body: new Uint8Array(Buffer.concat(chunks)), query })
    response.writeHead(200).end(understood)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    take: () => heard.splice(0),
    close: () => server.close(),
  }
}
