/** A range of wholesale prices. */
export interface Tier {
  readonly startQuantity: number
  readonly fen: number
}

/**
 * Wholesale price of one dropship price: dropshipping costs up to 6 % more than the smallest
 * wholesale order, as most suppliers set it. Never below one fen.
 */
export function wholesale(consignFen: number, roll: number): number {
  return Math.max(1, Math.round(consignFen * (1 - Math.floor(roll * 4) * 0.02)))
}

/**
 * Up to `count` ranges from `fen` at `minimum`, each dearer quantity at least one fen below the one
 * before; fewer ranges where the price is too small to fall.
 */
export function tiersFrom(fen: number, minimum: number, count: number): readonly Tier[] {
  const steps = [
    { times: 1, percent: 100 },
    { times: 20, percent: 95 },
    { times: 100, percent: 90 },
    { times: 500, percent: 86 },
  ]
  const tiers: Tier[] = []
  for (const { times, percent } of steps.slice(0, count)) {
    const price = Math.max(1, Math.round((fen * percent) / 100))
    const last = tiers.at(-1)
    if (last && price >= last.fen) break
    tiers.push({ startQuantity: times === 1 ? minimum : Math.max(minimum, 1) * times, fen: price })
  }
  return tiers
}

/** A suggested retail price of 1.8 to 3 times the cost that ends in .9 yuan, never below the cost. */
export function retailFor(fen: number, roll: number): number {
  const asked = fen * (1.8 + roll * 1.2)
  return Math.max(fen, Math.ceil(asked / 100) * 100 - 10)
}
