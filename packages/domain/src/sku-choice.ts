import type { Money } from './money.ts'

/** The little of a Sku that choosing needs; both `Sku` and the buyer's `ListingSku` fit. */
export interface ChoosableSku {
  readonly skuId: string
  readonly properties: readonly {
    readonly name: string
    readonly value: string
    readonly imageUrl?: string | undefined
  }[]
  readonly price: Money
  readonly stock: number
}

/** What is chosen so far: property name to value. */
export type Chosen = Readonly<Record<string, string>>

/**
 * - `selected`: chosen now (and still leads to a Sku in stock)
 * - `available`: choosing it leads to at least one Sku in stock
 * - `sold-out`: the combination exists, all of it sold out
 * - `impossible`: no such combination
 */
export type OptionState = 'selected' | 'available' | 'sold-out' | 'impossible'

export interface SkuOption {
  readonly value: string
  readonly state: OptionState
  /** Whether this value is chosen now, whatever became of it. */
  readonly chosen: boolean
  readonly imageUrl?: string
}

export interface SkuChoice<S extends ChoosableSku = ChoosableSku> {
  readonly properties: readonly { readonly name: string; readonly options: readonly SkuOption[] }[]
  /** The one Sku meant, once every property is chosen and the combination exists. */
  readonly sku?: S
  /** Names of the properties still to choose. */
  readonly missing: readonly string[]
  /** Over the Skus that the choice so far leaves open (all of them where it leaves none). */
  readonly priceRange: { readonly min: Money; readonly max: Money }
  readonly stock: number
  /** Picture of the latest chosen value that has one. */
  readonly imageUrl?: string
}

/**
 * What a buyer may choose next. Pure; the web panel, the mini-program and the gateway share it.
 *
 * An option's state answers: if the buyer tapped this now, keeping the other choices, what would
 * it lead to? Bitsets over the Skus keep it at O(options × skus / 32).
 */
export function chooseSku<S extends ChoosableSku>(
  skus: readonly S[],
  chosen: Chosen,
): SkuChoice<S> {
  if (skus.length === 0) throw new TypeError('an offer without a Sku')
  const table = readTable(skus)
  const names = [...table.values.keys()]
  const picked = names.filter((name) => table.values.get(name)?.has(chosen[name] || ''))
  const open = intersect(table, picked, chosen)
  const properties = names.map((name) => {
    const others = intersect(
      table,
      picked.filter((other) => other !== name),
      chosen,
    )
    return { name, options: optionsOf(table, name, others, chosen[name]) }
  })
  const left = skus.filter((_, index) => has(open, index))
  const missing = names.filter((name) => !picked.includes(name))
  const sku = missing.length === 0 ? left[0] : undefined
  const imageUrl = imageOf(skus, picked, chosen)
  return {
    properties,
    ...(sku && { sku }),
    missing,
    priceRange: priceRange(left.length > 0 ? left : skus),
    stock: left.reduce((total, each) => total + each.stock, 0),
    ...(imageUrl && { imageUrl }),
  }
}

type Bits = Uint32Array

interface Entry {
  readonly bits: Bits
  imageUrl: string | undefined
}

interface Table {
  readonly size: number
  /** Property name → value → the Skus that carry it. Insertion order is the supplier's order. */
  readonly values: Map<string, Map<string, Entry>>
  readonly inStock: Bits
}

function readTable(skus: readonly ChoosableSku[]): Table {
  const words = Math.ceil(skus.length / 32)
  const table: Table = { size: words, values: new Map(), inStock: new Uint32Array(words) }
  skus.forEach((sku, index) => {
    if (sku.stock > 0) set(table.inStock, index)
    for (const { name, value, imageUrl } of sku.properties) {
      const values = table.values.get(name) || new Map<string, Entry>()
      table.values.set(name, values)
      const entry = values.get(value) || { bits: new Uint32Array(words), imageUrl }
      values.set(value, entry)
      entry.imageUrl ||= imageUrl
      set(entry.bits, index)
    }
  })
  return table
}

function optionsOf(
  table: Table,
  name: string,
  others: Bits,
  chosenValue: string | undefined,
): SkuOption[] {
  return [...(table.values.get(name) || [])].map(([value, { bits, imageUrl }]) => {
    const chosen = value === chosenValue
    const exists = overlap(bits, others)
    const buyable = exists && overlap(bits, others, table.inStock)
    const state = !exists ? 'impossible' : !buyable ? 'sold-out' : chosen ? 'selected' : 'available'
    return { value, state, chosen, ...(imageUrl && { imageUrl }) }
  })
}

function intersect(table: Table, names: readonly string[], chosen: Chosen): Bits {
  const bits = new Uint32Array(table.size).fill(0xffffffff)
  for (const name of names) {
    const values = table.values.get(name)?.get(chosen[name] || '')?.bits
    for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] || 0) & (values?.[i] || 0)
  }
  return bits
}

function priceRange(skus: readonly ChoosableSku[]): { min: Money; max: Money } {
  const prices = skus.map((sku) => sku.price)
  const by = (better: (a: number, b: number) => boolean) =>
    prices.reduce((best, price) => (better(price.amount, best.amount) ? price : best))
  return { min: by((a, b) => a < b), max: by((a, b) => a > b) }
}

function imageOf(
  skus: readonly ChoosableSku[],
  picked: readonly string[],
  chosen: Chosen,
): string | undefined {
  for (const name of [...picked].reverse()) {
    for (const sku of skus) {
      const hit = sku.properties.find((each) => each.name === name && each.value === chosen[name])
      if (hit?.imageUrl) return hit.imageUrl
    }
  }
  return undefined
}

function set(bits: Bits, index: number): void {
  bits[index >> 5] = (bits[index >> 5] || 0) | (1 << (index & 31))
}

function has(bits: Bits, index: number): boolean {
  return ((bits[index >> 5] || 0) & (1 << (index & 31))) !== 0
}

function overlap(...sets: readonly Bits[]): boolean {
  const [first, ...rest] = sets
  return (
    first?.some((word, i) => rest.reduce((and, bits) => and & (bits[i] || 0), word) !== 0) || false
  )
}
