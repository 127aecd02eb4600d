import { fen } from '@xiaopu/domain'
import { xiaohongshu } from '@xiaopu/pay/xiaohongshu'
import { createSandbox } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEar } from './ear.ts'

const [app, appSecret, token] = ['64000000000000001', 'secret', 'a-token']
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
const began = Date.UTC(2026, 10, 24, 8)

let stage: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  stage = await open()
})
afterAll(() => stage.close())

/** Xiaohongshu's imitation over real HTTP, with a shop that was admitted unless said otherwise. */
async function open() {
  const ear = await openEar('success')
  const sandbox = createSandbox({ now: () => began })
  const { url } = await sandbox.start()
  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}/sandbox/api/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return answer.json()
  }
  const admit = (admitted: string) =>
    control('provider-accounts', {
      ...{ provider: 'xiaohongshu', app },
      settings: { appSecret, token, encodingAesKey, admitted, callbackUrl: ear.url },
    })
  await admit('life')
  const provider = xiaohongshu({
    ...{ appId: app, appSecret, token, encodingAesKey, baseUrl: url, now: sandbox.clock.now },
    order: async () => ({
      ...{ openId: 'open_1', path: '/pages/order/index', createdAt: '2026-11-24T08:00:00Z' },
      lines: [{ productId: 'P1', skuId: 'S1', quantity: 1, sum: fen(1990) }],
      freight: fen(0),
    }),
  })
  return {
    ...{ admit, ear, provider, sandbox },
    pay: (outTradeNo: string) =>
      control('provider-payments', { provider: 'xiaohongshu', app, outTradeNo }),
    async close() {
      await sandbox.stop()
      ear.close()
    },
  }
}

const start = (outTradeNo: string) => ({
  ...{ outTradeNo, amount: fen(1990), subject: '阿梅的小店', way: 'mini' as const },
  ...{ expiresAt: '2026-11-24T08:15:00Z', notifyUrl: '', returnUrl: '' },
})

test('an admitted shop’s order is begun, paid in the app, told of and found', async () => {
  const { provider, pay, sandbox, ear } = stage
  expect(await provider.start(start('T1'))).toMatchObject({ kind: 'bridge', bridge: 'xiaohongshu' })
  expect(await provider.query('T1')).toEqual({ outTradeNo: 'T1', state: 'notpay' })
  expect(await pay('T1')).toEqual({ paid: true })
  await sandbox.clock.advance(0)
  expect(await provider.query('T1')).toMatchObject({ state: 'success', amount: fen(1990) })
  await expect(provider.close('T1')).rejects.toMatchObject({ code: 'ORDER_ALREADY_PAID' })
  const [arrived] = ear.take()
  if (!arrived) throw new Error('nothing was told')
  const { headers, body, query } = arrived
  expect(await provider.readNotice(headers, body, query)).toMatchObject({
    ...{ kind: 'other', merchant: app, about: 'sandbox_order_paid' },
  })
  await expect(provider.readNotice(headers, body)).rejects.toMatchObject({
    code: 'PAYMENT_NOT_GENUINE',
  })
})

test('a closed order is not paid any more', async () => {
  const { provider, pay } = stage
  await provider.start(start('T2'))
  await provider.close('T2')
  expect(await pay('T2')).toEqual({ paid: false })
  expect(await provider.query('T2')).toEqual({ outTradeNo: 'T2', state: 'closed' })
})

test('a shop that ships goods is told by name that it takes no money here', async () => {
  await stage.admit('')
  await expect(stage.provider.start(start('T3'))).rejects.toMatchObject({
    ...{ code: 'PAYMENT_NOT_HERE', detail: { provider: 'xiaohongshu', reason: 510_010 } },
  })
})
