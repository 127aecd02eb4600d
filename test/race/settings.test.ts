import type { ChannelSettings, PaymentAccountView } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { waitingForLocks } from '../hooks/books.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

let market: OpenShop
beforeEach(async () => {
  market = await openShop()
})
afterEach(() => market.close())

/** Two changes of a row that both begin before the first of them is written. */
async function atOnce(table: string, changes: readonly (() => Promise<unknown>)[]): Promise<void> {
  let changed: Promise<unknown>[] = []
  await market.gateway.deps.db.transaction().execute(async (tx) => {
    await ask(tx, `select from ${table} for update`, { list: [] })
    for (const [at, change] of changes.entries()) {
      changed = [...changed, change()]
      await eventually(async () => (await waitingForLocks(market)) > at)
    }
  })
  await Promise.all(changed)
}

test('an account that is switched off while it gets other keys is off, and has the other keys', async () => {
  const path = '/v1/seller/payment-accounts/wechat'
  const change = (body: object) => market.sell<PaymentAccountView>(path, { method: 'PUT', body })
  const account = market.sandbox.wechatPay.account()
  expect((await change({ account })).json).toMatchObject({ state: 'on' })
  const merchant = '1900000888'
  await atOnce('payment_accounts', [
    () => change({ account: { ...account, mchid: merchant } }),
    () => change({ state: 'off' }),
  ])
  const { json } = await market.sell<{ items: PaymentAccountView[] }>('/v1/seller/payment-accounts')
  expect(json.items).toMatchObject([{ state: 'off', merchant }])
})

test('two things that are settled with an app at once are both settled', async () => {
  const path = '/v1/seller/channels/douyin'
  const change = (body: object) => market.sell<ChannelSettings>(path, { method: 'PUT', body })
  await change({ opens: 'page' })
  await atOnce('shop_channels', [
    () => change({ admitted: true }),
    () => change({ mini: { appId: 'tt0123456789abcdef', path: '/pages/goods/goods' } }),
  ])
  const { json } = await market.sell<{ items: ChannelSettings[] }>('/v1/seller/channels')
  const settled = json.items.find(({ channel }) => channel === 'douyin')
  expect(settled).toMatchObject({ admitted: true, mini: { appId: 'tt0123456789abcdef' } })
})
