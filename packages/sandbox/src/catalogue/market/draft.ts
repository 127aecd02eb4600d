import type { SandboxOffer } from '../offer.ts'
import { figures } from './figures.ts'
import { groupOf } from './groups.ts'
import { quantile, type Rolls, reflected, rolls } from './roll.ts'
import { type Stand, stands } from './shelf.ts'

/** The numbers of an offer that lists and indexes need, without its SKUs, texts and pictures. */
export interface Draft {
  readonly place: number
  /** The first of those that sell the same thing: kind, pictures and SKUs are its. */
  readonly leader: number
  readonly stand: Stand
  /** Lowest and highest one-piece price. */
  readonly fen: number
  readonly mostFen: number
  readonly minimum: number
  readonly sold: number
  readonly titleLength: number
  readonly shipHours: 24 | 48 | 72
  readonly sevenDayReturn: boolean
  readonly selected: boolean
  readonly postage: 'paid' | 'dropship-free' | 'free'
  readonly status: SandboxOffer['status']
}

const GOODS = 1
const OFFER = 2

/** Even chance in (-1, 1), more often near 0. */
const nudge = (roll: Rolls): number => roll() + roll() - 1

/** What offer `place` is, from seed and place alone. */
export function draft(seed: number, place: number): Draft {
  const { leader } = groupOf(seed, place)
  const goods = rolls(seed, leader, GOODS)
  const kindShare = goods()
  const stand = stands[Math.floor(kindShare * stands.length)]
  if (!stand) throw new TypeError('the market has no kinds')
  // A kind's place among the kinds by price, moved a little: prices suit the thing, and over the whole
  // market they are spread as measured.
  const priceShare = reflected(kindShare + nudge(goods) * 0.12)
  const ranged = goods() < figures.ranged
  const ratio = ranged ? quantile(figures.ratio, goods()) : 1

  const roll = rolls(seed, place, OFFER)
  const rival = roll()
  const own = place === leader ? 1 : 0.86 + rival * 0.3
  const fen = Math.max(1, Math.round(quantile(figures.priceFen, priceShare) * own))
  return {
    place,
    leader,
    stand,
    fen,
    mostFen: Math.max(fen, Math.round(fen * ratio)),
    // The cheaper the thing, the more of it a wholesale order takes.
    minimum: minimumAt(reflected(1 - priceShare + nudge(roll) * 0.4)),
    sold: Math.round(quantile(figures.sold, roll())),
    titleLength: Math.round(quantile(figures.titleLength, roll())),
    shipHours: shipHoursAt(roll()),
    sevenDayReturn: roll() < figures.sevenDayReturn,
    selected: roll() < figures.selected,
    postage: postageAt(roll()),
    status: statusAt(roll()),
  }
}

/** How many SKU properties the goods have: a range of prices needs at least one. */
export function propertiesAt(roll: number, ranged: boolean): number {
  const [none, one, two] = figures.properties
  const share = ranged ? none + roll * (1 - none) : roll
  if (share < none) return 0
  if (share < none + one) return 1
  return share < none + one + two ? 2 : 3
}

const minimumTotal = figures.minimum.reduce((sum, [, count]) => sum + count, 0)

function minimumAt(share: number): number {
  let left = share * minimumTotal
  for (const [minimum, count] of figures.minimum) {
    left -= count
    if (left < 0) return minimum
  }
  return 1
}

function shipHoursAt(roll: number): 24 | 48 | 72 {
  if (roll < figures.shipIn24Hours) return 24
  return roll < figures.shipIn24Hours + figures.shipIn48Hours ? 48 : 72
}

/** One in six who send for nothing do so whatever is ordered. */
function postageAt(roll: number): Draft['postage'] {
  if (roll >= figures.freePostage) return 'paid'
  return roll < figures.freePostage / 6 ? 'free' : 'dropship-free'
}

function statusAt(roll: number): SandboxOffer['status'] {
  if (roll < figures.deleted) return 'deleted'
  if (roll < figures.deleted + figures.lapsed) return 'member expired'
  return roll < figures.deleted + figures.lapsed + figures.expired ? 'expired' : 'published'
}
