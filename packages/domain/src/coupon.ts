import * as v from 'valibot'
import { ShopError } from './error.ts'
import { Id } from './id.ts'
import { basisPoints, fen, Money, subtract, times, Yuan } from './money.ts'
import { day, Instant, type Millis } from './time.ts'

/**
 * How long a coupon that came back stays good for the buyer whose order did not come about, once
 * everybody else's has ended (domain.md §16).
 */
export const couponGraceMillis = day

/**
 * What buyers type, as it is kept: one width, capitals, no spaces around. So `ｍia10 ` and `MIA10`
 * are one code.
 */
export function couponCode(typed: string): string {
  return typed.normalize('NFKC').trim().toUpperCase()
}

/** Letters and digits of any script, so that a code can be said and typed by thumb. */
export const CouponCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform(couponCode),
  v.check((code) => /^[\p{L}\p{N}_-]{2,20}$/u.test(code), '2 to 20 letters, digits, _ or -'),
)

/** How much a coupon takes off the goods; freight is never discounted. */
export const CouponOff = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed'), amount: Yuan }),
  v.strictObject({
    kind: v.literal('percent'),
    /** 1,000 bp takes a tenth off. */
    bp: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_900)),
    /** The most it takes off, however dear the goods. */
    most: v.optional(Yuan),
  }),
])
export type CouponOff = Readonly<v.InferOutput<typeof CouponOff>>

const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))

/** A coupon as a seller makes one. */
export const NewCoupon = v.pipe(
  v.strictObject({
    code: CouponCode,
    off: CouponOff,
    /** Goods of at least this much; none unless given. */
    minSpend: v.optional(Yuan),
    /** In how many orders it may be used; any number unless given. */
    total: v.optional(Count),
    /** In how many of them by one phone; once unless given. */
    perBuyer: v.optional(Count),
    /** Now unless given. */
    validFrom: v.optional(Instant),
    validUntil: Instant,
  }),
  v.check(
    ({ off }) => (off.kind === 'percent' ? off.most : off.amount)?.amount !== 0,
    'takes nothing off',
  ),
)
export type NewCoupon = v.InferOutput<typeof NewCoupon>

/**
 * `waiting` has not begun, `over` has ended, `spent` is taken as often as it may be, `stopped` was
 * taken back by its seller.
 */
export const CouponState = v.picklist(['waiting', 'on', 'over', 'spent', 'stopped'])
export type CouponState = v.InferOutput<typeof CouponState>

/** A discount that a shop gives for a code; its seller's view. */
export const Coupon = v.object({
  id: Id('coupon'),
  code: v.string(),
  state: CouponState,
  off: CouponOff,
  minSpend: Money,
  total: v.optional(v.number()),
  perBuyer: v.number(),
  /** Orders that hold it or were paid with it. */
  taken: v.number(),
  validFrom: Instant,
  validUntil: Instant,
  /** When its seller took it back; orders that have it keep it. */
  stoppedAt: v.optional(Instant),
  createdAt: Instant,
})
export type Coupon = Readonly<v.InferOutput<typeof Coupon>>

/** The terms of a coupon that decide about one use; times in ms. */
export interface CouponTerms {
  readonly off: CouponOff
  readonly minSpend: Money
  readonly total: number | null
  readonly perBuyer: number
  readonly taken: number
  readonly validFrom: Millis
  readonly validUntil: Millis
  readonly isStopped: boolean
}

/** Who wants to use it, for what. */
export interface CouponUse {
  readonly goods: Money
  /** How many pieces the goods are. */
  readonly pieces: number
  readonly at: Millis
  /** How many of her orders have it. */
  readonly own: number
  /** An order of hers had it and did not come about. */
  readonly hasReturned: boolean
}

/**
 * What a coupon takes off an order. Never all of it: providers neither take nor give back nothing,
 * so a fen of each piece is left to pay.
 *
 * @throws ShopError COUPON_NOT_FOUND (taken back), COUPON_NOT_VALID (not yet, or over),
 * COUPON_USED_UP (by all, or by her), COUPON_SPEND_MORE with the fen that are missing, or without
 * where it takes less than a fen off
 */
export function couponDiscount(terms: CouponTerms, use: CouponUse): Money {
  if (terms.isStopped) throw new ShopError('COUPON_NOT_FOUND')
  checkDates(terms, use)
  if (use.own >= terms.perBuyer) throw new ShopError('COUPON_USED_UP', { mine: true })
  if (terms.total !== null && terms.taken >= terms.total) throw new ShopError('COUPON_USED_UP')
  const missing = subtract(terms.minSpend, use.goods).amount
  if (missing > 0) {
    throw new ShopError('COUPON_SPEND_MORE', { minimum: terms.minSpend.amount, missing })
  }
  const most = use.goods.amount - use.pieces
  const discount = Math.min(amountOff(terms.off, use.goods).amount, most)
  if (discount <= 0) throw new ShopError('COUPON_SPEND_MORE')
  return fen(discount)
}

/**
 * The order of one kind of goods by which a coupon costs its seller most, and what is left of its
 * profit. Freight earns nothing, so it is left out. A percentage without a limit has no such order
 * where it takes more than a piece earns: then it is the smallest one that the coupon may be used for.
 */
export function dearestOrder(
  { off, minSpend }: Pick<CouponTerms, 'off' | 'minSpend'>,
  { price, profit }: { readonly price: Money; readonly profit: Money },
): { readonly quantity: number; readonly profit: Money } {
  const each = Math.max(1, price.amount)
  const least = Math.max(1, Math.ceil(minSpend.amount / each))
  // Up to here every piece more is discounted too; from here on every piece more earns.
  const full = fullFrom(off) / each
  const orders = [least, Math.floor(full), Math.ceil(full)].map((pieces) => {
    const quantity = Math.max(least, pieces)
    const goods = times(price, quantity)
    const taken = fen(Math.min(amountOff(off, goods).amount, goods.amount))
    return { quantity, profit: subtract(times(profit, quantity), taken) }
  })
  return orders.reduce((one, other) => (other.profit.amount < one.profit.amount ? other : one))
}

/** Fen of goods from which a discount grows no more; 0 where it always grows. */
function fullFrom(off: CouponOff): number {
  if (off.kind === 'fixed') return off.amount.amount
  return off.most ? Math.ceil((off.most.amount * 10_000) / off.bp) : 0
}

/** What a coupon is for somebody who has not used it. @param at - ms since 1970 */
export function couponState(terms: CouponTerms, at: Millis): CouponState {
  if (terms.isStopped) return 'stopped'
  if (at >= terms.validUntil) return 'over'
  if (terms.total !== null && terms.taken >= terms.total) return 'spent'
  return at < terms.validFrom ? 'waiting' : 'on'
}

function checkDates({ validFrom, validUntil }: CouponTerms, { at, hasReturned }: CouponUse): void {
  const until = hasReturned ? validUntil + couponGraceMillis : validUntil
  if (at >= validFrom && at < until) return
  throw new ShopError('COUPON_NOT_VALID', { from: validFrom, until: validUntil })
}

function amountOff(off: CouponOff, goods: Money): Money {
  if (off.kind === 'fixed') return off.amount
  const share = basisPoints(goods, off.bp, 'floor')
  return off.most && off.most.amount < share.amount ? off.most : share
}
