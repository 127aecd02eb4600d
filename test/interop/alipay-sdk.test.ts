import { fen } from '@xiaopu/domain'
import { alipay } from '@xiaopu/pay/alipay'
import { createSandbox } from '@xiaopu/sandbox'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPair } from '../payments/alipay-keys.ts'
import { openEar } from '../payments/ear.ts'

const [appId, sellerId] = ['2021000000000001', '2088000000000001']
const now = Date.UTC(2026, 10, 24, 8)
/** The SDK stamps by the machine's time zone; Alipay wants China's. */
const timestamp = '2026-11-24 16:00:00'
const keys = newPair()

let stage: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  stage = await open()
})
afterAll(() => stage.close())

async function open() {
  const ear = await openEar('success')
  const sandbox = createSandbox({ now: () => now })
  const { url } = await sandbox.start()
  const account = await fetch(`${url}/sandbox/api/provider-accounts`, {
    method: 'POST',
    body: JSON.stringify({
      provider: 'alipay',
      app: appId,
      settings: { sellerId, publicKey: keys.publicKey },
    }),
  })
  const { alipayPublicKey } = (await account.json()) as { alipayPublicKey: string }
  const gateway = `${url}/gateway.do`
  const sdk = (alipayKey: string) =>
    new AlipaySdk({
      ...{ appId, privateKey: keys.privateKey, alipayPublicKey: alipayKey, gateway },
      ...{ keyType: 'PKCS8', camelcase: false },
    })
  return {
    ear,
    sandbox,
    sdk: sdk(alipayPublicKey),
    /** Reads what our app signs. */
    reader: sdk(keys.publicKey),
    provider: alipay({
      ...{ appId, sellerId, privateKey: keys.privateKey, alipayPublicKey },
      ...{ gatewayUrl: gateway, now: sandbox.clock.now },
    }),
    async close() {
      await sandbox.stop()
      ear.close()
    },
  }
}

const content = (outTradeNo: string) => ({
  ...{ out_trade_no: outTradeNo, total_amount: '19.90', subject: '阿梅的小店' },
  time_expire: '2026-11-24 16:15:00',
})

test('the SDK talks to the sandbox: what it signs is taken, what it hears is genuine', async () => {
  const { sdk, ear } = stage
  const ask = (method: string, bizContent: object) =>
    sdk.exec(method, { timestamp, notifyUrl: ear.url, bizContent }, { validateSign: true })
  const none = await ask('alipay.trade.query', { out_trade_no: 'T0' })
  expect(none).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' })
  const buyer = { product_code: 'JSAPI_PAY', buyer_open_id: 'open_1' }
  const made = await ask('alipay.trade.create', { ...content('T1'), ...buyer })
  expect(made).toMatchObject({ code: '10000', out_trade_no: 'T1' })
  const found = await ask('alipay.trade.query', { out_trade_no: 'T1' })
  expect(found).toMatchObject({ trade_status: 'WAIT_BUYER_PAY', total_amount: '19.90' })
  expect(await stage.provider.query('T1')).toEqual({
    ...{ outTradeNo: 'T1', state: 'notpay', amount: fen(1990) },
  })
  expect(await ask('alipay.trade.close', { out_trade_no: 'T1' })).toMatchObject({ code: '10000' })
})

test('a key that is not the app’s is told so, to the SDK as to us', async () => {
  const stranger = newPair()
  const gateway = stage.sdk.config.gateway ?? ''
  const { alipayPublicKey } = stage.sdk.config
  const sdk = new AlipaySdk({
    ...{ appId, privateKey: stranger.privateKey, alipayPublicKey, gateway },
    ...{ keyType: 'PKCS8', camelcase: false },
  })
  const said = await sdk.exec('alipay.trade.query', {
    timestamp,
    bizContent: { out_trade_no: 'T1' },
  })
  expect(said).toMatchObject({ sub_code: 'isv.invalid-signature' })
  const ours = alipay({
    ...{ appId, sellerId, privateKey: stranger.privateKey, gatewayUrl: gateway },
    ...{ alipayPublicKey, now: () => now },
  })
  await expect(ours.query('T1')).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { reason: 'isv.invalid-signature' },
  })
})

test.each(['page', 'wap'] as const)(
  'a %s of ours is signed as the SDK signs its own',
  async (way) => {
    const step = await stage.provider.start({
      ...{ way, outTradeNo: `T2${way}`, amount: fen(1990), subject: '阿梅的小店 50% & +' },
      ...{ expiresAt: '2026-11-24T08:15:00Z', notifyUrl: stage.ear.url },
      returnUrl: 'http://127.0.0.1:1/back?a=1&b=2',
    })
    if (step.kind !== 'redirect') throw new Error('no page')
    const { sign = '', ...params } = Object.fromEntries(new URL(step.url).searchParams)
    const text = Object.keys(params)
      .sort()
      .map((name) => `${name}=${params[name]}`)
      .join('&')
    expect(stage.reader.rsaCheck(text, sign)).toBe(true)
    expect(stage.reader.rsaCheck(`${text}&`, sign)).toBe(false)

    const theirs = stage.sdk.pageExecute(`alipay.trade.${way}.pay`, 'GET', {
      ...{ timestamp, notifyUrl: stage.ear.url, returnUrl: 'http://127.0.0.1:1/back?a=1&b=2' },
      bizContent: JSON.parse(params.biz_content ?? '{}'),
    })
    const said = Object.fromEntries(new URL(theirs).searchParams)
    for (const name of ['app_id', 'method', 'charset', 'sign_type', 'notify_url', 'return_url'])
      expect(said[name]).toBe(params[name])
    expect(JSON.parse(said.biz_content ?? '')).toEqual(JSON.parse(params.biz_content ?? ''))
    for (const url of [step.url, theirs]) {
      const opened = await fetch(url, { redirect: 'manual' })
      expect([opened.status, opened.headers.get('location')]).toEqual([
        302,
        expect.stringMatching(/^\/alipay\/cashier\/[\w-]{24}$/),
      ])
    }
  },
)

test('a notice of the sandbox is genuine to the SDK and to us, and a touched one to neither', async () => {
  const { ear, sandbox, sdk, provider } = stage
  const buyer = { product_code: 'JSAPI_PAY', buyer_open_id: 'open_1' }
  const bizContent = { ...content('T3'), ...buyer, subject: '50% off 店 +1' }
  await sdk.exec('alipay.trade.create', { timestamp, notifyUrl: ear.url, bizContent })
  const url = (sdk.config.gateway ?? '').replace('/gateway.do', '')
  const paid = await fetch(`${url}/sandbox/api/provider-payments`, {
    method: 'POST',
    body: JSON.stringify({ provider: 'alipay', app: appId, outTradeNo: 'T3' }),
  })
  expect(await paid.json()).toEqual({ paid: true })
  await sandbox.clock.advance(0)
  const [arrived] = ear.take()
  if (!arrived) throw new Error('no notice came')
  const told = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(arrived.body)))
  expect(sdk.checkNotifySignV2(told)).toBe(true)
  expect(await provider.readNotice(arrived.headers, arrived.body)).toMatchObject({
    kind: 'payment',
    fact: { outTradeNo: 'T3', state: 'success', amount: fen(1990) },
  })
  const touched = { ...told, total_amount: '0.01' }
  expect(sdk.checkNotifySignV2(touched)).toBe(false)
  const body = new TextEncoder().encode(new URLSearchParams(touched).toString())
  await expect(provider.readNotice(arrived.headers, body)).rejects.toMatchObject({
    code: 'PAYMENT_NOT_GENUINE',
  })
})
