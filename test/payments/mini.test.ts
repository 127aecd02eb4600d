import type { OrderView, PaymentAccountView, PaySurface, ProviderName } from '@xiaopu/domain'
import { minute, second } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor } from '../market.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

const accounts = {
  douyin: {
    ...{ provider: 'douyin', appId: 'tt0000000000000001', appSecret: 'secret' },
    ...{ salt: 'a-salt', token: 'a-token' },
  },
  kuaishou: {
    ...{ provider: 'kuaishou', appId: 'ks0000000000000001', appSecret: 'secret', category: 1233 },
  },
} as const
type Mini = keyof typeof accounts

let market: OpenShop
beforeAll(async () => {
  market = await openShop()
})
afterAll(() => market.close())

let count = 0
const key = () => ({ 'idempotency-key': `mini-payment-${++count}` })

const setAccount = (provider: ProviderName, body: object) =>
  market.sell<PaymentAccountView>(`/v1/seller/payment-accounts/${provider}`, {
    ...{ method: 'PUT', body },
  })

/** An app that the platform knows, and the shop's account for it. */
async function register(provider: Mini): Promise<void> {
  const { provider: _, appId: app, ...settings } = accounts[provider]
  await market.control('/provider-accounts', { provider, app, settings })
  const { status, json } = await setAccount(provider, { account: accounts[provider] })
  expect([status, json.merchant]).toEqual([200, app])
}

/** The seller says whether the app admitted her to its payment. */
async function admit(provider: Mini, admitted: boolean): Promise<void> {
  const { status, text } = await market.sell(`/v1/seller/channels/${provider}`, {
    ...{ method: 'PUT', body: { admitted } },
  })
  if (status !== 200) throw new Error(text)
}

async function ordered(): Promise<Placed> {
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }])))
}

const login = async (surface: PaySurface): Promise<object> => {
  const body = { surface, code: 'login_buyer1' }
  return { login: (await market.ask<{ login: string }>('/v1/logins', { body })).json.login }
}

async function until(placed: Placed, state: OrderView['state']): Promise<OrderView> {
  return eventually(async () => {
    await market.clock.advance(second)
    const seen = await placed.read()
    return seen.state === state && seen
  })
}

test.each(['douyin', 'kuaishou'] as const)(
  'inside %s a shop that was not admitted takes no money, and an admitted one does',
  async (provider) => {
    const surface: PaySurface = `${provider}-mini`
    const placed = await ordered()
    await register(provider)
    const start = async () => {
      const more = await login(surface)
      return placed.tell<OrderView & { code?: string }>(
        'payments',
        { surface, provider, ...more },
        key(),
      )
    }
    expect((await start()).json.code).toBe('PAYMENT_NOT_HERE')
    await admit(provider, true)
    const { payment } = (await start()).json
    expect(payment).toMatchObject({ provider, step: { kind: 'bridge', bridge: provider } })
    const { json } = await market.control<{ trades: { provider: string; outTradeNo: string }[] }>(
      '/providers',
    )
    const trade = json.trades.find((each) => each.provider === provider)
    const app = accounts[provider].appId
    await market.control('/provider-faults', { provider, kind: 'duplicate' })
    await market.control('/provider-payments', { provider, app, outTradeNo: trade?.outTradeNo })
    const paid = await until(placed, 'placed')
    expect(paid.payment).toMatchObject({ state: 'succeeded', provider })

    const line = (await placed.read()).lines[0]?.id
    const lines = [{ line, quantity: 0, amount: { amount: 100, currency: 'CNY' } }]
    const asked = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
      ...{ body: { lines }, headers: key() },
    })
    expect(asked.status).toBe(200)
    await eventually(async () => {
      await market.clock.advance(minute)
      return (await placed.read()).refunds[0]?.state === 'succeeded'
    })
    const { notices } = (
      await market.control<{
        notices: { provider: string; state: string; outRefundNo?: string }[]
      }>('/providers')
    ).json
    expect(notices.filter((each) => each.provider === provider)).toMatchObject([
      { state: 'delivered' },
      { state: 'delivered', outRefundNo: expect.any(String) },
    ])
  },
)

test.each([
  ['alipay', { ...accounts.douyin, provider: 'alipay' }],
  [
    'alipay',
    {
      provider: 'alipay',
      appId: '2021000000000001',
      sellerId: '2088000000000001',
      privateKey: 'x'.repeat(400),
      alipayPublicKey: 'y'.repeat(400),
    },
  ],
  ['douyin', { ...accounts.douyin, salt: '' }],
  ['kuaishou', { ...accounts.kuaishou, category: 0 }],
  ['kuaishou', accounts.douyin],
  ['xiaohongshu', { provider: 'xiaohongshu', appId: '64' }],
] as const)('an account at %s that cannot be one is refused: %j', async (provider, account) => {
  const { status, text } = await setAccount(provider, { account })
  expect([status, text]).toEqual([400, expect.not.stringContaining('xxxx')])
})
