import { isDrawn, stock } from '../build.ts'
import type { SandboxSku } from '../offer.ts'
import { retailFor, wholesale } from '../prices.ts'
import { type Draft, propertiesAt } from './draft.ts'
import { skuNumber } from './numbers.ts'
import { FIRST_VALUE_SLOT, shotPath, specNumber } from './paths.ts'
import { type Rolls, rolls } from './roll.ts'
import { type Variant, variants } from './variants.ts'

const CHOICES = 5
/** At most so many SKUs: numbers leave room for 100. */
const MOST_SKUS = 60
const VALUES_PER_PROPERTY = 16

/** A property of some goods with the values that are made. */
export interface Choice {
  readonly name: string
  readonly values: readonly string[]
}

/** Which SKU properties the goods come in; those that sell the same thing have the same. */
export function choicesOf(seed: number, { leader, stand, fen, mostFen }: Draft): readonly Choice[] {
  const roll = rolls(seed, leader, CHOICES)
  const count = propertiesAt(roll(), mostFen > fen)
  const most = [14, 14, 6, 3][count] ?? 3
  return [...stand.kind.by].slice(0, count).flatMap((letter, at) => {
    const variant = variants[letter]
    // Prices run over the last property: it needs two values.
    return variant ? [choiceOf(variant, roll, at === count - 1 ? 2 : 1, most)] : []
  })
}

function choiceOf({ name, values }: Variant, roll: Rolls, least: number, most: number): Choice {
  const count = Math.min(values.length, most, least + Math.floor(roll() ** 1.5 * values.length))
  const from = Math.floor(roll() * values.length)
  // A run of values in their own order: sizes follow each other.
  const start = Math.min(from, values.length - count)
  return { name, values: values.slice(start, start + count) }
}

export interface Goods {
  readonly draft: Draft
  readonly offerId: number
  readonly leaderUserId: number
  readonly roll: Rolls
  readonly soldOut: boolean
}

/** The SKUs of an offer, cheapest value of the last property first. */
export function skusOf(choices: readonly Choice[], goods: Goods): readonly SandboxSku[] {
  if (choices.length === 0) return []
  const rows = combined(choices).slice(0, MOST_SKUS)
  const { roll, draft, offerId } = goods
  const discount = roll()
  const retail = roll()
  // Some suppliers name a retail price for none or only some of their SKUs.
  const unpriced = roll()
  const last = choices.at(-1)?.values.length ?? 1
  const properties = choices.map((choice, property) =>
    choice.values.map((_, value) => propertyOf(choice, property, value, goods)),
  )
  return rows.map((row, at) => {
    const consignFen = priceAt(draft, row.at(-1) ?? 0, last)
    const says = unpriced > 0.2 || (unpriced > 0.1 && at % 2 === 0)
    return {
      skuId: skuNumber(offerId, at),
      specId: specNumber(offerId, at),
      properties: row.flatMap((value, property) => properties[property]?.[value] ?? []),
      fen: wholesale(consignFen, discount),
      consignFen,
      ...(says && { retailFen: retailFor(consignFen, retail) }),
      stock: goods.soldOut ? 0 : stock(roll()),
      cargoNumber: `${String(offerId).slice(-4)}-${String(at + 1).padStart(2, '0')}`,
    }
  })
}

/** Rows of value numbers; the first property turns slowest. */
function combined(choices: readonly Choice[]): readonly (readonly number[])[] {
  return choices.reduce<readonly (readonly number[])[]>(
    (rows, { values }) => rows.flatMap((row) => values.map((_, value) => [...row, value])),
    [[]],
  )
}

function priceAt({ fen, mostFen }: Draft, value: number, count: number): number {
  return count < 2 ? fen : fen + Math.round(((mostFen - fen) * value) / (count - 1))
}

function propertyOf(
  choice: Choice,
  property: number,
  at: number,
  { draft, leaderUserId }: Goods,
): SandboxSku['properties'][number] {
  const { name } = choice
  const value = choice.values[at] ?? ''
  if (!isDrawn(name)) return { name, value }
  const slot = valueSlot(property, at)
  return { name, value, image: shotPath({ place: draft.leader, slot }, leaderUserId) }
}

/** The picture of value `at` of property `property`, both from 0. */
const valueSlot = (property: number, at: number): number =>
  FIRST_VALUE_SLOT + property * VALUES_PER_PROPERTY + at

/** The value that a picture shows, if it is one of a property's. */
export function shownValue(choices: readonly Choice[], slot: number): string | undefined {
  const number = slot - FIRST_VALUE_SLOT
  if (number < 0) return undefined
  const choice = choices[Math.floor(number / VALUES_PER_PROPERTY)]
  return choice?.values[number % VALUES_PER_PROPERTY]
}

/** Values of the properties that have pictures. */
export const drawnValues = (choices: readonly Choice[]): readonly string[] =>
  choices.filter(({ name }) => isDrawn(name)).flatMap(({ values }) => values)
