import * as v from 'valibot'

/** An amount in the smallest unit of its currency: 1 yuan is 100 fen. Never a float. */
export const Money = v.object({
  amount: v.pipe(v.number(), v.safeInteger()),
  currency: v.picklist(['CNY', 'USD']),
})
export type Money = Readonly<v.InferOutput<typeof Money>>

/** An amount that a person sets: yuan, none or more, at most a billion. */
export const Yuan = v.pipe(
  Money,
  v.check(
    ({ amount, currency }) => currency === 'CNY' && amount >= 0 && amount <= 100_000_000_000,
    'yuan, none or more, at most a billion',
  ),
)

/** How a fraction of a fen is settled; always part of the rule, never implicit. */
export type Rounding = 'floor' | 'ceil' | 'half-even'

/* @__NO_SIDE_EFFECTS__ */
export function fen(amount: number): Money {
  if (!Number.isSafeInteger(amount)) throw new TypeError(`not a whole number of fen: ${amount}`)
  return { amount, currency: 'CNY' }
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new TypeError(`${a.currency} and ${b.currency} do not add up`)
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { ...a, amount: whole(a.amount + b.amount) }
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { ...a, amount: whole(a.amount - b.amount) }
}

/** The sum of amounts in one currency; nothing sums to ¥0. */
export function sum(amounts: readonly Money[]): Money {
  return amounts.reduce(add, fen(0))
}

export function times(money: Money, quantity: number): Money {
  return { ...money, amount: whole(money.amount * quantity) }
}

/** `bp` basis points of an amount: 10,000 bp is the whole. */
export function basisPoints(money: Money, bp: number, rounding: Rounding): Money {
  const product = BigInt(money.amount) * BigInt(bp)
  return { ...money, amount: Number(divide(product, 10_000n, rounding)) }
}

function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const cut = dividend / divisor
  const rest = dividend - cut * divisor
  if (rest === 0n) return cut
  const floor = dividend < 0n ? cut - 1n : cut
  if (rounding === 'floor') return floor
  if (rounding === 'ceil') return floor + 1n
  const twice = 2n * (dividend - floor * divisor)
  if (twice === divisor) return floor % 2n === 0n ? floor : floor + 1n
  return twice > divisor ? floor + 1n : floor
}

function whole(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new TypeError('an amount beyond 2^53 fen')
  return amount
}

/**
 * Splits an amount by weights without losing a fen: the parts always sum to the whole.
 *
 * Used where one payment covers many lines (freight over suppliers, a refund over two parcels).
 * Largest remainder; odd fen go to the largest remainders, then to the earliest parts, so the
 * same input gives the same receipt. All weights zero splits evenly.
 */
export function allocate(money: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0) throw new TypeError('nobody to split between')
  const even = weights.every((weight) => weight === 0)
  const shares = even ? weights.map(() => 1n) : weights.map((weight) => BigInt(weight))
  const total = shares.reduce((a, b) => a + b, 0n)
  const products = shares.map((share) => BigInt(money.amount) * share)
  const floors = products.map((product) => divide(product, total, 'floor'))
  let left = BigInt(money.amount) - floors.reduce((a, b) => a + b, 0n)
  const order = products
    .map((product, index) => ({ index, rest: product - (floors[index] ?? 0n) * total }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const { index } of order) {
    if (left === 0n) break
    floors[index] = (floors[index] ?? 0n) + 1n
    left -= 1n
  }
  return floors.map((amount) => ({ ...money, amount: Number(amount) }))
}

/** Yuan as text (`"19.9"`, `"1,280"`) to fen, without a float in between; undefined where it is none. */
export function parseYuan(text: string): Money | undefined {
  const match = /^\s*(-?)(?:¥|￥)?\s*(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,4}))?\s*$/.exec(
    text,
  )
  if (!match) return undefined
  const [, sign, integer = '0', fraction = ''] = match
  const padded = fraction.padEnd(2, '0')
  if (/[1-9]/.test(padded.slice(2))) return undefined
  const amount = Number(integer.replaceAll(',', '')) * 100 + Number(padded.slice(0, 2))
  return fen(sign ? -amount : amount)
}

export interface MoneyParts {
  readonly sign: '' | '-'
  readonly symbol: string
  readonly integer: string
  readonly fraction: string
}

/**
 * The parts a price is drawn from, so that a card can set the cents smaller.
 *
 * By hand: the first `Intl.NumberFormat` of a page costs 15 ms at full speed, 86 ms on a slow phone.
 */
export function moneyParts(money: Money): MoneyParts {
  const absolute = Math.abs(money.amount)
  return {
    sign: money.amount < 0 ? '-' : '',
    symbol: money.currency === 'CNY' ? '¥' : '$',
    integer: String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ','),
    fraction: String(absolute % 100).padStart(2, '0'),
  }
}

/** `¥1,280.00` */
export function formatMoney(money: Money): string {
  const { sign, symbol, integer, fraction } = moneyParts(money)
  return `${sign}${symbol}${integer}.${fraction}`
}

/** `1280.00`: yuan as programs and spreadsheets read them. */
export function plainYuan(money: Money): string {
  const { sign, integer, fraction } = moneyParts(money)
  return `${sign}${integer.replaceAll(',', '')}.${fraction}`
}
