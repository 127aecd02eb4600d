import type { Cart, Difference, OrderView, PaymentStep, Quote, Share } from '@xiaopu/domain'
import { address } from '../address.ts'
import {
  type Acknowledged,
  as,
  type BuyerOptions,
  insist,
  pathOf,
  persist,
} from '../simulate/buyer.ts'
import { baseUrl } from '../simulate/ground.ts'
import type { Around } from './around.ts'
import { receivedAfter } from './money-stories.ts'
import type { Scenario, Tale } from './scenarios.ts'

const minute = 60_000
const day = 24 * 60 * minute

const anna = { kind: 'person', account: 'o01anna' } as const
const house = { kind: 'merchant', account: '1900000777', name: '杭州帮卖商行' } as const

/** A shop that shares, a promoter with a link, and an order through it that was received and is complete. */
async function complete(
  options: BuyerOptions,
  around: Around,
  wish: typeof anna | typeof house,
): Promise<Around> {
  const account = { account: around.wechat.account(), sharing: 1 }
  await around.sell('payment-accounts/wechat', { method: 'PUT', body: account })
  const { share } = await around.sell<{ share: Share }>('shares', {
    body: { channel: 'wechat', name: '群' },
  })
  await around.sell('promoters', { body: { share: share.id, permille: 100, ...wish } })
  const mine = await orderThrough(options, share)
  const hers = around.with(mine)
  await pay(options, mine, hers)
  await receivedAfter(options, mine, hers)
  around.leap(8 * day)
  await options.phone.wait(minute)
  await hers.when(({ state }) => state === 'completed', 'complete')
  await options.phone.wait(10 * minute)
  return hers
}

/** Somebody else, who came through the link. */
async function orderThrough(options: BuyerOptions, { code }: Share): Promise<Acknowledged> {
  const [first] = options.goods
  const visitor = 'brought-by-link'
  await persist(options, '/v1/visits', { body: { code, visitor } })
  const change = { action: 'add', id: 'brought-change', listing: first?.listing, sku: first?.sku }
  const body = { changes: [{ ...change, quantity: 2 }] }
  const cart = await persist<Cart>(options, '/v1/carts', { body })
  const quote =
    cart && (await persist<Quote>(options, `/v1/carts/${cart.id}/quote`, { body: { address } }))
  const placed =
    quote &&
    (await persist<{ order: OrderView; token: string }>(options, '/v1/orders', {
      body: { quote: quote.id, total: quote.total, visitor },
      headers: { 'idempotency-key': 'brought-place-1' },
    }))
  if (!placed) throw new Error('nobody came through the link')
  return { buyer: visitor, order: placed.order.id, token: placed.token, paid: false }
}

async function pay(options: BuyerOptions, mine: Acknowledged, around: Around): Promise<void> {
  const body = {
    surface: 'wechat-mini',
    login: await logIn(options, around),
    returnUrl: `${baseUrl}/shop/demo`,
  }
  const headers = { ...as(mine).headers, 'idempotency-key': 'brought-pay-1' }
  const opened = await persist<OrderView>(options, `${pathOf(mine)}/payments`, { body, headers })
  const step: PaymentStep | undefined = opened?.payment?.step
  if (step?.kind !== 'bridge') throw new Error('no window opened')
  around.wechat.payInWindow(step.params as Record<string, string>)
  await options.phone.wait(2 * minute)
  await around.when(({ state }) => state === 'placed', 'bought')
}

/** A code is good once: every try has its own. */
async function logIn(options: BuyerOptions, { wechat }: Around): Promise<string> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const body = () => JSON.stringify({ surface: 'wechat-mini', code: wechat.login('o02buyer') })
    const url = `${baseUrl}/v1/logins?shop=${options.key}`
    const headers = { 'content-type': 'application/json' }
    const request = () => new Request(url, { method: 'POST', headers, body: body() })
    const got = await insist<{ login: string }>({ ...options, complain: () => {} }, request)
    if (got) return got.login
  }
  throw new Error('nobody let her in')
}

const shared: Tale = async (options, _mine, around) => {
  await complete(options, around, anna)
}

const returned: Tale = async (options, _mine, around) => {
  const hers = await complete(options, around, house)
  const { id, lines } = await hers.when(({ state }) => state === 'completed', 'complete')
  const body = {
    lines: [{ line: lines[0]?.id, quantity: 0, amount: { amount: 500, currency: 'CNY' } }],
  }
  await hers.sell(`orders/${id}/refunds`, { body, key: 'part-of-it-back' })
  await options.phone.wait(20 * minute)
}

const refused: Tale = async (options, _mine, around) => {
  around.wechat.fault('share-closed')
  const hers = await complete(options, around, anna)
  const open = async () => (await hers.sell<{ items: Difference[] }>('differences')).items
  const [first] = await open()
  if (first) await hers.sell(`differences/${first.id}/retry`, { method: 'POST' })
  await options.phone.wait(20 * minute)
}

export const sharingStories: readonly Scenario[] = [
  { name: 'a part given to a promoter, and the rest let go', tale: shared },
  { name: 'a part that a merchant gives back before a refund', tale: returned },
  { name: 'a part that WeChat refuses, given at the next try', tale: refused },
].map((story) => ({ ...story, isScripted: true }))
