import * as v from 'valibot'
import { basisPoints, fen, Money, subtract } from './money.ts'
import { day } from './time.ts'

const Fen = v.pipe(
  Money,
  v.check(({ amount }) => amount >= 0, 'an amount of money must not be negative'),
)
const BasisPoints = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))

/** How far a shop lets the gateway buy without asking its owner. */
export const PurchasePolicy = v.object({
  /** `manual` holds every purchase for the owner, `blocked` lets nothing be bought. */
  mode: v.picklist(['auto', 'manual', 'blocked']),
  /** A rise of the cost up to the larger of these two goes through. */
  riseTolerance: Fen,
  riseToleranceBp: BasisPoints,
  /** The most that one order may lose before its purchase is stopped; up to it the owner decides. */
  maxLoss: Fen,
  /** The most that one purchase, and all of a day, may cost unasked. */
  maxPurchase: Fen,
  maxPerDay: Fen,
  /** How long after payment nothing is bought, so that a buyer can still cancel; ms. */
  placeDelayMillis: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(day)),
  /** What becomes of a held purchase when its owner does not answer in time. */
  noAnswer: v.picklist(['refund', 'replace', 'wait']),
})
export type PurchasePolicy = Readonly<v.InferOutput<typeof PurchasePolicy>>

export const defaultPurchasePolicy: PurchasePolicy = {
  mode: 'auto',
  riseTolerance: fen(100),
  riseToleranceBp: 300,
  maxLoss: fen(2_000),
  maxPurchase: fen(200_000),
  maxPerDay: fen(2_000_000),
  placeDelayMillis: 0,
  noAnswer: 'refund',
}

/** What is known just before a purchase. */
export interface PurchaseFacts {
  /** Goods and freight as they were when the buyer's price was made. */
  readonly expected: Money
  /** Goods and freight as the platform would take them now. */
  readonly now: Money
  /** The buyer's money for these goods and their freight, refunds taken off. */
  readonly revenue: Money
  /** Cost of what was bought today already. */
  readonly boughtToday: Money
  readonly lines: readonly {
    readonly line: string
    readonly wanted: number
    /** Pieces in stock; undefined where the platform does not say. */
    readonly stock?: number
    readonly onSale: boolean
    readonly dropship: boolean
  }[]
  /** Hours promised to the buyer and by the platform now; undefined where unknown. */
  readonly promise?: { readonly shown: number; readonly now: number }
}

export type VerdictReason =
  | 'policy_blocked'
  | 'policy_manual'
  | 'cost_rose'
  | 'loss_too_large'
  | 'sold_out'
  | 'part_in_stock'
  | 'off_sale'
  | 'not_dropshippable'
  | 'promise_longer'
  | 'purchase_limit'
  | 'day_limit'

export interface Verdict {
  /** `hold` waits for the owner, `stop` cannot be bought: refund or replace. */
  readonly verdict: 'go' | 'hold' | 'stop'
  readonly reasons: readonly {
    readonly reason: VerdictReason
    readonly weight: 'hold' | 'stop'
    /** The line or the amount that it is about. */
    readonly line?: string
    readonly amount?: Money
  }[]
  /** What the order would earn (or lose) if bought now. */
  readonly profit: Money
}

type Reasons = Verdict['reasons']

/** A promise more than a day longer than shown is the owner's to accept; more than a week is broken. */
const promiseSlackHours = 24
const promiseStopHours = 7 * 24

/**
 * Whether a purchase may go ahead, and every reason why not. Pure, so that an owner can be shown what
 * would happen under another policy.
 */
export function purchaseVerdict(facts: PurchaseFacts, policy: PurchasePolicy): Verdict {
  const profit = subtract(facts.revenue, facts.now)
  const reasons: Reasons = [
    ...byPolicy(policy),
    ...facts.lines.flatMap(byLine),
    ...byCost(facts, policy, profit),
    ...byPromise(facts),
    ...byLimits(facts, policy),
  ]
  const stops = reasons.some(({ weight }) => weight === 'stop')
  return { verdict: stops ? 'stop' : reasons.length > 0 ? 'hold' : 'go', reasons, profit }
}

function byPolicy({ mode }: PurchasePolicy): Reasons {
  if (mode === 'auto') return []
  return [{ reason: mode === 'manual' ? 'policy_manual' : 'policy_blocked', weight: 'hold' }]
}

function byLine(facts: PurchaseFacts['lines'][number]): Reasons {
  const { line, wanted, stock, onSale, dropship } = facts
  if (!onSale) return [{ reason: 'off_sale', weight: 'stop', line }]
  if (!dropship) return [{ reason: 'not_dropshippable', weight: 'stop', line }]
  if (stock === undefined || stock >= wanted) return []
  return stock === 0
    ? [{ reason: 'sold_out', weight: 'stop', line }]
    : [{ reason: 'part_in_stock', weight: 'hold', line }]
}

function byCost(facts: PurchaseFacts, policy: PurchasePolicy, profit: Money): Reasons {
  const rise = subtract(facts.now, facts.expected)
  const share = basisPoints(facts.expected, policy.riseToleranceBp, 'floor')
  const tolerated = Math.max(policy.riseTolerance.amount, share.amount)
  if (rise.amount <= tolerated) return []
  return -profit.amount > policy.maxLoss.amount
    ? [{ reason: 'loss_too_large', weight: 'stop', amount: rise }]
    : [{ reason: 'cost_rose', weight: 'hold', amount: rise }]
}

function byPromise({ promise }: PurchaseFacts): Reasons {
  if (!promise || promise.now - promise.shown <= promiseSlackHours) return []
  return [{ reason: 'promise_longer', weight: promise.now > promiseStopHours ? 'stop' : 'hold' }]
}

function byLimits(facts: PurchaseFacts, policy: PurchasePolicy): Reasons {
  const today = facts.boughtToday.amount + facts.now.amount
  return [
    ...(facts.now.amount > policy.maxPurchase.amount
      ? [{ reason: 'purchase_limit', weight: 'hold', amount: facts.now } as const]
      : []),
    ...(today > policy.maxPerDay.amount
      ? [{ reason: 'day_limit', weight: 'hold', amount: fen(today) } as const]
      : []),
  ]
}
