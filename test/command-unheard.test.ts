import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Answer, type Asked, serve } from './answering-server.ts'
import { runCommandLine } from './command-line.ts'

const key = `xsk_${'A'.repeat(28)}`
const order = { id: 'ord_1', lines: [{ id: 'oln_1', quantity: 2 }] }

const refund = (gateway: string, data: string, amount = '5') =>
  runCommandLine(['refund', 'ord_1', '--amount', amount, '--json'], {
    XIAOPU_URL: gateway,
    XIAOPU_KEY: key,
    XIAOPU_DATA: data,
  })

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'xiaopu-unheard-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return join(made, 'data')
}

/** The keys of the writes among requests. */
const keysOf = (requests: readonly Asked[]) =>
  requests
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['idempotency-key'])

/** Answers a GET with the order, and a refund as each try says. */
const gatewayOf = (...tries: readonly (Answer | undefined)[]) => {
  let count = 0
  return serve(({ method }) => (method === 'GET' ? { json: order } : tries[count++]))
}

const lost: Answer = { rest: 'broken' }
const busy: Answer = {
  status: 409,
  headers: { 'content-type': 'application/problem+json' },
  json: { code: 'REQUEST_IN_FLIGHT' },
}

test('a refund whose answer is not heard goes under the same key when it is typed again, until one is heard', async () => {
  const { gateway, requests } = await gatewayOf(
    ...[lost, lost, lost, lost],
    ...[{ status: 504, text: '<html>', headers: { 'content-type': 'text/html' } }],
    ...[busy, busy, busy, busy],
    ...[{ json: order }, { json: order }],
  )
  const data = await folder()
  let unheard = 0
  for (;;) {
    const { code, stderr } = await refund(gateway, data)
    if (code === 0) break
    expect(JSON.parse(stderr).message).toMatch(
      /没有等到答复.+原样再运行一次.+不会办两次|同样的请求/,
    )
    unheard++
  }
  expect(unheard).toBeGreaterThan(1)
  expect(new Set(keysOf(requests)).size).toBe(1)
  expect(await readdir(join(data, '..'))).toEqual([])
  // The same once more is another one, on purpose.
  expect((await refund(gateway, data)).code).toBe(0)
  expect(new Set(keysOf(requests)).size).toBe(2)
})

test('another amount is another refund, whatever was not heard before', async () => {
  const { gateway, requests } = await gatewayOf(lost, lost, lost, lost, { json: order })
  const data = await folder()
  expect((await refund(gateway, data)).code).toBe(1)
  await refund(gateway, data, '6')
  expect(new Set(keysOf(requests)).size).toBe(2)
})

test('where nothing can be noted, it says to look before it is done again', async () => {
  const data = await folder()
  await writeFile(data, 'no folder')
  const { gateway } = await gatewayOf(lost, lost, lost, lost)
  const { stderr } = await refund(gateway, data)
  expect(JSON.parse(stderr)).toEqual({
    code: 'OFFLINE',
    message: expect.stringMatching(/没有等到答复，可能已经办成.+xiaopu orders/),
  })
})

test('where nothing was sent, it says that there is nobody', async () => {
  const { gateway, close } = await serve(() => undefined)
  close()
  const { stderr } = await refund(gateway, await folder())
  expect(JSON.parse(stderr)).toEqual({
    code: 'OFFLINE',
    message: expect.stringContaining(`连不上网关 ${gateway.replace(/\/$/, '')}`),
  })
})
