import type { Store, Table } from '../world/store.ts'

/** Which clock a merchant stamps with: the sandbox's own after it was turned. */
export type Stamps = 'real' | 'sandbox'

export type TradeType = 'JSAPI' | 'MWEB' | 'NATIVE'

/** A payment as WeChat keeps it. Times are epoch ms on the sandbox's clock, money is fen. */
export interface WechatTrade {
  readonly outTradeNo: string
  readonly tradeType: TradeType
  /** What it was begun with, word for word: again only the same is taken. */
  readonly begun: string
  readonly appid: string
  readonly description: string
  readonly total: number
  readonly notifyUrl: string
  readonly expiresAt: number
  /** `prepay_id`, or what stands in the address of the page or code. */
  readonly token: string
  readonly openid?: string
  readonly clientIp?: string
  readonly state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'
  readonly transactionId?: string
  readonly paidAt?: number
  /** What the buyer paid after a coupon of WeChat's. */
  readonly payerTotal?: number
  readonly refunded: number
  /** Begun for sharing: its money is kept until that is finished. */
  readonly isShared?: boolean
  /** What was left went to the merchant: nothing more is shared. */
  readonly isFinished?: boolean
  readonly stamps: Stamps
}

/** Who may be given parts of payments, by type and account. */
export interface WechatReceiver {
  readonly type: 'MERCHANT_ID' | 'PERSONAL_OPENID'
  readonly account: string
  /** As it was read with the platform's key; a person has none. */
  readonly name?: string
}

/** Parts of a payment on their way to receivers, or the finishing of what is left (without any). */
export interface WechatShare {
  readonly outOrderNo: string
  readonly orderId: string
  readonly outTradeNo: string
  /** What it was asked with, word for word. */
  readonly begun: string
  readonly state: 'PROCESSING' | 'FINISHED'
  readonly parts: readonly {
    readonly type: WechatReceiver['type']
    readonly account: string
    readonly amount: number
    readonly description: string
    readonly result: 'PENDING' | 'SUCCESS' | 'CLOSED'
    readonly reason?: string
    readonly returned: number
  }[]
}

export interface WechatShareReturn {
  readonly outReturnNo: string
  readonly outOrderNo: string
  readonly returnId: string
  readonly account: string
  readonly amount: number
  readonly result: 'SUCCESS' | 'FAILED'
}

export interface WechatRefund {
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly refundId: string
  readonly amount: number
  readonly state: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL'
  readonly notifyUrl?: string
  readonly createdAt: number
  readonly doneAt?: number
}

/** One fact that a merchant is told until it answers 2xx or the attempts run out. */
export interface WechatNotice {
  readonly id: string
  readonly type: string
  readonly url: string
  readonly stamps: Stamps
  /** What is sealed into it. */
  readonly fact: Readonly<Record<string, unknown>>
  readonly originalType: 'transaction' | 'refund'
  readonly createdAt: number
  readonly attempts: number
  readonly state: 'waiting' | 'delivered' | 'given-up'
  readonly lastResult?: string
}

/** A code that an app's login gave; good once. */
export interface WechatCode {
  readonly appid: string
  readonly openid: string
  readonly until: number
}

/** What was told of the parcels of a payment. */
export interface WechatShipping {
  readonly transactionId: string
  readonly deliveryMode: number
  readonly isAllDelivered: boolean
  readonly openid: string
  readonly parcels: readonly {
    readonly company: string
    readonly number: string
    readonly goods: string
  }[]
  readonly uploads: number
}

/**
 * Something that goes wrong on purpose, the next `times` times.
 *
 * For calls: `busy` answers 503 before anything is done, `lost-answer` 500 after everything is done,
 * `unsigned` answers without a signature. For notices: `drop` loses an attempt, `duplicate` sends it
 * twice, `late` puts it off by a minute, `wrong-amount` says one fen more, `wrong-signature` signs with a
 * strange key, `probe` sends a `WECHATPAY/SIGNTEST/` signature first. `refund-abnormal` lets a refund end
 * badly, `refund-refused` takes none (no permission), `shipping-refused` refuses an upload, `share-refused`
 * takes no share, `share-query-refused` says nothing of shares and returns, `share-closed` gives a receiver
 * nothing, `unfreeze-refused` keeps what is left, `share-return-failed` returns nothing. `bill-creating` has no
 * bill yet, `bill-changed` hands out another one than it told the hash of.
 */
export const wechatFaultKinds = [
  'busy',
  'lost-answer',
  'unsigned',
  'drop',
  'duplicate',
  'late',
  'wrong-amount',
  'wrong-signature',
  'probe',
  'refund-abnormal',
  'refund-refused',
  'shipping-refused',
  'share-refused',
  'share-query-refused',
  'share-closed',
  'unfreeze-refused',
  'share-return-failed',
  'bill-creating',
  'bill-changed',
] as const
export type WechatFaultKind = (typeof wechatFaultKinds)[number]

/** WeChat's books, as tables of the world. */
export interface WechatBooks {
  readonly trades: Table<WechatTrade>
  readonly refunds: Table<WechatRefund>
  readonly notices: Table<WechatNotice>
  readonly codes: Table<WechatCode>
  readonly shippings: Table<WechatShipping>
  readonly receivers: Table<WechatReceiver>
  readonly shares: Table<WechatShare>
  readonly shareReturns: Table<WechatShareReturn>
  /** Faults by kind: how often they are still to happen. */
  readonly faults: Table<number>
  /** Keys and certificates, as PEM. */
  readonly keys: Table<string>
}

export function openBooks(store: Store): WechatBooks {
  return {
    trades: store.table('wechat.trades'),
    refunds: store.table('wechat.refunds'),
    notices: store.table('wechat.notices'),
    codes: store.table('wechat.codes'),
    shippings: store.table('wechat.shippings'),
    receivers: store.table('wechat.receivers'),
    shares: store.table('wechat.shares'),
    shareReturns: store.table('wechat.share-returns'),
    faults: store.table('wechat.faults'),
    keys: store.table('wechat.keys'),
  }
}
