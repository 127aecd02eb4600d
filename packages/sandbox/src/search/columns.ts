import type { Brief } from '../catalogue/catalogue.ts'
import { inSteps, type Work } from './gradually.ts'
import { factsOf } from './query.ts'
import { sortInSteps } from './sort-in-steps.ts'
import { standingNumber } from './sorting.ts'

/**
 * What searches compare, one array for each fact. A document is an offer by rank: best sellers have
 * the lowest numbers, equal ones in the order of their offer numbers, so that results need no sorting.
 */
export interface Columns {
  readonly size: number
  /** Rank → place in the catalogue, and back. */
  readonly places: Int32Array
  readonly ranks: Int32Array
  readonly fen: Int32Array
  readonly minimum: Int32Array
  readonly sold: Int32Array
  readonly category: Int32Array
  /** The supplier's. */
  readonly standing: Uint32Array
  readonly facts: Uint8Array
  readonly open: Uint8Array
  /** Takes over what may change in the life of an offer. */
  update(rank: number, brief: Brief): void
}

/** Offers read in one step, and numbers put in order in one. */
const OFFERS = 128
const NUMBERS = 65_536

/** Columns of `size` offers; `briefAt` is asked once for each place, in order, and nothing of it is kept. */
export function* createColumns(size: number, briefAt: (place: number) => Brief): Work<Columns> {
  const column = () => new Int32Array(size)
  const places = column()
  const ranks = column()
  const [fen, minimum, sold, category] = [column(), column(), column(), column()]
  const standing = new Uint32Array(size)
  const [facts, open] = [new Uint8Array(size), new Uint8Array(size)]
  const ids = new Float64Array(size)
  const update = (rank: number, brief: Brief): void => {
    fen[rank] = brief.fen
    open[rank] = brief.isOpen ? 1 : 0
  }
  // By place first; what the ranks are is known only when all have been seen.
  const take = (place: number): void => {
    const brief = briefAt(place)
    places[place] = place
    ids[place] = brief.offerId
    minimum[place] = brief.minimum
    sold[place] = brief.sold
    category[place] = brief.categoryId
    standing[place] = standingNumber(brief.memberId)
    facts[place] = factsOf(brief)
    update(place, brief)
  }
  yield* inSteps(size, OFFERS, take)
  yield* sortInSteps(
    places,
    (a, b) => (sold[b] ?? 0) - (sold[a] ?? 0) || (ids[a] ?? 0) - (ids[b] ?? 0),
  )
  yield* inSteps(size, NUMBERS, (rank) => {
    ranks[places[rank] ?? 0] = rank
  })
  for (const each of [fen, minimum, sold, category, standing, facts, open]) {
    yield* reorder(each, places)
  }
  return { size, places, ranks, fen, minimum, sold, category, standing, facts, open, update }
}

/** Puts what stands at `places[rank]` to `rank`. */
function* reorder(values: Int32Array | Uint32Array | Uint8Array, places: Int32Array): Work<void> {
  const before = values.slice()
  yield* inSteps(places.length, NUMBERS, (rank) => {
    values[rank] = before[places[rank] ?? 0] ?? 0
  })
}
