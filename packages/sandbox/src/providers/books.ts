import type { Table } from '../world/store.ts'
import type { World } from '../world/world.ts'

export const providerNames = ['alipay', 'douyin', 'kuaishou', 'xiaohongshu'] as const
export type ProviderName = (typeof providerNames)[number]

/** A merchant's app at a provider, as its console shows it. Keys and secrets go by their names there. */
export interface Account {
  readonly provider: ProviderName
  readonly app: string
  readonly settings: Readonly<Record<string, string>>
}

/** One attempt to collect money. Times are epoch ms on the sandbox's clock, money is fen. */
export interface Trade {
  readonly provider: ProviderName
  readonly app: string
  /** The merchant's number; `tradeNo` is the provider's. */
  readonly outTradeNo: string
  readonly tradeNo: string
  /** Unguessable part of the page's address, and what a mini-program pays with. */
  readonly token: string
  /** e.g. `alipay.trade.wap.pay` */
  readonly product: string
  readonly amount: number
  readonly subject: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly notifyUrl: string
  readonly returnUrl?: string
  readonly buyer?: string
  /** How many ms the merchant's clock is ahead of this one. */
  readonly ahead: number
  /** An `open` one that has expired reads as `closed`. */
  readonly state: 'open' | 'paid' | 'closed'
  readonly paidAt?: number
  /** The sum of its refunds. */
  readonly refunded: number
}

export interface TradeRefund {
  readonly provider: ProviderName
  readonly app: string
  readonly outRefundNo: string
  readonly refundNo: string
  readonly outTradeNo: string
  readonly amount: number
  readonly reason: string
  /** Sent along by the merchant and given back. */
  readonly extra: string
  readonly notifyUrl: string
  readonly state: 'processing' | 'done'
  readonly createdAt: number
  readonly doneAt?: number
}

/** One fact that a merchant is told until it answers as its provider wants it, or attempts run out. */
export interface TradeNotice {
  readonly id: string
  readonly provider: ProviderName
  readonly app: string
  readonly outTradeNo: string
  /** Of a refund, where it is about one. */
  readonly outRefundNo?: string
  readonly url: string
  readonly attempts: number
  readonly state: 'waiting' | 'delivered' | 'given-up'
  /** What the last attempt met: an HTTP status and the body, or why none came. */
  readonly lastResult?: string
}

export const providerFaultKinds = [
  'drop',
  'duplicate',
  'late',
  'wrong-amount',
  'wrong-signature',
  'busy',
  'lost-answer',
] as const
export type ProviderFaultKind = (typeof providerFaultKinds)[number]

/**
 * Something that goes wrong on purpose, the next `times` times: for notices `drop` loses an attempt,
 * `duplicate` sends it twice, `late` puts it off by `seconds`, `wrong-amount` says one fen more,
 * `wrong-signature` signs with another key; a call is refused as `busy` before the deed, or its
 * answer is lost after it.
 */
export interface ProviderFault {
  readonly id: string
  readonly provider: ProviderName
  readonly kind: ProviderFaultKind
  readonly times: number
  readonly seconds?: number
}

/** What the providers remember, by `provider/app/number`. */
export interface Books {
  readonly accounts: Table<Account>
  readonly trades: Table<Trade>
  readonly refunds: Table<TradeRefund>
  readonly notices: Table<TradeNotice>
  readonly faults: Table<ProviderFault>
}

export function openBooks({ store }: World): Books {
  return {
    accounts: store.table('providers.accounts'),
    trades: store.table('providers.trades'),
    refunds: store.table('providers.refunds'),
    notices: store.table('providers.notices'),
    faults: store.table('providers.faults'),
  }
}

export const keyOf = (owner: { provider: ProviderName; app: string }, number: string): string =>
  `${owner.provider}/${owner.app}/${number}`

export const accountKey = (provider: ProviderName, app: string): string => `${provider}/${app}`

export function putTrade(books: Books, trade: Trade): Trade {
  books.trades.put(keyOf(trade, trade.outTradeNo), trade)
  return trade
}

export function putRefund(books: Books, refund: TradeRefund): TradeRefund {
  books.refunds.put(keyOf(refund, refund.outRefundNo), refund)
  return refund
}

/** The oldest fault of a provider of one of the kinds, which counts as used once. */
export function takeFault(
  { faults }: Books,
  provider: ProviderName,
  ...kinds: readonly ProviderFaultKind[]
): ProviderFault | undefined {
  const fault = [...faults.values()].find(
    (each) => each.provider === provider && kinds.includes(each.kind),
  )
  if (!fault) return undefined
  if (fault.times > 1) faults.put(fault.id, { ...fault, times: fault.times - 1 })
  else faults.remove(fault.id)
  return fault
}
