import { expect, test } from 'vitest'
import { serve } from './answering-server.ts'
import { runCommandLine } from './command-line.ts'

const key = `xsk_${'A'.repeat(28)}`
const order = { id: 'ord_1', lines: [{ id: 'oln_1', quantity: 2 }] }

const refund = (gateway: string) =>
  runCommandLine(['refund', 'ord_1', '--amount', '5', '--json'], {
    XIAOPU_URL: gateway,
    XIAOPU_KEY: key,
    XIAOPU_DATA: '/nowhere',
  })

test('a refund whose answer is not heard is told as unknown: done again, it might be done twice', async () => {
  const lost = await serve(({ method }) =>
    method === 'GET' ? { json: order } : { rest: 'broken' },
  )
  const proxy = await serve(({ method }) =>
    method === 'GET'
      ? { json: order }
      : { status: 504, text: '<html>', headers: { 'content-type': 'text/html' } },
  )
  for (const { gateway, requests } of [lost, proxy]) {
    const { code, stderr } = await refund(gateway)
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toEqual({
      code: 'OFFLINE',
      message: expect.stringMatching(/没有等到答复，可能已经办成.+xiaopu orders/),
    })
    const keys = requests.slice(1).map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(1)
  }
})

test('where nothing was sent, it says that there is nobody', async () => {
  const { gateway, close } = await serve(() => undefined)
  close()
  const { stderr } = await refund(gateway)
  expect(JSON.parse(stderr)).toEqual({
    code: 'OFFLINE',
    message: expect.stringContaining(`连不上网关 ${gateway.replace(/\/$/, '')}`),
  })
})
