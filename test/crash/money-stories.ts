import type { AfterSaleView, OrderView } from '@xiaopu/domain'
import {
  type Acknowledged,
  as,
  type BuyerOptions,
  openCashier,
  pathOf,
  payAt,
  persist,
} from '../simulate/buyer.ts'
import type { Around } from './around.ts'
import type { Scenario, Tale } from './scenarios.ts'

const minute = 60_000

/** What stands at 1688, as far as a story looks at it. */
interface There {
  readonly id: string
  readonly status: string
}

async function pay(options: BuyerOptions, mine: Acknowledged, around: Around): Promise<OrderView> {
  const url = await openCashier(options, mine)
  if (url) await payAt(options, mine, url)
  await options.phone.wait(2 * minute)
  return around.when(({ state }) => state !== 'pending_payment', 'paid')
}

async function buy(options: BuyerOptions, mine: Acknowledged, around: Around): Promise<OrderView> {
  await pay(options, mine, around)
  return around.when(({ state }) => state === 'placed', 'bought')
}

/** Everything is sent and signed for, and the buyer says so. */
async function receive(options: BuyerOptions, mine: Acknowledged, around: Around) {
  await buy(options, mine, around)
  return receivedAfter(options, mine, around)
}

/** The same for what is bought already. */
export async function receivedAfter(
  options: BuyerOptions,
  mine: Acknowledged,
  around: Around,
): Promise<OrderView> {
  await send(around)
  await around.when(({ state }) => state === 'shipped', 'sent')
  await persist(options, `${pathOf(mine)}/receive`, as(mine))
  await options.phone.wait(3 * minute)
  return around.when(({ state }) => state === 'received', 'received')
}

async function send(around: Around): Promise<void> {
  for (const { id, status } of await around.at1688<There[]>('orders'))
    if (status === 'waitsellersend') await around.at1688(`orders/${id}/deliver`, {})
}

/** Suppliers answer what the shop claims, once it has claimed so much. */
async function answerClaims(
  options: BuyerOptions,
  around: Around,
  { count, status, verb }: { count: number; status: string; verb: 'agree' | 'reject' },
): Promise<void> {
  for (let look = 0; look < 60; look++) {
    await options.phone.wait(5 * minute)
    const claims = await around.at1688<There[]>('refunds')
    const waiting = claims.filter((each) => each.status === status)
    if (waiting.length < count) continue
    for (const { id } of waiting) await around.at1688(`refunds/${id}/${verb}`, {})
    return
  }
  throw new Error(`the shop never claimed (${status})`)
}

const suppliersOf = (around: Around): Promise<There[]> => around.at1688<There[]>('orders')

const cancelledEarly: Tale = async (options, mine, around) => {
  const purchasePolicy = { placeDelayMillis: 30 * minute }
  await around.sell('shop', { method: 'PUT', body: { purchasePolicy } })
  await pay(options, mine, around)
  await around.tell('after-sales', { kind: 'refund_only', reason: 'changed_mind' })
  await options.phone.wait(3 * minute)
  await around.when(({ state }) => state === 'closed', 'closed')
}

/** Two refunds of one piece each, shortly after each other. */
const givenBackInPart: Tale = async (options, mine, around) => {
  const { lines } = await buy(options, mine, around)
  for (const [at, { id }] of [...lines, ...lines].slice(0, 2).entries()) {
    const path = `orders/${mine.order}/refunds`
    const body = { lines: [{ line: id, quantity: 1 }] }
    await around.sell(path, { body, key: `one-piece-back-${at}` })
  }
  await options.phone.wait(10 * minute)
  await send(around)
}

const claimedWhole =
  (verb: 'agree' | 'reject'): Tale =>
  async (options, mine, around) => {
    await buy(options, mine, around)
    await around.tell('after-sales', { kind: 'refund_only', reason: 'changed_mind' })
    const { length: count } = await suppliersOf(around)
    await answerClaims(options, around, { count, status: 'waitselleragree', verb })
  }

const refundedOnly: Tale = async (options, mine, around) => {
  const { lines } = await receive(options, mine, around)
  const id = await claim(around, 'refund_only', lines)
  await answer(around, id, { answer: 'approve', words: '抱歉' })
  await answerClaims(options, around, { count: 1, status: 'waitselleragree', verb: 'agree' })
}

const sentBack: Tale = async (options, mine, around) => {
  const { lines } = await receive(options, mine, around)
  const id = await claim(around, 'return_refund', lines)
  await answer(around, id, { answer: 'approve', returnTo: '浙江省义乌市 退货仓' })
  await answerClaims(options, around, { count: 1, status: 'waitselleragree', verb: 'agree' })
  const body = { carrier: '中通', number: '75312345678901' }
  await persist(options, `${pathOf(mine)}/after-sales/${id}/ship-back`, { ...as(mine), body })
  await answerClaims(options, around, { count: 1, status: 'waitsellerreceive', verb: 'agree' })
  await answer(around, id, { answer: 'accept-goods' })
}

/** What is wrong comes back, the same is bought and sent again, and the buyer has it. */
const exchanged: Tale = async (options, mine, around) => {
  const { lines } = await receive(options, mine, around)
  const id = await claim(around, 'exchange', lines)
  await answer(around, id, { answer: 'approve', returnTo: '浙江省义乌市 退货仓' })
  const parcel = { carrier: '中通', number: '75312345678901' }
  await persist(options, `${pathOf(mine)}/after-sales/${id}/ship-back`, {
    ...as(mine),
    body: parcel,
  })
  await answer(around, id, { answer: 'accept-goods' })
  await exchangeIs(options, around, 'resending')
  await persist(options, `${pathOf(mine)}/after-sales/${id}/receive`, as(mine))
  await options.phone.wait(3 * minute)
}

/** What cannot be had a second time: its seller gives the money instead. */
const exchangedInVain: Tale = async (options, mine, around) => {
  const { lines } = await receive(options, mine, around)
  const id = await claim(around, 'exchange', lines)
  await around.sell(`after-sales/${id}/answer`, {
    body: { answer: 'approve', keepGoods: true },
    key: 'answer-approve',
  })
  await exchangeIs(options, around, 'resending')
  await answer(around, id, { answer: 'refund', words: '给你退款' })
  await options.phone.wait(10 * minute)
}

/** Whatever was bought again is sent, until the claim is so far. */
async function exchangeIs(
  options: BuyerOptions,
  around: Around,
  state: AfterSaleView['state'],
): Promise<void> {
  for (let look = 0; look < 60; look++) {
    await options.phone.wait(5 * minute)
    await send(around)
    const order = await around.when(({ afterSales }) => afterSales.length > 0, 'claimed')
    if (order.afterSales[0]?.state === state) return
  }
  throw new Error(`the exchange was never ${state}`)
}

/** The buyer claims one piece of her first line. */
async function claim(
  around: Around,
  kind: AfterSaleView['kind'],
  [first]: OrderView['lines'],
): Promise<string> {
  const lines = [{ line: first?.id, quantity: 1 }]
  const order = await around.tell('after-sales', { kind, reason: 'not_as_described', lines })
  const [opened] = order?.afterSales ?? []
  if (!opened) throw new Error('no claim was opened')
  return opened.id
}

async function answer(
  around: Around,
  id: string,
  body: { readonly answer: string; readonly [more: string]: string },
) {
  await around.sell(`after-sales/${id}/answer`, { body, key: `answer-${body.answer}` })
}

/** In these the suppliers do only what the story says, until it has been told. */
export const moneyStories: readonly Scenario[] = [
  { name: 'given back before anything was bought', tale: cancelledEarly, hasCoupon: true },
  { name: 'given back in part after it was bought', tale: givenBackInPart },
  { name: 'claimed back from suppliers, who agree', tale: claimedWhole('agree') },
  { name: 'claimed back from suppliers, who refuse', tale: claimedWhole('reject') },
  { name: 'received and refunded without return', tale: refundedOnly },
  { name: 'received, sent back and refunded', tale: sentBack },
  { name: 'received, sent back and exchanged', tale: exchanged },
  { name: 'exchanged in vain and refunded', tale: exchangedInVain },
].map((story) => ({ ...story, isScripted: true }))
