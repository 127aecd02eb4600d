import type { Money } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { fromYuan } from './yuan.ts'

/**
 * A price in yuan. A price of 0 is the platform's way of saying that there is none (error `500_008`);
 * less than nothing is absurd.
 */
export function priceIn(
  field: string,
  amount: string | number | null | undefined,
): Money | undefined {
  const price = fromYuan(amount)
  if (price && price.amount < 0) throw new Absurd(field)
  return price && price.amount > 0 ? price : undefined
}

/** Pieces in stock, whole; the platform declares many counts as Double. */
export function stockIn(field: string, amount: number | undefined): number {
  if (amount !== undefined && amount < 0) throw new Absurd(field)
  return Math.min(Math.floor(amount ?? 0), Number.MAX_SAFE_INTEGER)
}

/**
 * Two prices of the same thing that differ this much are in different units: fen taken for yuan is a
 * factor of 100, and no discount on the market comes near the half of it.
 */
const unitGap = 50

/** Whether two prices of the same thing are in the same unit. */
export function isAlike(one: Money, other: Money): boolean {
  const [low = 0, high = 0] = [one.amount, other.amount].sort((a, b) => a - b)
  return high < low * unitGap
}

/** The middle one of some prices, the lower of two middles. */
export function median(prices: readonly Money[]): Money | undefined {
  const sorted = [...prices].sort((a, b) => a.amount - b.amount)
  return sorted[Math.floor((sorted.length - 1) / 2)]
}
