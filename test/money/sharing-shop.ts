import {
  type Difference,
  day,
  hour,
  type Listing,
  type Money,
  type PaymentStep,
  type Promoter,
  type SellerOrder,
  type Share,
} from '@xiaopu/domain'
import { connect, findBreaches } from '@xiaopu/gateway'
import { afterEach, beforeEach, expect } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
import { fillCart, listGoods, type Placed, placeOrder, quoteFor, returnUrl } from '../market.ts'
import { eventually, type OpenShop, type OpenShopOptions, openShop } from '../shop.ts'

/** What each test finds fresh, once its file has called `atSharingShop`. */
export let market: OpenShop
let listing: Listing
let keys = 0

export const house = { kind: 'merchant', account: '1900000777', name: '杭州帮卖商行' } as const
export const anna = { kind: 'person', account: 'o01anna' } as const

/** Gives each test a shop with something to sell, and looks at the books behind it. */
export function atSharingShop(options: OpenShopOptions = {}): void {
  beforeEach(async () => {
    market = await openShop(options)
    const [first] = await listGoods(market, 1)
    if (!first) throw new Error('nothing to sell')
    listing = first
  })
  afterEach(async () => {
    const { db, close } = connect({ url: market.databaseUrl, max: 1 })
    try {
      await quiet(market)
      expect(await findBreaches(db)).toEqual([])
    } finally {
      await close()
      await market.close()
    }
  })
}

export const wechat = () => market.sandbox.wechatPay

export async function account(sharing: 0 | 1 | 2): Promise<void> {
  const body = { account: wechat().account(), sharing }
  const { status, text } = await market.sell('/v1/seller/payment-accounts/wechat', {
    method: 'PUT',
    body,
  })
  if (status !== 200) throw new Error(text)
}

export const changeSharing = (sharing: 0 | 1 | 2) =>
  market.sell('/v1/seller/payment-accounts/wechat', { method: 'PUT', body: { sharing } })

export async function link(name: string): Promise<Share> {
  const body = { channel: 'wechat', name }
  return (await market.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}

export const register = (wish: object) =>
  market.sell<Promoter & { code?: string; detail?: object }>('/v1/seller/promoters', { body: wish })

export async function promoter(share: Share, wish: object): Promise<Promoter> {
  const { status, json, text } = await register({ share: share.id, ...wish })
  if (status !== 200) throw new Error(text)
  return json
}

let visitors = 0

/** An order of somebody who came through a link, paid in the mini-program. */
export async function paidThrough(share: Share | undefined, quantity = 2): Promise<Placed> {
  const visitor = `visitor-${++visitors}`
  if (share) await market.ask('/v1/visits', { body: { code: share.code, visitor } })
  const quote = await quoteFor(market, await fillCart(market, [{ listing, quantity }]))
  const placed = await placeOrder(market, quote, { visitor })
  const login = await market.ask<{ login: string }>('/v1/logins', {
    body: { surface: 'wechat-mini', code: wechat().login() },
  })
  const body = { returnUrl, surface: 'wechat-mini', login: login.json.login }
  const { json } = await placed.tell('payments', body, {
    'idempotency-key': `share-profit-${++keys}`,
  })
  const step = json.payment?.step as PaymentStep
  if (step.kind !== 'bridge') throw new Error('no window')
  expect(wechat().payInWindow(step.params as Record<string, string>)).toBe('ok')
  await until(placed, ({ state }) => state === 'placed', hour / 60)
  return placed
}

export async function until(
  placed: Placed,
  is: (order: SellerOrder) => boolean,
  step: number,
): Promise<SellerOrder> {
  return eventually(async () => {
    await market.clock.advance(step)
    const order = await placed.readAsSeller()
    return is(order) && order
  })
}

const hasLeft: readonly string[] = ['shipped', 'received', 'completed']

/** Received, and past the days in which goods may go back. */
export async function completed(placed: Placed): Promise<SellerOrder> {
  const gone = await until(placed, ({ state }) => hasLeft.includes(state), 20 * hour)
  if (gone.state === 'shipped')
    await placed.tell('receive', {}, { 'idempotency-key': `received-${++keys}` })
  return until(placed, ({ state }) => state === 'completed', day)
}

export const tradeOf = (placed: Placed) => {
  const trade = wechat()
    .trades()
    .find(({ outTradeNo }) => outTradeNo.startsWith(placed.order.number))
  if (!trade) throw new Error('no trade')
  return trade
}

export const sharesOf = (placed: Placed) =>
  wechat()
    .shares()
    .filter(({ outTradeNo }) => outTradeNo === tradeOf(placed).outTradeNo)

export interface ShareRow {
  readonly state: string
  readonly problem: string | null
}

export async function letGo(placed: Placed): Promise<ShareRow> {
  return eventually(async () => {
    await market.clock.advance(3 * 60_000)
    const [row] = await inDatabase<ShareRow>(
      market,
      `select state, problem from profit_shares where order_id = '${placed.order.id}'`,
    )
    return row?.state === 'finished' && row
  })
}

/** An order through a merchant who promotes at ten percent: complete, his part given, the rest let go. */
export async function soldThroughHouse(): Promise<{ placed: Placed; id: string }> {
  await account(1)
  const share = await link('商行')
  const { id } = await promoter(share, { permille: 100, ...house })
  const placed = await paidThrough(share)
  await completed(placed)
  await letGo(placed)
  return { placed, id }
}

export const commissionsOf = (placed: Placed) =>
  inDatabase<{ level: number; amount: number; state: string; problem: string | null }>(
    market,
    `select level, amount, state, problem from commissions
      where order_id = '${placed.order.id}' order by level`,
  )

/** What stands on an account of an order's book. */
export async function booked(placed: Placed, name: string): Promise<number> {
  const [row] = await inDatabase<{ fen: number }>(
    market,
    `select coalesce(sum(amount), 0)::int as fen from ledger_entries
      where order_id = '${placed.order.id}' and account = '${name}'`,
  )
  return row?.fen ?? 0
}

export const goodsOf = ({ order }: Placed) => order.goods.amount - order.discount.amount

/** Asks for so many pieces, or for an amount while their buyer keeps them; whether it arrives is another question. */
export async function askBack(placed: Placed, quantity: number, amount?: Money): Promise<void> {
  const [line] = placed.order.lines
  const { status, text } = await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
    body: { lines: [{ line: line?.id, quantity, ...(amount && { amount }) }] },
    headers: { 'idempotency-key': `give-back-${++keys}` },
  })
  if (status !== 200) throw new Error(text)
}

export async function giveBack(placed: Placed, quantity: number): Promise<void> {
  await askBack(placed, quantity)
  await until(placed, ({ refunds }) => refunds.every(({ state }) => state === 'succeeded'), 60_000)
}

/** What others refuse for good and its seller has not looked after yet. */
export async function openRefusals(): Promise<Difference[]> {
  const { json } = await market.sell<{ items: Difference[] }>('/v1/seller/differences')
  return json.items.filter(({ kind }) => kind === 'refused')
}

/** The one thing of an order that is refused, once it is; `step` by which the clock is turned. */
export async function refusedOf({ order }: Placed, step = hour): Promise<Difference> {
  return eventually(async () => {
    await market.clock.advance(step)
    return (await openRefusals()).find((each) => each.order === order.id)
  })
}

export const retry = ({ id }: Difference) =>
  market.sell<Difference>(`/v1/seller/differences/${id}/retry`, { method: 'POST' })

/** Looked after by hand. */
export const close = ({ id }: Difference) =>
  market.sell<Difference>(`/v1/seller/differences/${id}/resolve`, { body: { note: '另外处理了' } })
