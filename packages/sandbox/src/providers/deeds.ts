import { randomBytes, randomInt } from 'node:crypto'
import type { World } from '../world/world.ts'
import {
  type Account,
  type Books,
  keyOf,
  putRefund,
  putTrade,
  type Trade,
  type TradeRefund,
} from './books.ts'
import { announce } from './notices.ts'

/** What a merchant asks for when it opens a trade. */
export type WantedTrade = Pick<
  Trade,
  | 'outTradeNo'
  | 'product'
  | 'amount'
  | 'subject'
  | 'expiresAt'
  | 'notifyUrl'
  | 'returnUrl'
  | 'buyer'
  | 'ahead'
>

/** State at a time: nobody closes a trade that has expired, it just cannot be paid any more. */
export function stateAt(trade: Trade, now: number): Trade['state'] {
  return trade.state === 'open' && now >= trade.expiresAt ? 'closed' : trade.state
}

export function findTrade(books: Books, owner: Account, outTradeNo: string): Trade | undefined {
  return books.trades.get(keyOf(owner, outTradeNo))
}

export function tradeByToken({ trades }: Books, token: string): Trade | undefined {
  return [...trades.values()].find((trade) => trade.token === token)
}

/** Opens a trade, or finds the one of the same number; undefined where that has another amount. */
export function openTrade(
  world: World,
  books: Books,
  owner: Account,
  wanted: WantedTrade,
): Trade | undefined {
  const known = findTrade(books, owner, wanted.outTradeNo)
  if (known) return known.amount === wanted.amount ? known : undefined
  const { provider, app } = owner
  return putTrade(books, {
    ...wanted,
    provider,
    app,
    tradeNo: newNumber(world.now()),
    token: randomBytes(18).toString('base64url'),
    createdAt: world.now(),
    state: 'open',
    refunded: 0,
  })
}

/** What the buyer's tap does. Answers whether the trade is paid afterwards; a second tap changes nothing. */
export function payTrade(world: World, books: Books, trade: Trade): boolean {
  const now = world.now()
  const state = stateAt(trade, now)
  if (state !== 'open') return state === 'paid'
  const paid = putTrade(books, { ...trade, state: 'paid', paidAt: now })
  announce(world, books, paid, paid.notifyUrl)
  return true
}

/** Why a refund is not made. */
export type RefundRefusal = 'unknown' | 'unpaid' | 'too much' | 'another refund'

/** Gives money back at once or later; the same number is the same refund. */
export function openRefund(
  world: World,
  books: Books,
  owner: Account,
  wanted: Pick<TradeRefund, 'outTradeNo' | 'outRefundNo' | 'amount' | 'reason' | 'extra'> & {
    readonly notifyUrl?: string
    readonly state: TradeRefund['state']
  },
): { readonly refund: TradeRefund; readonly isNew: boolean } | RefundRefusal {
  const known = books.refunds.get(keyOf(owner, wanted.outRefundNo))
  if (known) {
    const isSame = known.outTradeNo === wanted.outTradeNo && known.amount === wanted.amount
    return isSame ? { refund: known, isNew: false } : 'another refund'
  }
  const trade = findTrade(books, owner, wanted.outTradeNo)
  if (!trade) return 'unknown'
  if (trade.state !== 'paid') return 'unpaid'
  if (wanted.amount <= 0 || trade.refunded + wanted.amount > trade.amount) return 'too much'
  const now = world.now()
  putTrade(books, { ...trade, refunded: trade.refunded + wanted.amount })
  const refund = putRefund(books, {
    ...wanted,
    provider: owner.provider,
    app: owner.app,
    notifyUrl: wanted.notifyUrl ?? trade.notifyUrl,
    refundNo: newNumber(now),
    createdAt: now,
    ...(wanted.state === 'done' && { doneAt: now }),
  })
  return { refund, isNew: true }
}

/** The money is back, and the merchant will be told. Safe to repeat. */
export function settleRefund(world: World, books: Books, key: string): void {
  const refund = books.refunds.get(key)
  if (refund?.state !== 'processing') return
  putRefund(books, { ...refund, state: 'done', doneAt: world.now() })
  const trade = books.trades.get(keyOf(refund, refund.outTradeNo))
  if (trade) announce(world, books, trade, refund.notifyUrl, refund.outRefundNo)
}

/** 28 digits: the day and a random rest. */
function newNumber(at: number): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return day + Array.from({ length: 20 }, () => randomInt(10)).join('')
}
