import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { post } from './post.ts'

async function listen(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told?a=1` }
}

test('what is told arrives as it was written, over one connection, and redirects are only told of', async () => {
  const ports = new Set<number | undefined>()
  const { url } = await listen(async (request, response) => {
    ports.add(request.socket.remotePort)
    const heard = (await request.toArray()).join('')
    const { method, url: path, headers } = request
    response.writeHead(302, { location: '/elsewhere' })
    response.end(JSON.stringify({ method, path, type: headers['content-type'], heard }))
  })
  for (let round = 0; round < 3; round++) {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await post(url, {
      method: 'POST',
      headers,
      body: '{"付":1}',
      redirect: 'manual',
    })
    expect(answer.status).toBe(302)
    expect(await answer.json()).toEqual({
      ...{ method: 'POST', path: '/told?a=1', type: 'application/json', heard: '{"付":1}' },
    })
  }
  expect(ports.size).toBe(1)
})

test('a kept connection that the other side closes in the same moment is no failure', async () => {
  let told = 0
  const { url } = await listen((request, response) => {
    told++
    if (told === 2) request.socket.resetAndDestroy()
    else response.writeHead(204).end()
  })
  const statuses = []
  for (let round = 0; round < 3; round++)
    statuses.push((await post(url, { method: 'POST', body: 'x' })).status)
  expect([statuses, told]).toEqual([[204, 204, 204], 4])
})

test('who does not answer, or is not there, is told of by the names that fetch has for it', async () => {
  const { url } = await listen(() => {})
  const late = post(url, { method: 'POST', body: 'x', signal: AbortSignal.timeout(20) })
  await expect(late).rejects.toMatchObject({ name: 'TimeoutError' })
  await expect(post('http://127.0.0.1:1/', { method: 'POST' })).rejects.toMatchObject({
    ...{ name: 'TypeError', cause: { code: 'ECONNREFUSED' } },
  })
})
