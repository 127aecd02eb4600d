import { createdAt, isDrawn, picturePath, specId, stock } from '../build.ts'
import { between, type Chance, hash, pick } from '../chance.ts'
import { type Choice, choice, combinations, type Value } from '../choices.ts'
import { description } from '../description.ts'
import { freightFrom } from '../freight.ts'
import type { SandboxOffer, SandboxSku, SandboxSupplier } from '../offer.ts'
import { retailFor } from '../prices.ts'
import { services } from '../promises.ts'
import { type Habit, habitOf } from './categories.ts'
import type { Entry } from './entry.ts'

/**
 * Completes an entry of a file of real offers by fixed rules. What the file says stands (title,
 * prices, ranges, minimum, firm, place, tags, flags); the rest is rolled from seed and offer id.
 *
 * Dropship prices run from the file's lowest to its highest price over the last SKU property, so
 * both ends are sold. Offers with a minimum above 20 pieces take no dropship orders.
 */
export function complete(entry: Entry, roll: Chance): SandboxOffer {
  const { offerId } = entry
  const habit = habitOf(entry.category)
  const supplier = supplierOf(entry, habit, roll)
  const skus = skusOf(entry, habit, supplier.userId, roll)
  const quoteType = skus.length === 0 ? 0 : entry.minFen < entry.maxFen ? 1 : 2
  const images = [
    entry.imagePath,
    ...[1, 2].map((at) => picturePath(offerId, supplier.userId, `picture/${at}`)),
  ]
  const attributes = habit.attributes.map((fact) => {
    const [name = '', value = ''] = fact.split('=')
    return { name, value }
  })
  return {
    offerId,
    supplier,
    subject: entry.subject,
    ...(entry.subjectEn ? { subjectEn: entry.subjectEn } : {}),
    description: describe(entry, attributes, images),
    categoryId: habit.categoryId,
    categoryName: habit.categoryName,
    images,
    attributes,
    skus,
    stockWithoutSku: skus.length > 0 ? 0 : Math.max(20, stock(roll(offerId, 'stock'))),
    quoteType,
    tiers: tiersOf(entry, quoteType),
    consignFen: entry.minFen,
    retailFen: retailFor(entry.maxFen, roll(offerId, 'retail')),
    minOrderQuantity: entry.minOrderQuantity,
    dropshipMinimum: 1,
    batchNumber: 1,
    unit: '件',
    freight: freightOf(entry, habit, supplier.province, roll),
    services: servicesOf(entry, roll),
    status: 'published',
    dropship: entry.minOrderQuantity <= 20,
    soldLast90Days: entry.soldLast90Days,
    createdAt: createdAt(roll(offerId, 'created')),
  }
}

function describe(
  entry: Entry,
  attributes: SandboxOffer['attributes'],
  images: readonly string[],
): string {
  return description({
    subject: entry.subject,
    words: '现货直发，支持一件代发。下单前可先咨询库存。',
    attributes,
    notice: '颜色因屏幕略有差异，以实物为准。',
    images,
  })
}

// The file's own ranges count where one price is asked for every SKU.
function tiersOf(entry: Entry, quoteType: 0 | 1 | 2): SandboxOffer['tiers'] {
  if (quoteType !== 1 && entry.tiers.length > 0) return entry.tiers
  return [{ startQuantity: entry.minOrderQuantity, fen: entry.minFen }]
}

function skusOf(entry: Entry, habit: Habit, userId: number, roll: Chance): readonly SandboxSku[] {
  const { offerId } = entry
  const choices = choicesOf(entry, habit, roll)
  if (choices.length === 0) return []
  const last = choices.at(-1)?.values ?? []
  const firstTier = entry.minFen === entry.maxFen ? entry.tiers[0]?.fen : undefined
  return combinations(choices).map((row, at) => {
    const consignFen = spread(
      entry,
      last.indexOf(row.at(-1) ?? { text: '', extra: 0 }),
      last.length,
    )
    const key = row.map((value) => value.text).join('/')
    return {
      skuId: skuIdBase(offerId) + at,
      specId: specId(offerId, key),
      properties: propertiesOf(choices, row, offerId, userId),
      fen: firstTier ?? consignFen,
      consignFen,
      retailFen: retailFor(consignFen, roll(offerId, 'retail')),
      // The first is always to be had, so that every real offer can be bought.
      stock: Math.max(at === 0 ? 20 : 0, stock(roll(offerId, 'stock', key))),
    }
  })
}

/** Where prices differ there must be SKUs, with at least two values to differ by. */
function choicesOf(entry: Entry, habit: Habit, roll: Chance): readonly Choice[] {
  const differs = entry.minFen < entry.maxFen
  const sets = habit.choices.filter((set) => set.length > 0 || !differs)
  return pick(roll(entry.offerId, 'choices'), sets).map(choice)
}

function spread(entry: Entry, at: number, count: number): number {
  if (count < 2) return entry.minFen
  return entry.minFen + Math.round(((entry.maxFen - entry.minFen) * at) / (count - 1))
}

function propertiesOf(
  choices: readonly Choice[],
  row: readonly Value[],
  offerId: number,
  userId: number,
): SandboxSku['properties'] {
  return choices.map(({ name }, at) => {
    const value = row[at]?.text ?? ''
    const image = picturePath(offerId, userId, `${name}/${value}`)
    return isDrawn(name) ? { name, value, image } : { name, value }
  })
}

// 4 and the offer's own number, two digits left for its SKUs: offer ids differ by far more than
// the file's SKUs per offer, and `fromFile` checks that no two meet.
function skuIdBase(offerId: number): number {
  return 4_000_000_000_000 + (((offerId % 10_000_000_000) * 97) % 9_999_999_999) * 100
}

function supplierOf(entry: Entry, habit: Habit, roll: Chance): SandboxSupplier {
  const inUrl = /!!(\d{6,16})-\d-cib/.exec(entry.imagePath)?.[1]
  const userId = inUrl ? Number(inUrl) : 2_300_000_000 + (hash(String(entry.offerId)) % 99_999_999)
  const place = pick(roll(userId, 'place'), habit.places)
  const [province, city] = [entry.shipsFrom[0] ?? place[0], entry.shipsFrom[1] ?? place[1]]
  const name =
    pick(roll(userId, 'name'), ['锦', '汇', '盛', '禾', '尚', '优', '鑫', '卓', '恒', '嘉']) +
    pick(roll(userId, 'name', 2), ['美', '源', '帆', '辰', '丰', '艺', '格', '途', '悦', '诚'])
  return {
    memberId: `b2b-${userId}`,
    userId,
    loginId: `${name}${habit.trade}${String(userId).slice(-4)}`,
    companyName: entry.company ?? `${city.replace(/市$/, '')}市${name}${habit.trade}有限公司`,
    province,
    city,
    superFactory: entry.superFactory || entry.goldManufacturer,
    powerfulMerchant: entry.verified,
  }
}

function freightOf(entry: Entry, habit: Habit, province: string, roll: Chance) {
  const [least, most] = habit.grams
  const grams = between(roll(entry.offerId, 'grams'), least, most)
  const free = entry.freeShipping || entry.tags.some((tag) => tag.includes('包邮'))
  return freightFrom(province, habit.parcel, grams, free ? 'dropship-free' : 'paid')
}

function servicesOf(entry: Entry, roll: Chance): SandboxOffer['services'] {
  const said = (word: string) => entry.tags.some((tag) => tag.includes(word))
  const rolled = pick(roll(entry.offerId, 'hours'), [24, 48, 48, 48, 72] as const)
  const hours = said('24小时') ? 24 : said('48小时') ? 48 : rolled
  return services(hours, {
    sevenDayReturn: entry.verified || said('7天无理由'),
    selected: entry.hot || (entry.score ?? 0) >= 4.8,
    broken: habitOf(entry.category).parcel === 'fragile',
    short: entry.goldManufacturer,
  })
}
