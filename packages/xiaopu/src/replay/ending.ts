import type { MoneyBack, OrderTimeline } from '@xiaopu/domain'

/** A refund as it ended; amounts are told apart as parts of the goods, whose prices are stand-ins. */
export interface RefundEnding {
  readonly state: string
  readonly reason: string
  readonly pieces: number
  /** Agreed amounts as parts of what their lines cost, the smallest first; 0 to 1. */
  readonly shares: readonly number[]
}

/** How an order ended, thing by thing. */
export interface Ending {
  readonly order: string
  readonly purchases: readonly string[]
  readonly payments: readonly string[]
  /** The buyer's claims, refunds and claims against suppliers; absent where the export does not tell. */
  readonly afterSales?: readonly string[]
  readonly refunds?: readonly RefundEnding[]
  readonly claims?: readonly string[]
}

/** @param isMoneyTold - whether what went back is compared too */
export function endingOf(
  { order, things, moneyBack }: OrderTimeline,
  isMoneyTold: boolean,
): Ending {
  const of = (prefix: string) =>
    things
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ state, failure }) => (failure ? `${state} ${failure}` : state))
      .sort()
  return {
    order: order.state,
    purchases: of('sor_'),
    payments: of('pay_'),
    ...(isMoneyTold && moneyBack && moneyEnding(moneyBack)),
  }
}

function moneyEnding({ afterSales, refunds, claims }: MoneyBack) {
  return {
    afterSales: afterSales.map(({ kind, state }) => `${kind} ${state}`).sort(),
    refunds: refunds.map(refundEnding).sort(byWords),
    claims: claims.map(({ state }) => state).sort(),
  }
}

function refundEnding({ state, reason, lines }: MoneyBack['refunds'][number]): RefundEnding {
  return {
    state,
    reason,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    shares: lines.flatMap(({ share }) => share ?? []).sort((one, other) => one - other),
  }
}

const wordsOf = ({ state, reason, pieces }: RefundEnding): string => `${state} ${reason} ${pieces}`

function byWords(one: RefundEnding, other: RefundEnding): number {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  if (first !== second) return first < second ? -1 : 1
  return (one.shares[0] ?? 0) - (other.shares[0] ?? 0)
}

/** A fen is more of a cheap stand-in than of what was sold. */
const shareTolerance = 0.0101

/** Whether two orders ended the same, shares within a hundredth. */
export function isSameEnding(one: Ending, other: Ending): boolean {
  const shares = ({ refunds = [] }: Ending) => refunds.flatMap((refund) => refund.shares)
  const others = shares(other)
  return (
    JSON.stringify(withoutShares(one)) === JSON.stringify(withoutShares(other)) &&
    shares(one).every((share, i) => Math.abs(share - (others[i] ?? 2)) <= shareTolerance)
  )
}

function withoutShares({ refunds, ...ending }: Ending) {
  const words = refunds?.map((refund) => `${wordsOf(refund)} ${refund.shares.length}`)
  return { ...ending, refunds: words }
}
