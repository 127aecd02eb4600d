import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createEgress, type EgressCall } from './egress.ts'
import { networkWire } from './wire.ts'

const limits = { timeout: 2_000, maxBytes: 1_000 }

/** Why a call was not made, or `sent`. */
async function outcome(call: Partial<EgressCall> & { url: string }, options = {}): Promise<string> {
  const egress = createEgress({ fetch: async () => new Response('ok'), ...options })
  return egress({ ...limits, ...call }).then(
    () => 'sent',
    (error) => error.reason,
  )
}

/** A server on this machine. @returns its host with the port */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Asks a server of this machine as the sandbox may be asked. */
async function take(answer: RequestListener, more: Partial<EgressCall> = {}) {
  const host = await serve(answer)
  return createEgress()({ ...limits, url: `http://${host}/a`, localHosts: [host], ...more })
}

test.each([
  ['https://127.0.0.1/', 'address'],
  ['https://127.1/', 'address'],
  ['https://2130706433/', 'address'],
  ['https://0x7f000001/', 'address'],
  ['https://0177.0.0.1/', 'address'],
  ['https://0/', 'address'],
  ['https://１２７.0.0.1/', 'address'],
  ['https://169.254.169.254/latest/meta-data/', 'address'],
  ['https://100.64.0.1/', 'address'],
  ['https://[::1]/', 'address'],
  ['https://[::ffff:127.0.0.1]/', 'address'],
  ['https://[::ffff:7f00:1]/', 'address'],
  ['https://[fd00::8]/', 'address'],
  ['https://[64:ff9b::7f00:1]/', 'address'],
  ['http://shop.example/', 'url'],
  ['https://shop.example:8443/', 'url'],
  ['https://user@shop.example/', 'url'],
  ['https://user:word@shop.example/', 'url'],
  ['https://127.0.0.1\\@8.8.8.8/', 'address'],
  ['file:///etc/passwd', 'url'],
  ['gopher://shop.example/', 'url'],
  ['data:text/plain,a', 'url'],
  ['//shop.example/', 'url'],
  ['', 'url'],
])('%s is never asked', async (url, reason) => {
  expect(await outcome({ url })).toBe(reason)
})

test('an address of the public network is asked', async () => {
  expect(await outcome({ url: 'https://hooks.example/a' })).toBe('sent')
  expect(await outcome({ url: 'https://8.8.8.8/' })).toBe('sent')
})

test.each([
  ['https://cbu01.alicdn.com/a.jpg', 'sent'],
  ['https://CBU01.ALICDN.COM/a.jpg', 'sent'],
  ['https://one.example/a.jpg', 'sent'],
  ['https://alicdn.com/a.jpg', 'host'],
  ['https://evilalicdn.com/a.jpg', 'host'],
  ['https://cbu01.alicdn.com.evil.example/a.jpg', 'host'],
  ['https://cbu01.alicdn.com./a.jpg', 'host'],
  ['https://two.one.example/a.jpg', 'host'],
  ['https://evil.example/#.alicdn.com', 'host'],
])('of a list of hosts, %s is %s', async (url, reason) => {
  expect(await outcome({ url, hosts: ['.alicdn.com', 'one.example'] })).toBe(reason)
})

test.each([
  ['a private address', ['10.0.0.1'], 'address'],
  ['a private address beside a public one', ['8.8.8.8', '127.0.0.1'], 'address'],
  ['the metadata service of a cloud', ['169.254.169.254'], 'address'],
  ['a mapped loopback address', ['::ffff:127.0.0.1'], 'address'],
  ['nothing', [], 'unreachable'],
])('a name that resolves to %s is not asked', async (_what, addresses, reason) => {
  const options = { fetch: undefined, resolve: async () => addresses }
  expect(await outcome({ url: 'https://rebind.example/' }, options)).toBe(reason)
})

test('a name is resolved once, and that very address is connected to', async () => {
  const host = await serve((_, response) => response.end('ok'))
  let asked = 0
  const wire = networkWire({
    // A second answer would be a stranger's machine.
    resolve: async () => [++asked === 1 ? '127.0.0.1' : '192.0.2.1'],
    isAllowed: () => true,
  })
  const url = new URL(`http://rebind.example:${host.split(':')[1]}/`)
  const signal = AbortSignal.timeout(2_000)
  const sent = { method: 'GET' as const, headers: {}, body: undefined, signal }
  const { status } = await wire({ url, isLocal: false }, sent)
  expect([status, asked]).toEqual([200, 1])
})

test('a name server that does not answer holds nobody longer than the limit', async () => {
  const options = { fetch: undefined, resolve: () => new Promise<string[]>(() => {}) }
  expect(await outcome({ url: 'https://slow.example/', timeout: 50 }, options)).toBe('late')
})

test('the whole answer comes back, any status but a redirect', async () => {
  const answer = await take(
    (request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        response.writeHead(418, { 'x-heard': request.headers['x-said'] })
        response.end(`${request.method} ${body}`)
      })
    },
    { method: 'POST', headers: { 'x-said': 'hello' }, body: new TextEncoder().encode('你好') },
  )
  expect([answer.status, answer.headers.get('x-heard')]).toEqual([418, 'hello'])
  expect(new TextDecoder().decode(answer.body)).toBe('POST 你好')
})

test.each<[string, RequestListener, string]>([
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    'redirect',
  ],
  [
    'an announced length over the limit',
    (_, response) => response.writeHead(200, { 'content-length': '1001' }).write('a'),
    'too-large',
  ],
  [
    'an endless body',
    (_, response) => {
      const more = () => {
        while (response.write('a'.repeat(500))) {}
      }
      response.on('drain', more)
      more()
    },
    'too-large',
  ],
  [
    'a body that was packed to unfold here',
    (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(10_000_000)))
    },
    'encoding',
  ],
  ['a line that breaks off', (request) => request.socket.destroy(), 'unreachable'],
])('%s is not taken', async (_what, answer, reason) => {
  await expect(take(answer)).rejects.toMatchObject({ name: 'EgressError', reason })
})

test('a body that never ends is given up after the limit', async () => {
  await expect(take((_, response) => response.write('a'), { timeout: 100 })).rejects.toMatchObject({
    reason: 'late',
  })
})

test('the environment names no proxy for it', async () => {
  const before = { ...process.env }
  onTestFinished(() => {
    process.env = before
  })
  Object.assign(process.env, { HTTP_PROXY: 'http://192.0.2.1:1', NODE_USE_ENV_PROXY: '1' })
  expect((await take((_, response) => response.end('direct'))).status).toBe(200)
})

test('what went wrong names no address', async () => {
  const failed = createEgress()({ ...limits, url: 'https://token@10.0.0.1/secret' })
  await expect(failed).rejects.toThrow(/^not an https address on the usual port$/)
})
