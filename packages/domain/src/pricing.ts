import * as v from 'valibot'
import { ShopError } from './error.ts'
import { add, basisPoints, fen, Money, subtract, Yuan } from './money.ts'

const Bp = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))

/**
 * What is added to the cost.
 *
 * Bands are tried in order, the first whose `below` exceeds the cost counts; the last has none.
 */
export const Markup = v.variant('kind', [
  v.object({ kind: v.literal('percent'), bp: Bp }),
  v.object({ kind: v.literal('fixed'), amount: Yuan }),
  v.object({
    kind: v.literal('bands'),
    bands: v.pipe(
      v.array(v.object({ below: v.optional(Yuan), bp: Bp })),
      v.minLength(1),
      v.check((bands) => isAscending(bands), 'bands ascend, and only the last one is open'),
    ),
  }),
])
export type Markup = Readonly<v.InferOutput<typeof Markup>>

function isAscending(bands: readonly { below?: Money | undefined }[]): boolean {
  return bands.every((band, index) => {
    const previous = bands[index - 1]?.below
    const last = index === bands.length - 1
    if (last) return band.below === undefined
    return band.below !== undefined && (!previous || previous.amount < band.below.amount)
  })
}

/** How a price is brought to a shelf ending. Always upwards, so it never eats the profit. */
export const Ending = v.picklist(['none', 'jiao', 'yuan', '0.9', '9', '9.9'])
export type Ending = v.InferOutput<typeof Ending>

export const PriceRule = v.object({
  markup: Markup,
  ending: Ending,
  /** The least a piece must earn; lifts the price where the markup stays below. */
  minProfit: Yuan,
})
export type PriceRule = Readonly<v.InferOutput<typeof PriceRule>>

/** Twenty per cent, at least ¥1, ending in …0.9: what a new shop starts with. */
export const defaultPriceRule: PriceRule = {
  markup: { kind: 'percent', bp: 2000 },
  ending: '0.9',
  minProfit: fen(100),
}

/** One step on the way from cost to price: what was done and the amount after it. */
export const PriceStep = v.variant('step', [
  v.object({ step: v.literal('cost'), amount: Money }),
  v.object({ step: v.literal('percent'), bp: v.number(), amount: Money }),
  v.object({ step: v.literal('fixed'), added: Money, amount: Money }),
  v.object({ step: v.literal('band'), bp: v.number(), below: v.optional(Money), amount: Money }),
  v.object({ step: v.literal('floor'), minProfit: Money, amount: Money }),
  v.object({ step: v.literal('ending'), ending: Ending, amount: Money }),
  v.object({ step: v.literal('manual'), amount: Money }),
])
export type PriceStep = Readonly<v.InferOutput<typeof PriceStep>>

export const Pricing = v.object({
  price: Money,
  cost: Money,
  profit: Money,
  /** How the number came about, first step is the cost, last amount is the price. */
  trace: v.array(PriceStep),
})
export type Pricing = Readonly<v.InferOutput<typeof Pricing>>

/**
 * The price of one piece: cost → markup → floor → ending, always in this order.
 *
 * @throws ShopError PRICE_BELOW_FLOOR when a price set by hand earns less than the rule allows.
 */
export function priceOf(cost: Money, rule: PriceRule, byHand?: Money): Pricing {
  const floor = add(cost, rule.minProfit)
  if (byHand) {
    if (byHand.amount < floor.amount) {
      throw new ShopError('PRICE_BELOW_FLOOR', { price: byHand.amount, floor: floor.amount })
    }
    return finish(cost, [
      { step: 'cost', amount: cost },
      { step: 'manual', amount: byHand },
    ])
  }
  const trace: PriceStep[] = [{ step: 'cost', amount: cost }, markedUp(cost, rule.markup)]
  if (lastAmount(trace).amount < floor.amount) {
    trace.push({ step: 'floor', minProfit: rule.minProfit, amount: floor })
  }
  const ended = endIn(lastAmount(trace), rule.ending)
  if (rule.ending !== 'none') trace.push({ step: 'ending', ending: rule.ending, amount: ended })
  return finish(cost, trace)
}

function markedUp(cost: Money, markup: Markup): PriceStep {
  if (markup.kind === 'fixed') {
    return { step: 'fixed', added: markup.amount, amount: add(cost, markup.amount) }
  }
  if (markup.kind === 'percent') {
    return {
      step: 'percent',
      bp: markup.bp,
      amount: add(cost, basisPoints(cost, markup.bp, 'ceil')),
    }
  }
  const band = markup.bands.find(({ below }) => !below || cost.amount < below.amount)
  const bp = band?.bp ?? 0
  const amount = add(cost, basisPoints(cost, bp, 'ceil'))
  return { step: 'band', bp, ...(band?.below && { below: band.below }), amount }
}

/** Every `period` fen from `offset`: …0.90 is 90 of 100, …9.90 is 990 of 1000. */
const endings: Record<Ending, { period: number; offset: number }> = {
  none: { period: 1, offset: 0 },
  jiao: { period: 10, offset: 0 },
  yuan: { period: 100, offset: 0 },
  '0.9': { period: 100, offset: 90 },
  '9': { period: 1000, offset: 900 },
  '9.9': { period: 1000, offset: 990 },
}

function endIn(price: Money, ending: Ending): Money {
  const { period, offset } = endings[ending]
  const steps = Math.max(0, Math.ceil((price.amount - offset) / period))
  return { ...price, amount: steps * period + offset }
}

function lastAmount(trace: readonly PriceStep[]): Money {
  const last = trace.at(-1)
  if (!last) throw new TypeError('a trace starts with the cost')
  return last.amount
}

function finish(cost: Money, trace: PriceStep[]): Pricing {
  const price = lastAmount(trace)
  return { price, cost, profit: subtract(price, cost), trace }
}
