import type { Brief } from '../catalogue/catalogue.ts'
import { factsOf } from './query.ts'

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
  readonly facts: Uint8Array
  readonly open: Uint8Array
  /** Takes over what may change in the life of an offer. */
  update(rank: number, brief: Brief): void
}

/** Columns of all offers; `briefs` by place. */
export function createColumns(briefs: readonly Brief[]): Columns {
  const size = briefs.length
  const column = () => new Int32Array(size)
  const places = Int32Array.from(briefs, (_, place) => place)
  const ids = Float64Array.from(briefs, ({ offerId }) => offerId)
  const soldAt = Int32Array.from(briefs, ({ sold }) => sold)
  places.sort((a, b) => (soldAt[b] ?? 0) - (soldAt[a] ?? 0) || (ids[a] ?? 0) - (ids[b] ?? 0))
  const ranks = column()
  const [fen, minimum, sold, category] = [column(), column(), column(), column()]
  const [facts, open] = [new Uint8Array(size), new Uint8Array(size)]
  const update = (rank: number, brief: Brief): void => {
    fen[rank] = brief.fen
    open[rank] = brief.isOpen ? 1 : 0
  }
  places.forEach((place, rank) => {
    const brief = briefs[place]
    if (!brief) return
    ranks[place] = rank
    minimum[rank] = brief.minimum
    sold[rank] = brief.sold
    category[rank] = brief.categoryId
    facts[rank] = factsOf(brief)
    update(rank, brief)
  })
  return { size, places, ranks, fen, minimum, sold, category, facts, open, update }
}
