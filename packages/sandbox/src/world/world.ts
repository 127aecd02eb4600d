import type { Catalogue } from '../catalogue/catalogue.ts'
import type { MessageFault, ScriptedFault } from '../faults.ts'
import type { JsonObject } from '../json.ts'
import type { Message } from '../push/message.ts'
import { mainApp } from './apps.ts'
import { createDueQueue, type Due, type DueQueue } from './dues.ts'
import type { OfferChange, Offers } from './offers.ts'
import { createOffers } from './offers.ts'
import type { Order } from './order.ts'
import type { Refund } from './refund.ts'
import type { Store, Table } from './store.ts'
import type { TemperamentChoice } from './temperament.ts'
import { OUTSIDE, transfer } from './wallet.ts'

/** The buyer account whose token the app holds. */
export interface Member {
  readonly memberId: string
  readonly userId: number
  readonly loginId: string
  readonly companyName: string
  /** Fen in the account that pays for orders. */
  readonly balanceFen: number
  /** Fen of 诚E赊 credit that are left; absent: the account has no credit. */
  readonly creditFen?: number
  /** Fen that can still be bought to be paid at the end of a period 账期; absent: no supplier agreed to one. */
  readonly periodFen?: number
}

export interface App {
  readonly key: string
  readonly secret: string
  /** Where push messages go; absent: they are only kept for the pull call. */
  readonly callbackUrl?: string
  /** APIs (`namespace:name`) that the app was not granted. */
  readonly denied: readonly string[]
  /** The only APIs it was granted; absent: all that are not denied. */
  readonly granted?: readonly string[]
  /** Calls a minute of single APIs. */
  readonly limits?: Readonly<Record<string, number>>
  /** Single-user mode: whose account calls without a token act for (reference §2). */
  readonly boundMemberId?: string
  /** Codes are only sent to this address's host; absent: to any. */
  readonly redirectUri?: string
  /** Added beside the app that the sandbox was started with. */
  readonly isExtra?: boolean
  /** Calls a minute for each API. */
  readonly callsPerMinute: number
  /** `same`: a repeated `outOrderId` answers with the first order; `error`: it is refused; `another`: it makes one more (reference §4.6). */
  readonly duplicateMode: 'same' | 'error' | 'another'
  /** Refuse a `_aop_timestamp` that is more than ten minutes off. */
  readonly checkTimestamp: boolean
  /** Suppliers act by themselves: ship, answer refunds and wishes. */
  readonly autoShip: boolean
  /** How they do it; absent: `none`. */
  readonly temperament?: TemperamentChoice
  /** Several offers in one create become an order each, answered as `orderList`. */
  readonly splitOrders?: boolean
  /** What cannot be ordered is left out and answered as `failedOfferList`, where something else can. */
  readonly partialOrders?: boolean
}

export interface Token {
  readonly value: string
  readonly kind: 'access' | 'refresh' | 'code'
  readonly memberId: string
  /** The app it was given to; absent: the one the sandbox was started with. */
  readonly appKey?: string
  /** Epoch ms; absent: never. */
  readonly expiresAt?: number
  readonly redirectUri?: string
}

export type LedgerKind = 'opening' | 'payment' | 'refund' | 'settlement'

/** One movement of money between two purses (a memberId, a supplier's memberId, or a purse of `wallet.ts`). */
export interface LedgerRow {
  readonly id: string
  readonly at: number
  readonly kind: LedgerKind
  readonly from: string
  readonly to: string
  /** Positive. */
  readonly fen: number
  readonly orderId?: string
}

/** One line of a member's statement. `fen` is negative when the account pays. */
export interface Booking {
  readonly id: string
  readonly at: number
  readonly memberId: string
  readonly kind: LedgerKind
  readonly orderId?: string
  readonly fen: number
  readonly balanceFen: number
}

/** One thing a member said about an offer or a supplier: followed, related, listed in a shop. */
export interface Relation {
  readonly memberId: string
  readonly kind: 'follow' | 'supplier' | 'shop' | 'listing' | 'sold-order'
  readonly offerId?: number
  readonly supplierMemberId?: string
  readonly outShopCode?: string
  readonly outItemCode?: string
  readonly channel?: string
  /** Whose order an order on the platform was made for: numbers of the shop, its order and the line of it. */
  readonly outOrderId?: string
  readonly outLineId?: string
  readonly orderId?: string
  readonly lineId?: string
  /** What `outproduct.relation.add` said about delivery time, price, postage and returns. */
  readonly terms?: JsonObject
}

/** Offers that a member ticked on the platform's selection page, handed over by a key. */
export interface Chosen {
  readonly key: string
  readonly memberId: string
  readonly offerIds: readonly number[]
  readonly entrance: string
  readonly at: number
  /** Not cleared from the list of bills yet. */
  readonly isBill: boolean
}

export interface World {
  readonly seed: string
  readonly store: Store
  /** Epoch ms on the sandbox's clock. */
  now(): number
  readonly offers: Offers
  readonly orders: Table<Order>
  readonly refunds: Table<Refund>
  /** `memberId/outOrderId` → order id. */
  readonly outOrderIds: Table<string>
  readonly members: Table<Member>
  readonly tokens: Table<Token>
  readonly relations: Table<Relation>
  readonly chosen: Table<Chosen>
  /** Uploaded pictures by id: how they look. */
  readonly pictures: Table<readonly number[]>
  readonly book: Table<Booking>
  readonly ledger: Table<LedgerRow>
  /** Fen by purse; members' balances are on the member. */
  readonly purses: Table<number>
  readonly messages: Table<Message>
  readonly dues: Table<Due>
  readonly queue: DueQueue
  readonly faults: Table<ScriptedFault>
  readonly messageFaults: Table<MessageFault>
  readonly counters: Table<number>
  readonly apps: Table<App>
}

/** The buyer account that exists from the start. */
export const FIRST_MEMBER: Member = {
  memberId: 'b2b-2248544159',
  userId: 2248544159,
  loginId: 'xiaopu_test',
  companyName: '小铺测试贸易商行',
  balanceFen: 0,
}
/** A token of the first member that never expires, so that a developer can start without the OAuth dance. */
export const FIRST_TOKEN = 'at-0001'
export const FIRST_REFRESH_TOKEN = 'rt-0001'
/** ¥1,000,000.00 */
const OPENING_FEN = 100_000_000

export interface WorldOptions {
  readonly seed: string
  readonly store: Store
  readonly now: () => number
  readonly offers: Catalogue
  readonly app: App
}

export function createWorld(options: WorldOptions): World {
  const { store } = options
  const dues = store.table<Due>('dues')
  const world: World = {
    seed: options.seed,
    store,
    now: options.now,
    offers: createOffers(options.offers, store.table<OfferChange>('offers')),
    orders: store.table('orders'),
    refunds: store.table('refunds'),
    outOrderIds: store.table('outOrderIds'),
    members: store.table('members'),
    tokens: store.table('tokens'),
    relations: store.table('relations'),
    chosen: store.table('chosen'),
    pictures: store.table('pictures'),
    book: store.table('book'),
    ledger: store.table('ledger'),
    purses: store.table('purses'),
    messages: store.table('messages'),
    dues,
    queue: createDueQueue(dues),
    faults: store.table('faults'),
    messageFaults: store.table('messageFaults'),
    counters: store.table('counters'),
    apps: store.table('apps'),
  }
  store.transaction(() => settle(world, options.app))
  return world
}

/** Puts what must exist before the first call: the app, the first member with money, its tokens. */
export function settle(world: World, app: App): void {
  const known = mainApp(world)
  if (known?.key !== app.key || known.secret !== app.secret) {
    if (known) world.apps.remove(known.key)
    world.apps.put(app.key, { ...known, ...app })
  } else {
    // What an option says anew holds; the rest stays as the control API left it.
    const { callbackUrl, temperament, boundMemberId } = app
    world.apps.put(app.key, {
      ...known,
      ...(callbackUrl !== undefined && { callbackUrl }),
      ...(temperament && { temperament }),
      ...(boundMemberId && { boundMemberId }),
    })
  }
  if (world.members.get(FIRST_MEMBER.memberId)) return
  addMember(world, FIRST_MEMBER)
  const { memberId } = FIRST_MEMBER
  world.tokens.put(FIRST_TOKEN, { value: FIRST_TOKEN, kind: 'access', memberId })
  world.tokens.put(FIRST_REFRESH_TOKEN, { value: FIRST_REFRESH_TOKEN, kind: 'refresh', memberId })
}

export function addMember(world: World, member: Omit<Member, 'balanceFen'>): Member {
  world.members.put(member.memberId, { ...member, balanceFen: 0 })
  transfer(world, { kind: 'opening', from: OUTSIDE, to: member.memberId, fen: OPENING_FEN })
  return world.members.get(member.memberId) ?? { ...member, balanceFen: OPENING_FEN }
}

/** The app that the sandbox was started with; its switches are the world's. */
export function appOf(world: World): App {
  const app = mainApp(world)
  if (!app) throw new TypeError('The world has no app')
  return app
}
