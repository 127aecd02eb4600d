// Numbers of the generated market lead back to the place of an offer without a table: multiplication
// modulo a prime is undone by multiplying with the inverse.
const PRIME = 88_888_888_901n
const FACTOR = 5_431_764_897n
const FIRST_OFFER = 700_000_000_000
const FIRST_SKU = 1_000_000_000_000

const inverse = invert(FACTOR, PRIME)

function invert(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value, modulus, 1n, 0n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % modulus) + modulus) % modulus
}

const scattered = (place: number): number => Number((BigInt(place + 1) * FACTOR) % PRIME)

/** 12 digits, scattered over a wide range as on the platform. */
export const offerNumber = (place: number): number => FIRST_OFFER + scattered(place)

/** The place of an offer number; any other number gives a place that is not whole or out of range. */
export function placeOf(offerId: number): number {
  const part = offerId - FIRST_OFFER
  if (!Number.isSafeInteger(part) || part <= 0 || BigInt(part) >= PRIME) return -1
  return Number((BigInt(part) * inverse) % PRIME) - 1
}

/** 13 digits, unique in the market while an offer has at most 100 SKUs. */
export const skuNumber = (offerId: number, at: number): number =>
  FIRST_SKU + (offerId - FIRST_OFFER) * 100 + at

/** Suppliers have 13 digits: a fixed head and their number, stretched so that neighbours differ. */
const FIRST_MEMBER = 2_212_000_000_000
const STEP = 37

export const memberNumber = (supplier: number): number => FIRST_MEMBER + supplier * STEP + 11

/** The supplier of a member number, or -1. */
export function supplierOfMember(userId: number): number {
  const supplier = (userId - FIRST_MEMBER - 11) / STEP
  return Number.isInteger(supplier) && supplier >= 0 ? supplier : -1
}
