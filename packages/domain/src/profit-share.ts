import * as v from 'valibot'
import { fen, Money, subtract, sum } from './money.ts'

/**
 * How many levels of people may earn by one sale. Three levels and thirty people are pyramid selling
 * by Chinese law, and who organises counts as a level: nothing in a shop or a gateway can raise it.
 */
const maxCommissionLevels = 2

/** A shop pays those who brought a buyer; that they are paid for others too is a choice of its own. */
export const CommissionLevels = v.picklist([1, 2])
export type CommissionLevels = v.InferOutput<typeof CommissionLevels>

/** How many levels a shop lets earn of what it sells; 0, the shop's choice until it says otherwise, shares nothing. */
export const Sharing = v.picklist([0, 1, 2])
export type Sharing = v.InferOutput<typeof Sharing>

/** WeChat lets 30 % of a payment be shared unless it agreed to something else. */
export const shareCapPermille = 300

/** What WeChat takes in one share, and how often for one payment. */
const mostReceivers = 50
const mostShares = 50

/** Who is given a part of a payment. A person is known by her openid alone: no name is sent. */
export const ShareReceiver = v.strictObject({
  kind: v.picklist(['merchant', 'person']),
  /** Number of a merchant, or an openid of the shop's own app. */
  account: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
  amount: Money,
  /** 1 brought the buyer, 2 brought who did. */
  level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxCommissionLevels)),
})
export type ShareReceiver = Readonly<v.InferOutput<typeof ShareReceiver>>

/** What is known of a payment before a part of it is shared. */
export interface Shareable {
  /** What was paid for goods: no commission on freight. */
  readonly goods: Money
  readonly refunded: Money
  /** Given away by other shares and not returned. */
  readonly shared: Money
  /** How many other shares there are. */
  readonly times: number
  /** What the shop has chosen. */
  readonly levels: CommissionLevels
}

export type NoShare =
  | 'no-receiver'
  | 'too-many-receivers'
  | 'too-often'
  | 'twice'
  | 'amount'
  | 'too-deep'
  | 'over-cap'

/** What may still be shared of a payment: 30 % of its goods that nobody sent back, less what is shared. */
function shareableLeft({ goods, refunded, shared }: Shareable): Money {
  const base = Math.max(0, subtract(goods, refunded).amount)
  return fen(Math.max(0, Math.floor((base * shareCapPermille) / 1000) - shared.amount))
}

/** What a promoter earns by goods that nobody sent back; parts of a fen stay the shop's. */
export function commissionOf(goods: Money, permille: number): Money {
  return fen(Math.floor((Math.max(0, goods.amount) * permille) / 1000))
}

/** Why a share may not be: by law, by WeChat's rule, or because it makes no sense; undefined if it may. */
export function whyNotShared(
  about: Shareable,
  receivers: readonly ShareReceiver[],
): NoShare | undefined {
  if (receivers.length === 0) return 'no-receiver'
  if (receivers.length > mostReceivers) return 'too-many-receivers'
  if (about.times >= mostShares) return 'too-often'
  const names = receivers.map(({ kind, account }) => `${kind} ${account}`)
  if (new Set(names).size < names.length) return 'twice'
  if (receivers.some(({ amount }) => !Number.isSafeInteger(amount.amount) || amount.amount < 1))
    return 'amount'
  if (receivers.some(({ level }) => level > Math.min(about.levels, maxCommissionLevels)))
    return 'too-deep'
  const wanted = sum(receivers.map(({ amount }) => amount))
  return wanted.amount > shareableLeft(about).amount ? 'over-cap' : undefined
}

/** What became of one receiver's part. `closed` goes to nobody: it stays the merchant's. */
export interface SharedPart {
  readonly kind: ShareReceiver['kind']
  readonly account: string
  readonly amount: Money
  readonly state: 'pending' | 'paid' | 'closed'
  /** The provider's own code for a part that was closed. */
  readonly reason?: string
}

export interface ShareFact {
  readonly outShareNo: string
  readonly state: 'processing' | 'finished'
  readonly parts: readonly SharedPart[]
}

export interface ShareReturnFact {
  readonly outReturnNo: string
  readonly state: 'processing' | 'returned' | 'failed'
  readonly amount: Money
  readonly reason?: string
}

/** A share of a payment by both sides' numbers. */
export interface ShareNumbers {
  readonly outShareNo: string
  /** The provider's number of the payment. */
  readonly transactionId: string
}

/**
 * How a provider gives parts of a payment to others (分账). Money of a payment that was begun for it is
 * kept by the provider until it is finished. Numbers are ours and make every call repeatable.
 *
 * Every call may throw PROVIDER_BUSY (unknown, ask again) and PLATFORM_REFUSED with the provider's reason.
 */
export interface ProfitSharing {
  /** Makes somebody known who may be given parts. A merchant's whole name is asked for, and sent encrypted. */
  addReceiver(receiver: {
    readonly kind: ShareReceiver['kind']
    readonly account: string
    readonly name?: string
  }): Promise<void>
  removeReceiver(receiver: Pick<ShareReceiver, 'kind' | 'account'>): Promise<void>
  /**
   * Gives parts away; the answer is rarely the end of it. What `whyNotShared` speaks against is not sent.
   *
   * @throws ShopError BAD_REQUEST with that reason
   */
  share(
    asked: ShareNumbers & {
      readonly about: Shareable
      readonly receivers: readonly (ShareReceiver & { readonly words: string })[]
    },
  ): Promise<ShareFact>
  /** Undefined where the provider has never heard of the number. */
  query(asked: ShareNumbers): Promise<ShareFact | undefined>
  /** Gives what is left to the merchant; after that nothing more is shared. A number of its own. */
  finish(asked: ShareNumbers & { readonly words: string }): Promise<ShareFact>
  /** What may still be shared or finished. */
  left(transactionId: string): Promise<Money>
  /** Takes back from a merchant; what a person was given stays hers. */
  takeBack(asked: {
    readonly outShareNo: string
    readonly outReturnNo: string
    readonly account: string
    readonly amount: Money
    readonly words: string
  }): Promise<ShareReturnFact>
  queryReturn(asked: {
    readonly outShareNo: string
    readonly outReturnNo: string
  }): Promise<ShareReturnFact | undefined>
}
