import { fenOf } from '../yuan.ts'

/** One entry of a file of real offers, checked; money in fen. Flags that the file leaves out are false. */
export interface Entry {
  readonly offerId: number
  readonly category: string
  readonly subject: string
  readonly subjectEn: string | undefined
  /** Below the picture host, without a leading slash. */
  readonly imagePath: string
  readonly minFen: number
  readonly maxFen: number
  readonly tiers: readonly { readonly startQuantity: number; readonly fen: number }[]
  readonly minOrderQuantity: number
  readonly soldLast90Days: number
  readonly score: number | undefined
  readonly goldManufacturer: boolean
  readonly verified: boolean
  readonly freeShipping: boolean
  readonly hot: boolean
  readonly tags: readonly string[]
  /** Province and city where the file says them. */
  readonly shipsFrom: readonly string[]
  readonly company: string | undefined
  readonly superFactory: boolean
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads the text of a file of offers: a JSON array of entries as 1688's own lists show them.
 *
 * Throws an `Error` that names the file, the entry (place and offer id) and the field when anything
 * is not as it should be; nothing is skipped in silence.
 */
export function readEntries(text: string, file: string): readonly Entry[] {
  const list = parsed(text, file)
  const places = new Map<number, number>()
  return list.map((raw, place) => {
    const where = `${file}: entry ${place}${named(raw)}`
    try {
      const entry = readEntry(raw)
      const earlier = places.get(entry.offerId)
      if (earlier !== undefined) throw new RangeError(`offerId is that of entry ${earlier}`)
      places.set(entry.offerId, place)
      return entry
    } catch (error) {
      throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      })
    }
  })
}

function parsed(text: string, file: string): readonly unknown[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch (error) {
    throw new Error(`${file}: not JSON`, { cause: error })
  }
  if (!Array.isArray(list)) throw new Error(`${file}: not a list of offers`)
  if (list.length === 0) throw new Error(`${file}: an empty list of offers`)
  return list
}

function named(raw: unknown): string {
  return isFields(raw) && typeof raw.offerId === 'string' ? ` (offerId ${raw.offerId})` : ''
}

function readEntry(raw: unknown): Entry {
  if (!isFields(raw)) throw new TypeError('not an object')
  const minFen = price(raw, 'priceMinYuan')
  const maxFen = price(raw, 'priceMaxYuan')
  if (maxFen < minFen) throw new RangeError('priceMaxYuan is below priceMinYuan')
  const supplier = isFields(raw.supplier) ? raw.supplier : {}
  return {
    offerId: offerId(raw),
    category: text(raw, 'category'),
    subject: text(raw, 'subject'),
    subjectEn: typeof raw.subjectEn === 'string' ? raw.subjectEn : undefined,
    imagePath: imagePath(raw),
    minFen,
    maxFen,
    tiers: tiers(raw.priceTiers),
    minOrderQuantity: count(raw, 'minOrderQuantity', 1),
    soldLast90Days: count(raw, 'soldLast90Days', 0),
    score: typeof raw.goodsScore === 'string' ? Number(raw.goodsScore) : undefined,
    goldManufacturer: raw.goldManufacturer === true,
    verified: raw.verified === true,
    freeShipping: raw.freeShipping === true,
    hot: raw.hot === true,
    tags: texts(raw.tags),
    shipsFrom: texts(raw.shipsFrom),
    company: typeof supplier.company === 'string' ? supplier.company : undefined,
    superFactory: supplier.superFactory === true,
  }
}

function isFields(raw: unknown): raw is Fields {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

function text(raw: Fields, field: string): string {
  const value = raw[field]
  if (typeof value !== 'string' || value.trim() === '') {
    throw new TypeError(`${field} is not a text: ${JSON.stringify(value)}`)
  }
  return value
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function offerId(raw: Fields): number {
  const value = text(raw, 'offerId')
  if (!/^[1-9]\d{8,14}$/.test(value)) throw new RangeError(`offerId is no offer number: ${value}`)
  return Number(value)
}

function price(raw: Fields, field: string): number {
  try {
    const fen = fenOf(text(raw, field))
    if (fen === 0) throw new RangeError('a price of 0')
    return fen
  } catch (error) {
    throw new RangeError(`${field}: ${error instanceof Error ? error.message : error}`)
  }
}

function count(raw: Fields, field: string, least: number): number {
  const value = raw[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${field} is not a whole number from ${least}: ${JSON.stringify(value)}`)
  }
  return value
}

function imagePath(raw: Fields): string {
  const url = text(raw, 'imageUrl')
  const path = /^(?:https?:)?\/\/[^/]+\/((?:img|imgextra)\/[^?#\s]+)$/.exec(url)?.[1]
  if (!path) throw new RangeError(`imageUrl is no picture of 1688: ${url}`)
  return path
}

function tiers(value: unknown): Entry['tiers'] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new TypeError('priceTiers is not a list')
  const list = value.map((each: unknown) => {
    if (!isFields(each)) throw new TypeError('priceTiers holds something that is no range')
    return { startQuantity: count(each, 'from', 1), fen: price(each, 'priceYuan') }
  })
  list.forEach((tier, at) => {
    const before = list[at - 1]
    if (before && (tier.startQuantity <= before.startQuantity || tier.fen >= before.fen)) {
      throw new RangeError(`priceTiers[${at}] does not take more for less than the range before it`)
    }
  })
  return list
}
