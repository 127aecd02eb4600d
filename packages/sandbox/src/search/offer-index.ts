import { briefOf, type Catalogue } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import type { Table } from '../world/store.ts'
import { type Columns, createColumns } from './columns.ts'
import { gradually, type Work } from './gradually.ts'
import { createLetters, createPostings, type Postings } from './postings.ts'
import { ENOUGH_PAIRS, type Found, factsFor, isLongChinese, type Query, wordsOf } from './query.ts'
import { sorted } from './sorting.ts'

export interface OfferIndex {
  search(query: Query): Found
  /** Resolves when a search need not build anything first. */
  soon(): Promise<void>
}

interface Built {
  readonly columns: Columns
  readonly postings: Postings
}

/** The catalogue as it stands, and the table of what has changed. */
interface Standing {
  readonly at: (place: number) => SandboxOffer
  readonly changes: Pick<Table<unknown>, 'entries' | 'watch'>
}

/**
 * Finds offers fast in a catalogue of any size. Built at the first search, or before it by who waits
 * for `soon`: about a second for 100,000 offers. Offers that changed are looked at again before the next search, so a change is seen at once.
 */
export function createOfferIndex(catalogue: Catalogue, { at, changes }: Standing): OfferIndex {
  const index = gradually(() => build(catalogue))
  // What had changed before this start, and from now on.
  const changed = new Set<string>(Array.from(changes.entries(), ([id]) => id))
  changes.watch((id) => changed.add(id))

  const ready = (): Built => {
    const built = index.now()
    for (const id of changed) {
      const place = catalogue.placeOf(Number(id))
      if (place === undefined) continue
      built.columns.update(built.columns.ranks[place] ?? 0, briefOf(at(place)))
    }
    changed.clear()
    return built
  }
  return {
    soon: () => index.soon(),
    search: (query) => {
      const { columns, postings } = ready()
      const candidates =
        query.memberId === undefined
          ? matching(wordsOf(query.keywords), postings, columns.size)
          : matchingAmong(
              ranksOf(catalogue.ofSupplier(query.memberId), columns),
              wordsOf(query.keywords),
              postings,
              columns.size,
            )
      const ranks = sorted(filtered(candidates, query, columns), query.sort ?? 'sold-down', columns)
      return {
        total: ranks.length,
        page: (from, count) =>
          [...ranks.subarray(from, from + count)].map((rank) => at(columns.places[rank] ?? 0)),
      }
    },
  }
}

function* build(catalogue: Catalogue): Work<Built> {
  const letters = createLetters(catalogue.size)
  const columns = yield* createColumns(catalogue.size, (place) => {
    const brief = catalogue.brief(place)
    letters.add(brief.text)
    return brief
  })
  return { columns, postings: yield* createPostings(letters.done(), columns.places) }
}

const ranksOf = (places: readonly number[], { ranks }: Columns): Int32Array =>
  Int32Array.from(places, (place) => ranks[place] ?? 0).sort()

/** Ranks whose texts speak of every word; undefined: all of them. */
function matching(
  words: readonly string[],
  postings: Postings,
  size: number,
): Int32Array | undefined {
  let found: Int32Array | undefined
  for (const word of words) {
    const speaking = speakingOf(word, postings, size)
    found = found === undefined ? speaking : both(found, speaking)
  }
  return found
}

function matchingAmong(
  ranks: Int32Array,
  words: readonly string[],
  postings: Postings,
  size: number,
): Int32Array {
  const found = matching(words, postings, size)
  return found === undefined ? ranks : both(ranks, found)
}

function speakingOf(word: string, postings: Postings, size: number): Int32Array {
  if (isLongChinese(word)) return withMostPairs(word, postings, size)
  const letters = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
  if (letters.length === 1) return filter(size, (rank) => postings.contains(rank, letters))
  let fewest: Int32Array | undefined
  for (let at = 0; at + 1 < letters.length; at++) {
    const list = postings.withPair(letters[at] ?? 0, letters[at + 1] ?? 0)
    if (fewest === undefined || list.length < fewest.length) fewest = list
  }
  const list = fewest ?? new Int32Array(0)
  return letters.length === 2 ? list : list.filter((rank) => postings.contains(rank, letters))
}

function withMostPairs(word: string, postings: Postings, size: number): Int32Array {
  const seen = new Uint16Array(size)
  const pairs = word.length - 1
  for (let at = 0; at < pairs; at++) {
    for (const rank of postings.withPair(word.charCodeAt(at), word.charCodeAt(at + 1))) {
      seen[rank] = (seen[rank] ?? 0) + 1
    }
  }
  return filter(size, (rank) => (seen[rank] ?? 0) / pairs >= ENOUGH_PAIRS)
}

function filter(size: number, keeps: (rank: number) => boolean): Int32Array {
  const kept = new Int32Array(size)
  let count = 0
  for (let rank = 0; rank < size; rank++) if (keeps(rank)) kept[count++] = rank
  return kept.subarray(0, count)
}

/** What two ascending lists have in common. */
function both(one: Int32Array, other: Int32Array): Int32Array {
  const common = new Int32Array(Math.min(one.length, other.length))
  let [a, b, count] = [0, 0, 0]
  while (a < one.length && b < other.length) {
    const [left = 0, right = 0] = [one[a], other[b]]
    if (left === right) common[count++] = left
    if (left <= right) a++
    if (right <= left) b++
  }
  return common.subarray(0, count)
}

function filtered(candidates: Int32Array | undefined, query: Query, columns: Columns): Int32Array {
  const { fen, minimum, sold, category, facts, open } = columns
  const wanted = factsFor(query.filters ?? [])
  const categories = new Set(query.categoryIds ?? [])
  const { fromFen = 0, toFen = Infinity, mostMinimum = Infinity } = query
  const { fromSold = 0, toSold = Infinity } = query
  const holds = (rank: number): boolean => {
    const price = fen[rank] ?? 0
    const pieces = sold[rank] ?? 0
    return (
      open[rank] === 1 &&
      ((facts[rank] ?? 0) & wanted) === wanted &&
      price >= fromFen &&
      price <= toFen &&
      (minimum[rank] ?? 0) <= mostMinimum &&
      pieces >= fromSold &&
      pieces <= toSold &&
      (categories.size === 0 || categories.has(category[rank] ?? 0))
    )
  }
  return candidates ? candidates.filter(holds) : filter(columns.size, holds)
}
