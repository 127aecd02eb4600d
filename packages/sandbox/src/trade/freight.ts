import type { SandboxFreight } from '../catalogue/offer.ts'

/** Goods of one order that travel under one freight template. */
export interface Load {
  readonly freight: SandboxFreight
  readonly quantity: number
}

/**
 * Postage in fen to a province (two-digit code): goods of one template weigh together, templates add
 * up. Template 1 is paid by the seller; a region without a rate of its own takes the rate with no
 * provinces, and travels free where there is none.
 */
export function freightFen(loads: readonly Load[], province: string): number {
  const grams = new Map<number, { freight: SandboxFreight; grams: number }>()
  for (const { freight, quantity } of loads) {
    if (freight.templateId === 1) continue
    const known = grams.get(freight.templateId)?.grams ?? 0
    grams.set(freight.templateId, { freight, grams: known + freight.unitWeightGrams * quantity })
  }
  return [...grams.values()].reduce(
    (sum, load) => sum + rateFen(load.freight, load.grams, province),
    0,
  )
}

function rateFen(freight: SandboxFreight, grams: number, province: string): number {
  const rate =
    freight.rates.find((each) => each.provinces.includes(province)) ??
    freight.rates.find((each) => each.provinces.length === 0)
  if (!rate) return 0
  const over = Math.max(0, grams - rate.firstGrams)
  const steps = rate.nextGrams > 0 ? Math.ceil(over / rate.nextGrams) : 0
  return rate.firstFen + steps * rate.nextFen
}
