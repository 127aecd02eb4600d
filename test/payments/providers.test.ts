import type { PaymentProvider, PaymentStart } from '@xiaopu/domain'
import { alipay } from '@xiaopu/pay/alipay'
import { douyin } from '@xiaopu/pay/douyin'
import { kuaishou } from '@xiaopu/pay/kuaishou'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import { expect } from 'vitest'
import { type ProviderHabits, testPaymentProvider } from '../suites/payment-provider.ts'
import { newPair } from './alipay-keys.ts'
import { openEar } from './ear.ts'

const hour = 3_600_000

interface Bench {
  readonly name: string
  /** What the provider's console is told, and what makes the gateway's side of it. */
  readonly app: string
  readonly settings: Readonly<Record<string, string>>
  readonly starts: Pick<PaymentStart, 'way' | 'payer'>
  /** What a merchant answers to a notice. */
  readonly understood: string
  readonly habits: ProviderHabits
  provider(url: string, sandbox: Sandbox, shown: Readonly<Record<string, string>>): PaymentProvider
}

/** A provider's imitation over real HTTP; its clock stands still until it is turned. */
async function openBench({ name, app, settings, starts, understood, habits, provider }: Bench) {
  const began = Date.UTC(2026, 10, 24, 8)
  const ear = await openEar(understood)
  const sandbox = createSandbox({ now: () => began })
  const { url } = await sandbox.start()
  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}/sandbox/api/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
    return answer.json()
  }
  const shown = await control('provider-accounts', { provider: name, app, settings })
  let last = ''
  const made = provider(url, sandbox, shown as Readonly<Record<string, string>>)
  return {
    provider: {
      ...made,
      start: (start: PaymentStart) => {
        last = start.outTradeNo
        return made.start(start)
      },
    },
    merchant: app,
    notifyUrl: ear.url,
    now: sandbox.clock.now,
    starts,
    habits,
    // A mini-program hands its step to the app; here the buyer's app is the control API.
    pay: async () => {
      await control('provider-payments', { provider: name, app, outTradeNo: last })
    },
    advance: (ms: number) => sandbox.clock.advance(ms),
    arrived: ear.take,
    fail: async (kind: 'busy' | 'lost-answer') => {
      await control('provider-faults', { provider: name, kind })
    },
    close: async () => {
      await sandbox.stop()
      ear.close()
    },
  }
}

const keys = newPair()

const benches: readonly Bench[] = [
  {
    name: 'alipay',
    app: '2021000000000001',
    settings: { sellerId: '2088000000000001', publicKey: keys.publicKey },
    starts: { way: 'mini', payer: 'buyer_1' },
    understood: 'success',
    habits: { signsBody: true, noticeLife: 26 * hour, tellsSums: true },
    provider: (url, sandbox, { alipayPublicKey = '' }) =>
      alipay({
        appId: '2021000000000001',
        sellerId: '2088000000000001',
        privateKey: keys.privateKey,
        alipayPublicKey,
        gatewayUrl: `${url}/gateway.do`,
        now: sandbox.clock.now,
      }),
  },
  {
    name: 'douyin',
    app: 'tt0000000000000001',
    settings: { salt: 'a-salt', token: 'a-token', appSecret: 'secret' },
    starts: { way: 'mini' },
    understood: '{"err_no":0,"err_tips":"success"}',
    habits: {
      signsBody: true,
      noticeLife: 26 * hour,
      closesByItself: true,
      refusesWithoutReason: true,
      tellsNoTime: true,
    },
    provider: (baseUrl, sandbox) =>
      douyin({
        appId: 'tt0000000000000001',
        appSecret: 'secret',
        salt: 'a-salt',
        token: 'a-token',
        baseUrl,
        now: sandbox.clock.now,
      }),
  },
  {
    name: 'kuaishou',
    app: 'ks0000000000000001',
    settings: { appSecret: 'secret' },
    starts: { way: 'mini', payer: 'buyer_1' },
    understood: '{"result":1}',
    habits: {
      noticeLife: 26 * hour,
      closesByItself: true,
      keepsUnknownOpen: true,
      refusesWithoutReason: true,
      tellsNoTime: true,
    },
    provider: (baseUrl, sandbox) =>
      kuaishou({
        appId: 'ks0000000000000001',
        appSecret: 'secret',
        category: 1233,
        baseUrl,
        now: sandbox.clock.now,
      }),
  },
]

for (const bench of benches) testPaymentProvider(bench.name, () => openBench(bench))
