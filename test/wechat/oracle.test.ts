import { X509Certificate } from 'node:crypto'
import { fen } from '@xiaopu/domain'
import { downloadWechatBill, wechatPay } from '@xiaopu/pay/wechat'
import { createSandbox } from '@xiaopu/sandbox'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { openssl, platformKeys } from './platform.ts'

const now = Date.UTC(2026, 10, 24, 8)
const keys = await platformKeys()
const sandbox = createSandbox({ now: () => now })
const { provider: _provider, ...account } = sandbox.wechatPay.account()

interface Sent {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

/** A shop whose calls are kept instead of sent. */
function keeping() {
  const sent: Sent[] = []
  const shop = wechatPay({
    ...account,
    privateKey: keys.merchant.privateKey,
    now: () => now,
    fetch: async (input, init) => {
      const body = String(init?.body ?? '')
      const headers = new Headers(init?.headers)
      sent.push({ url: new URL(String(input)), method: init?.method ?? '', headers, body })
      return new Response('{}', { status: 500 })
    },
  })
  return { shop, sent }
}

const start = {
  outTradeNo: '26112416000000000101',
  amount: fen(1990),
  subject: '阿梅的小店',
  expiresAt: '2026-11-24T08:15:00Z',
  notifyUrl: 'https://shop.example/v1/callbacks/payments/wechat/shp_1',
  returnUrl: 'https://shop.example/back',
}

function partsOf(header: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
}

test.each([
  [
    'a call with a body',
    (shop: ReturnType<typeof wechatPay>) => shop.start({ ...start, way: 'native' }),
  ],
  ['a question', (shop: ReturnType<typeof wechatPay>) => shop.query(start.outTradeNo)],
] as const)(
  'the signature of %s is the one that the independent library makes',
  async (_what, ask) => {
    const { shop, sent } = keeping()
    await ask(shop).catch(() => {})
    const [call] = sent
    if (!call) throw new Error('nothing was sent')
    const header = call.headers.get('authorization') ?? ''
    const { timestamp = '', nonce_str = '', signature = '', mchid, serial_no } = partsOf(header)
    expect([mchid, serial_no]).toEqual([account.mchid, account.serial])
    const path = call.url.pathname + call.url.search
    const lines = Formatter.request(call.method, path, timestamp, nonce_str, call.body)
    expect(Rsa.verify(lines, signature, keys.merchant.publicKey)).toBe(true)
    expect(signature).toBe(Rsa.sign(lines, keys.merchant.privateKey))
    const theirs = Formatter.authorization(
      account.mchid,
      nonce_str,
      signature,
      timestamp,
      account.serial,
    )
    expect(partsOf(header)).toEqual(partsOf(theirs))
  },
)

test('openssl finds the same signature right, and one over another body wrong', async () => {
  const { shop, sent } = keeping()
  await shop.start({ ...start, way: 'native' }).catch(() => {})
  const [call] = sent
  const { timestamp, nonce_str, signature = '' } = partsOf(call?.headers.get('authorization') ?? '')
  const verify = (body: string) =>
    openssl(['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'sig', 'text'], {
      'key.pem': keys.merchant.publicKey,
      sig: Buffer.from(signature, 'base64'),
      text: `POST\n/v3/pay/transactions/native\n${timestamp}\n${nonce_str}\n${body}\n`,
    })
  expect(await verify(call?.body ?? '')).toContain('Verified OK')
  expect(await verify(`${call?.body} `)).not.toContain('Verified OK')
})

let url = ''
beforeAll(async () => {
  url = (await sandbox.start()).url
})
afterAll(() => sandbox.stop())

test('parameters for WeChat’s windows are signed as the independent library signs them', async () => {
  const shop = wechatPay({ ...account, hosts: sandbox.wechatPay.hosts(url), now: () => now })
  for (const [way, payer] of [
    ['jsapi', 'o01abcdefghijklmnop'],
    ['mini', 'o02abcdefghijklmnop'],
  ] as const) {
    const step = await shop.start({ ...start, outTradeNo: `oracle-${way}`, way, payer })
    if (step.kind !== 'bridge') throw new Error(`no window but ${step.kind}`)
    const params = step.params as Readonly<Record<string, string>>
    const { timeStamp = '', nonceStr = '', package: pack = '', paySign } = params
    const appId = way === 'mini' ? account.miniAppId : account.appId
    expect(step.params.appId).toBe(way === 'mini' ? undefined : appId)
    const lines = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, pack)
    expect(paySign).toBe(Rsa.sign(lines, account.privateKey))
  }
})

test('what the independent library seals opens here, and the other way round', async () => {
  const { openSealed } = await import('../../packages/pay/src/wechat/open-sealed.ts')
  const { sealed } = await import('../../packages/sandbox/src/wechat-pay/sign.ts')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
      const nonce = '0123456789ab'
      const ciphertext = Aes.AesGcm.encrypt(text, account.apiV3Key, nonce, about)
      const given = {
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext,
        nonce,
        associated_data: about,
      } as const
      expect(Buffer.from(openSealed(account.apiV3Key, given) ?? []).toString()).toBe(
        Buffer.from(text).toString(),
      )
      const ours = sealed(text, about)
      expect(Aes.AesGcm.decrypt(ours.ciphertext, account.apiV3Key, ours.nonce, about)).toBe(
        Buffer.from(text).toString(),
      )
    }),
  )
})

test('the sandbox’s certificates are ones to openssl, too', async () => {
  const serial = sandbox.wechatPay.rotate()
  const pem = sandbox.wechatPay.account().verifiers.find(({ id }) => id === serial)?.pem ?? ''
  expect(new X509Certificate(pem).serialNumber).toBe(serial)
  const output = await openssl(['x509', '-in', 'cert.pem', '-noout', '-serial'], {
    'cert.pem': pem,
  })
  expect(output).toContain(serial)
})

test('a bill holds what was paid that day, as the independent library reads it and as we do', async () => {
  const options = { ...account, hosts: sandbox.wechatPay.hosts(url), now: sandbox.clock.now }
  const shop = wechatPay(options)
  await shop.start({ ...start, outTradeNo: 'oracle-bill', way: 'native' })
  sandbox.wechatPay.pay('oracle-bill', 300)
  await shop.refund({
    ...{ outTradeNo: 'oracle-bill', outRefundNo: 'oracle-back', reason: 'seller' },
    ...{ amount: fen(990), total: fen(1990), notifyUrl: start.notifyUrl },
  })
  expect(await shop.bill?.('2026-11-24')).toBeUndefined()
  await sandbox.clock.advance(18 * 3_600_000)
  const bill = await downloadWechatBill(options, '2026-11-24')
  const { rows, summary } = Formatter.castCsvBill(bill) as {
    rows: Record<string, string>[]
    summary: Record<string, string>
  }
  expect(rows).toMatchObject([
    { 商户订单号: 'oracle-bill', 应结订单金额: '19.90', 代金券金额: '3.00', 订单金额: '19.90' },
    { 商户订单号: 'oracle-bill', 商户退款单号: 'oracle-back', 申请退款金额: '9.90' },
  ])
  expect(summary).toMatchObject({ 总交易单数: '2', 订单总金额: '19.90', 申请退款总金额: '9.90' })
  expect(await shop.bill?.('2026-11-24')).toMatchObject([
    { kind: 'payment', outTradeNo: 'oracle-bill', amount: fen(1990) },
    { kind: 'refund', outRefundNo: 'oracle-back', amount: fen(990) },
  ])
})

test('a day without trade has an empty bill, one that was changed on its way is not read', async () => {
  const options = { ...account, hosts: sandbox.wechatPay.hosts(url), now: sandbox.clock.now }
  const shop = wechatPay(options)
  expect(await shop.bill?.('2026-11-23')).toEqual([])
  sandbox.wechatPay.fault('bill-creating')
  expect(await shop.bill?.('2026-11-23')).toBeUndefined()
  sandbox.wechatPay.fault('bill-changed')
  await expect(shop.bill?.('2026-11-24')).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { reason: 'bill was changed' },
  })
})
