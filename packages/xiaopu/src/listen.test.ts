import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Answer, listen, type SocketLimits } from './listen.ts'

async function open(answer: Answer, limits: Partial<SocketLimits> = {}) {
  const listener = await listen({ port: 0, host: '127.0.0.1', limits })
  listener.answer(answer)
  onTestFinished(() => listener.close())
  return listener
}

/** Sends over a bare socket and answers all that came until it was closed. */
function send(port: number, ...parts: readonly string[]): Promise<string> {
  return new Promise((closed) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('error', () => {})
    socket.on('close', () => closed(heard))
    for (const part of parts) socket.write(part)
  })
}

const ok: Answer = () => new Response('ok')
const quick = { connectionsCheckingInterval: 20 }

test('who never ends his headers is let go', async () => {
  const { port } = await open(ok, { ...quick, headersTimeout: 60, requestTimeout: 90 })
  expect(await send(port, 'GET / HTTP/1.1\r\nhost: a\r\nx-slow: ')).toMatch(/^HTTP\/1\.1 408 /)
})

test('who never ends his body is let go', async () => {
  const read: Answer = async (request) => new Response(await request.text())
  const { port } = await open(read, { ...quick, headersTimeout: 60, requestTimeout: 90 })
  const heard = await send(port, 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nx')
  expect(heard).not.toMatch(/^HTTP\/1\.1 200/)
})

test('headers over 16 kB are refused', async () => {
  const { port } = await open(ok)
  const flood = `x-flood: ${'x'.repeat(17 * 1024)}\r\n`
  expect(await send(port, `GET / HTTP/1.1\r\nhost: a\r\n${flood}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
})

test('an idle connection is closed', async () => {
  const { port } = await open(ok, { ...quick, keepAliveTimeout: 50 })
  expect(await send(port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
})

test('a connection carries so many requests and no more', async () => {
  const { port } = await open(ok, { maxRequestsPerSocket: 2 })
  const request = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'
  const heard = await send(port, request, request, request)
  expect(heard.match(/^HTTP\/1\.1 200 /gm)?.length).toBeLessThanOrEqual(2)
  expect(heard).toMatch(/connection: close/i)
})

test.each([
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a line break in a header', 'GET / HTTP/1.1\r\nhost: a\r\nx: a\rb\r\n\r\n'],
  ['nonsense', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
])('%s is refused before anybody reads it', async (_what, request) => {
  let asked = false
  const { port } = await open(() => {
    asked = true
    return new Response('ok')
  })
  expect(await send(port, request)).toMatch(/^HTTP\/1\.1 400 /)
  expect(asked).toBe(false)
})

test('closing takes no more, and answers what is under way', async () => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const listener = await open(async () => {
    asked.resolve()
    await gate.promise
    return new Response('in time')
  })
  const under = fetch(`http://127.0.0.1:${listener.port}/`).then((response) => response.text())
  await asked.promise
  const closed = Promise.all([listener.close(), listener.close()])
  await expect(fetch(`http://127.0.0.1:${listener.port}/`)).rejects.toThrow()
  gate.resolve()
  expect(await under).toBe('in time')
  await closed
})
