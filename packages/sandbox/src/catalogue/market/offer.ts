import { createdAt, stock } from '../build.ts'
import type { Brief, Shown } from '../catalogue.ts'
import { description } from '../description.ts'
import { freightFrom } from '../freight.ts'
import type { SandboxOffer } from '../offer.ts'
import { retailFor, tiersFrom, wholesale } from '../prices.ts'
import { services } from '../promises.ts'
import { type Draft, draft } from './draft.ts'
import { figures } from './figures.ts'
import { offerNumber } from './numbers.ts'
import { FIRST_VALUE_SLOT, shotPath } from './paths.ts'
import { rolls, scrambled } from './roll.ts'
import { sellerAt, sellerOf } from './sellers.ts'
import { choicesOf, drawnValues, shownValue, skusOf } from './skus.ts'
import { title } from './title.ts'

const DETAIL = 6

/** The supplier that sells it. */
export const sellerFor = ({ place, leader, stand }: Draft): number =>
  sellerAt(leader, stand.topAt, place - leader)

// A one-piece order of things that sell by the hundred makes no sense, as in a file of real offers.
const takesDropship = ({ minimum }: Draft): boolean => minimum <= 20

/** What lists know of offer `place`; equals the brief of the whole offer. */
export function briefAt(seed: number, place: number): Brief {
  const drawn = draft(seed, place)
  const { stand } = drawn
  const { memberId, superFactory, powerfulMerchant } = sellerOf(seed, sellerFor(drawn))
  const subject = title(seed, place, stand, drawn.titleLength)
  return {
    offerId: offerNumber(place),
    text: `${subject}  ${stand.kind.name}`.toLowerCase(),
    categoryId: stand.category.id,
    memberId,
    fen: drawn.fen,
    minimum: drawn.minimum,
    sold: drawn.sold,
    isOpen: drawn.status === 'published' && takesDropship(drawn),
    shipHours: drawn.shipHours,
    sevenDayReturn: drawn.sevenDayReturn,
    selected: drawn.selected,
    freePostage: drawn.postage !== 'paid',
    superFactory,
    powerfulMerchant,
  }
}

/** Offer `place`, from seed and place alone. */
export function offerAt(seed: number, place: number): SandboxOffer {
  const drawn = draft(seed, place)
  const { stand, leader } = drawn
  const roll = rolls(seed, place, DETAIL)
  const offerId = offerNumber(place)
  const supplier = sellerOf(seed, sellerFor(drawn))
  const subject = title(seed, place, stand, drawn.titleLength)
  const choices = choicesOf(seed, drawn)
  const soldOut = roll() < 0.01
  const leaderUserId =
    leader === place ? supplier.userId : sellerOf(seed, sellerAt(leader, stand.topAt, 0)).userId
  const skus = skusOf(choices, { draft: drawn, offerId, leaderUserId, roll, soldOut })
  const quoteType = skus.length === 0 ? 0 : drawn.mostFen > drawn.fen || roll() < 0.5 ? 1 : 2
  const attributes = stand.facts.map(({ name, values }) => ({
    name,
    value: values[Math.floor(roll() * values.length)] ?? '',
  }))
  const images = Array.from({ length: 3 + Math.floor(roll() * 3) }, (_, slot) =>
    shotPath({ place: leader, slot }, leaderUserId),
  )
  const wholesaleFen =
    skus.length > 0 ? Math.min(...skus.map(({ fen }) => fen)) : wholesale(drawn.fen, roll())
  return {
    offerId,
    supplier,
    subject,
    description: description({
      subject,
      words: `${stand.kind.name}现货直发，支持一件代发。下单前可先咨询库存。`,
      attributes,
      notice: '颜色因屏幕略有差异，以实物为准。',
      images,
    }),
    categoryId: stand.category.id,
    categoryName: stand.kind.name,
    images,
    attributes,
    skus,
    stockWithoutSku: skus.length > 0 || soldOut ? 0 : stock(roll()),
    quoteType,
    tiers: tiersFrom(wholesaleFen, drawn.minimum, quoteType === 1 ? 1 : rangesAt(roll())),
    consignFen: drawn.fen,
    retailFen: retailFor(drawn.mostFen, roll()),
    minOrderQuantity: drawn.minimum,
    dropshipMinimum: 1,
    batchNumber: drawn.minimum >= 50 && roll() < 0.5 ? 10 : 1,
    unit: stand.top.unit,
    freight: freightFrom(
      supplier.province,
      stand.top.parcel,
      gramsAt(stand.kind.grams, roll()),
      drawn.postage,
    ),
    services: services(drawn.shipHours, {
      sevenDayReturn: drawn.sevenDayReturn,
      selected: drawn.selected,
      broken: stand.top.parcel === 'fragile',
      short: supplier.superFactory,
    }),
    status: drawn.status,
    dropship: takesDropship(drawn),
    soldLast90Days: drawn.sold,
    createdAt: createdAt(roll()),
  }
}

const gramsAt = (usual: number, roll: number): number =>
  Math.max(1, Math.round(usual * (0.7 + roll * 0.6)))

function rangesAt(roll: number): number {
  const total = figures.ranges.reduce((sum, count) => sum + count, 0)
  let left = roll * total
  for (const [at, count] of figures.ranges.entries()) {
    left -= count
    if (left < 0) return at + 1
  }
  return figures.ranges.length
}

/** What picture `slot` of offer `place` shows. */
export function shownAt(seed: number, place: number, slot: number): Shown {
  const drawn = draft(seed, place)
  const choices = choicesOf(seed, drawn)
  const values = drawnValues(choices)
  const cover =
    values[scrambled(drawn.leader) % Math.max(1, values.length)] ?? String(drawn.leader % 8)
  return {
    place,
    subject: drawn.stand.kind.name,
    category: drawn.stand.kind.name,
    word: shownValue(choices, slot) ?? cover,
    view: slot < FIRST_VALUE_SLOT ? slot : 0,
    shade: scrambled(seed ^ drawn.leader),
  }
}
