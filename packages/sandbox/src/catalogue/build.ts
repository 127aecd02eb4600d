import { createHash } from 'node:crypto'
import { between, type Chance, hash } from './chance.ts'
import { type Choice, choice, combinations, matcher, type Value } from './choices.ts'
import { description } from './description.ts'
import { freightFrom } from './freight.ts'
import type { Good, Shelf } from './good.ts'
import type { SandboxOffer, SandboxSku } from './offer.ts'
import { retailFor, tiersFrom, wholesale } from './prices.ts'
import { promises } from './promises.ts'
import { supplierNamed } from './suppliers.ts'
import { fenOf } from './yuan.ts'

/** Where a good stands: its shelf and its place there, both from 0. */
export interface Places {
  readonly shelf: number
  readonly good: number
}

/**
 * Turns one good of a shelf into an offer. Ids come from the places of shelf and good, so they stay
 * the same whatever the seed; stock, sales and dates are rolled.
 */
export function build(shelf: Shelf, good: Good, places: Places, roll: Chance): SandboxOffer {
  const offerId = numbered(6, 12, [places.shelf, 3], [places.good, 3])
  const supplier = supplierNamed(good.supplier ?? shelf.supplier)
  const promised = promises(shelf.is, good.is)
  const images = picturePaths(offerId, supplier.userId, between(roll(offerId, 'pictures'), 3, 5))
  const attributes = good.facts.split('；').map((fact) => {
    const [name = '', value = ''] = fact.split('=')
    return { name, value }
  })
  const consignFen = fenOf(good.yuan)
  const offer = { offerId, userId: supplier.userId, gone: promised.gone, places }
  const skus = skusOf(good, offer, roll)
  const lowest = skus.length > 0 ? Math.min(...skus.map((sku) => sku.fen)) : undefined
  const fen = lowest ?? wholesale(consignFen, roll(offerId, 'wholesale'))
  const minimum = good.minimum ?? 1
  const quoteType = skus.length === 0 ? 0 : good.byQuantity ? 2 : 1
  return {
    offerId,
    supplier,
    subject: good.title,
    description: description({
      subject: good.title,
      words: good.words,
      attributes,
      notice: shelf.notice,
      images,
    }),
    categoryId: shelf.categoryId,
    categoryName: shelf.categoryName,
    images,
    attributes,
    skus,
    stockWithoutSku: skus.length > 0 || promised.gone ? 0 : stock(roll(offerId, 'stock')),
    quoteType,
    tiers: tiersFrom(fen, minimum, quoteType === 1 ? 1 : between(roll(offerId, 'tiers'), 2, 4)),
    consignFen,
    retailFen: retailOf(good, consignFen, roll(offerId, 'retail')),
    minOrderQuantity: minimum,
    dropshipMinimum: good.dropshipMinimum ?? 1,
    batchNumber: good.batch ?? 1,
    unit: good.unit ?? '件',
    freight: freightFrom(
      supplier.province,
      good.parcel ?? shelf.parcel,
      good.grams,
      promised.postage,
    ),
    services: promised.services,
    status: promised.status,
    dropship: promised.dropship,
    soldLast90Days: Math.floor(roll(offerId, 'sold') ** 4 * 20_000),
    createdAt: createdAt(roll(offerId, 'created')),
  }
}

function skusOf(
  good: Good,
  offer: { offerId: number; userId: number; gone: boolean; places: Places },
  roll: Chance,
): readonly SandboxSku[] {
  const choices = (good.by ?? []).map(choice)
  if (choices.length === 0) return []
  const isMissing = matcher(good.not, choices)
  const isSoldOut = matcher(good.out, choices)
  const rows = combinations(choices).filter((row) => !isMissing(row))
  const { offerId, gone, places } = offer
  const share = roll(offerId, 'wholesale')
  return rows.map((row, at) => {
    const consignFen = row.reduce((sum, value) => sum + value.extra, fenOf(good.yuan))
    const key = row.map((value) => value.text).join('/')
    return {
      skuId: numbered(5, 13, [places.shelf, 3], [places.good, 3], [at, 3]),
      specId: specId(offerId, key),
      properties: properties(choices, row, offer),
      fen: wholesale(consignFen, share),
      consignFen,
      retailFen: retailOf(good, consignFen, roll(offerId, 'retail')),
      stock: gone || isSoldOut(row) ? 0 : stock(roll(offerId, 'stock', key)),
      cargoNumber: `${String(offerId).slice(-4)}-${String(at + 1).padStart(2, '0')}`,
    }
  })
}

function retailOf(good: Good, consignFen: number, roll: number): number {
  if (!good.retail) return retailFor(consignFen, roll)
  return fenOf(good.retail) + consignFen - fenOf(good.yuan)
}

function properties(
  choices: readonly Choice[],
  row: readonly Value[],
  offer: { offerId: number; userId: number },
): SandboxSku['properties'] {
  return choices.map(({ name }, at) => {
    const value = row[at]?.text ?? ''
    const image = picturePath(offer.offerId, offer.userId, `${name}/${value}`)
    return isDrawn(name) ? { name, value, image } : { name, value }
  })
}

/** Whether the values of a property have a picture of their own. */
export function isDrawn(property: string): boolean {
  return property === '颜色' || property === '款式'
}

/** 32 lower-case hex, unique within the offer. */
export function specId(offerId: number, key: string): string {
  return createHash('md5').update(`${offerId}/${key}`).digest('hex')
}

/** `img/ibank/O1CN01…_!!<member number>-2-cib.png`, as 1688 names a PNG. */
export function picturePath(offerId: number, userId: number, what: string): string {
  const name = createHash('sha1').update(`${offerId}/${what}`).digest('base64url')
  return `img/ibank/O1CN01${name.replace(/[-_]/g, 'x').slice(0, 16)}_!!${userId}-2-cib.png`
}

function picturePaths(offerId: number, userId: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => picturePath(offerId, userId, `picture/${at}`))
}

/** Most things are plentiful, some nearly gone, few sold out. */
export function stock(roll: number): number {
  if (roll < 0.03) return 0
  if (roll < 0.1) return between(roll * 10, 1, 6)
  return between(roll, 40, 6000)
}

/** A time in the two years before 2026. */
export function createdAt(roll: number): string {
  const from = Date.UTC(2024, 0, 1)
  const minutes = between(roll, 0, 2 * 365 * 24 * 60)
  return new Date(from + minutes * 60_000).toISOString()
}

/** A number with `digits` digits: a leading one, the places in their widths, and a check part. */
function numbered(
  leading: number,
  digits: number,
  ...places: readonly (readonly [number, number])[]
): number {
  const fixed =
    leading + places.map(([place, width]) => String(place + 1).padStart(width, '0')).join('')
  const rest = digits - fixed.length
  return Number(fixed + String(hash(fixed) % 10 ** rest).padStart(rest, '0'))
}
