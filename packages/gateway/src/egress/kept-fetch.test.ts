import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { keptFetch } from './kept-fetch.ts'

/** A server on this machine. @returns its address without a slash at its end */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function piecesOf(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return pieces
}

const post = (body: string) => ({ method: 'POST', body, redirect: 'error' }) as const

test('a call says what it says, and the next one goes over the same connection', async () => {
  const ports = new Set<number | undefined>()
  const url = await serve(async (request, response) => {
    ports.add(request.socket.remotePort)
    const pieces = await piecesOf(request)
    const { method, headers } = request
    const told = { method, body: Buffer.concat(pieces).toString(), by: headers['x-by'] }
    response.setHeader('x-length', headers['content-length'] ?? '').end(JSON.stringify(told))
  })
  for (const [path, body] of [
    ['/a', '三 pieces'],
    ['/b?c=d', ''],
  ]) {
    const answer = await keptFetch(url + path, {
      ...post(body ?? ''),
      headers: { 'x-by': 'me', 'content-type': 'text/plain' },
    })
    expect([answer.status, answer.ok]).toEqual([200, true])
    expect(answer.headers.get('X-Length')).toBe(String(Buffer.byteLength(body ?? '')))
    const bytes = await answer.arrayBuffer()
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({ method: 'POST', body, by: 'me' })
  }
  const got = await keptFetch(url, { redirect: 'error', headers: new Headers({ 'x-by': 'you' }) })
  expect(await got.json()).toEqual({ method: 'GET', body: '', by: 'you' })
  expect(ports.size).toBe(1)
})

test('a header says what the built-in one hears, in whatever case it is asked for', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, ['Retry-After', '3', 'X-Serial', 'a', 'x-serial', 'b', 'X-Empty', ''])
    response.end()
  })
  const [kept, builtIn] = await Promise.all([
    keptFetch(url, { redirect: 'error' }),
    fetch(url, { redirect: 'error' }),
  ])
  for (const name of ['retry-after', 'RETRY-AFTER', 'x-serial', 'X-Empty', 'x-none'])
    expect([name, kept.headers.get(name)]).toEqual([name, builtIn.headers.get(name)])
})

test('a redirect is an error, and not followed', async () => {
  const asked: (string | undefined)[] = []
  const url = await serve((request, response) => {
    asked.push(request.url)
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await expect(keptFetch(`${url}/here`, post('x'))).rejects.toThrow(TypeError)
  const { status } = await keptFetch(`${url}/here`, { ...post('x'), redirect: 'manual' })
  expect([status, ...asked]).toEqual([302, '/here', '/here'])
})

test.each([
  ['gzip', gzipSync('packed')],
  ['br', brotliCompressSync('packed')],
])('an answer packed as %s is unpacked', async (encoding, body) => {
  const url = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toContain(encoding)
    response.setHeader('content-encoding', encoding).end(body)
  })
  expect(await (await keptFetch(url, post('x'))).text()).toBe('packed')
  const { body: pieces } = await keptFetch(url, post('x'))
  expect(Buffer.concat(await piecesOf(pieces ?? [])).toString()).toBe('packed')
})

test('an answer that is packed otherwise, broken or cut off is an error', async () => {
  const url = await serve((request, response) => {
    const [, way] = request.url?.split('/') ?? []
    if (way === 'zstd') response.setHeader('content-encoding', 'zstd').end('x')
    if (way === 'broken') response.setHeader('content-encoding', 'gzip').end('not packed')
    if (way === 'cut') {
      response.setHeader('content-length', '100').write('half')
      response.socket?.end()
    }
  })
  for (const way of ['zstd', 'broken', 'cut']) {
    const answer = await keptFetch(`${url}/${way}`, post('x'))
    await expect(answer.arrayBuffer(), way).rejects.toThrow()
  }
})

test('who gives up is let go before the answer and within it, with her reason', async () => {
  let closed = 0
  let heard = () => {}
  const url = await serve((request, response) => {
    request.socket.once('close', () => closed++)
    if (request.url === '/slow') response.write('half')
    heard()
  })
  const reason = new Error('enough')
  await expect(keptFetch(url, { ...post('x'), signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  )
  for (const path of ['/never', '/slow']) {
    const abort = new AbortController()
    const isHeard = new Promise<void>((done) => {
      heard = done
    })
    const call = keptFetch(url + path, { ...post('x'), signal: abort.signal })
    const outcome = call.then((answer) => answer.arrayBuffer())
    await (path === '/slow' ? call : isHeard)
    abort.abort(reason)
    await expect(outcome).rejects.toBe(reason)
  }
  await expect.poll(() => closed).toBe(2)

  const abort = new AbortController()
  const answer = await keptFetch(`${url}/slow`, { ...post('x'), signal: abort.signal })
  abort.abort(reason)
  await expect.poll(() => closed).toBe(3)
  await expect(answer.text()).rejects.toThrow()
})

test('who reads no further ends the connection', async () => {
  let isClosed = false
  const url = await serve((request, response) => {
    request.socket.once('close', () => {
      isClosed = true
    })
    response.write('a piece, and more to come')
  })
  const { body } = await keptFetch(url, post('x'))
  for await (const piece of body ?? []) {
    expect(piece.byteLength).toBe(25)
    break
  }
  await expect.poll(() => isClosed).toBe(true)
})

test('where nobody listens the error says that nothing was sent', async () => {
  const free = createPlainServer()
  await new Promise<void>((listening) => free.listen(0, '127.0.0.1', listening))
  const { port } = free.address() as AddressInfo
  await new Promise((closed) => free.close(closed))
  await expect(keptFetch(`http://127.0.0.1:${port}`, post('x'))).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  })
  await expect(keptFetch('ftp://127.0.0.1/', post('x'))).rejects.toThrow(TypeError)
})

test('a server that ends connections between two calls is asked over another one', async () => {
  const url = await serve((request, response) => {
    response.once('finish', () => request.socket.end())
    response.end('ok')
  })
  for (const _ of [1, 2, 3]) {
    const answer = await keptFetch(url, post('x'))
    expect(await answer.text()).toBe('ok')
    // The end of the connection has to have been heard.
    await new Promise((heard) => setImmediate(() => setImmediate(heard)))
  }
})

test('files are sent by the built-in one', async () => {
  const url = await serve((request, response) => {
    response.end(request.headers['content-type']?.split(';')[0])
  })
  const body = new FormData()
  body.set('a', new Blob(['x']))
  const init: RequestInit = { method: 'POST', body, redirect: 'error' }
  const [answer, builtIn] = [await keptFetch(url, init), await fetch(url, init)]
  expect(answer.constructor).toBe(builtIn.constructor)
  expect(await answer.text()).toBe('multipart/form-data')
})
