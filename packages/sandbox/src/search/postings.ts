import { inSteps, type Work } from './gradually.ts'

/** Texts of `size` documents in one buffer, and for each pair of letters the documents that have it. */
export interface Postings {
  /** Documents with this pair of letters, ascending. */
  withPair(first: number, second: number): Int32Array
  /** Whether a document's text contains the letters of a word. */
  contains(document: number, word: Uint16Array): boolean
}

const none = new Int32Array(0)
// A pair as one number: 16 bits for each letter.
const pairOf = (first: number, second: number): number => first * 0x1_0000 + second

/** Texts as they were taken in: text `place` stands on one page, from `starts[place]` on, pages counted through. */
export interface Letters {
  readonly pages: readonly Uint16Array[]
  readonly starts: Int32Array
  readonly lengths: Uint16Array
  /** All lengths together. */
  readonly total: number
}

/** Texts one after the other, and where each begins and the last ends. */
interface Texts {
  readonly letters: Uint16Array
  readonly starts: Int32Array
}

/** Indexes texts. Document `rank` is the text at `places[rank]`. */
export function* createPostings(taken: Letters, places: Int32Array): Work<Postings> {
  // In the order of ranks: a search reads them one after the other.
  const { letters, starts } = yield* ordered(taken, places)
  const terms = new Map<number, number>()
  const counts = new Counter()
  const pairs = { letters, starts, terms }
  yield* eachPair(pairs, (term, document) => counts.count(term, document))
  const { offsets, total } = counts.offsets(terms.size)
  const documents = new Int32Array(total)
  const ends = offsets.slice()
  const last = new Int32Array(terms.size).fill(-1)
  yield* eachPair(pairs, (term, document) => {
    if (last[term] === document) return
    last[term] = document
    const end = ends[term] ?? 0
    documents[end] = document
    ends[term] = end + 1
  })
  return {
    withPair: (first, second) => {
      const term = terms.get(pairOf(first, second))
      return term === undefined ? none : documents.subarray(offsets[term], offsets[term + 1])
    },
    contains: (document, word) => {
      const first = word[0]
      const end = (starts[document + 1] ?? 0) - word.length
      for (let at = starts[document] ?? 0; at <= end; at++) {
        if (letters[at] !== first) continue
        let same = 1
        while (same < word.length && letters[at + same] === word[same]) same++
        if (same === word.length) return true
      }
      return false
    },
  }
}

/** Documents looked at in one step. */
const STEP = 512

function* ordered({ pages, starts, lengths, total }: Letters, places: Int32Array): Work<Texts> {
  const letters = new Uint16Array(total)
  const begins = new Int32Array(places.length + 1)
  let end = 0
  yield* inSteps(places.length, STEP, (rank) => {
    const place = places[rank] ?? 0
    const [start = 0, length = 0] = [starts[place], lengths[place]]
    const at = start % PAGE
    const page = pages[(start - at) / PAGE]
    if (page) letters.set(page.subarray(at, at + length), end)
    end += length
    begins[rank + 1] = end
  })
  return { letters, starts: begins }
}

/** Letters of a page: small enough to be had at once. */
const PAGE = 2 ** 18

/** Takes texts in, one after the other; of a text longer than 65,535 letters only the beginning. */
export function createLetters(size: number): { add(text: string): void; done(): Letters } {
  const starts = new Int32Array(size)
  const lengths = new Uint16Array(size)
  const pages: Uint16Array[] = []
  let used = PAGE
  let total = 0
  let count = 0
  return {
    add: (text) => {
      const length = Math.min(text.length, 0xffff)
      if (used + length > PAGE) {
        pages.push(new Uint16Array(PAGE))
        used = 0
      }
      const page = pages[pages.length - 1]
      if (page) for (let at = 0; at < length; at++) page[used + at] = text.charCodeAt(at)
      starts[count] = (pages.length - 1) * PAGE + used
      lengths[count] = length
      used += length
      total += length
      count += 1
    },
    done: () => ({ pages, starts, lengths, total }),
  }
}

interface Pairs extends Texts {
  readonly terms: Map<number, number>
}
type Visit = (term: number, document: number) => void

/** Visits every pair of letters of every document; a new pair gets the next term number. */
function* eachPair({ letters, starts, terms }: Pairs, visit: Visit): Work<void> {
  yield* inSteps(starts.length - 1, STEP, (document) => {
    const end = (starts[document + 1] ?? 0) - 1
    for (let at = starts[document] ?? 0; at < end; at++) {
      const pair = pairOf(letters[at] ?? 0, letters[at + 1] ?? 0)
      let term = terms.get(pair)
      if (term === undefined) {
        term = terms.size
        terms.set(pair, term)
      }
      visit(term, document)
    }
  })
}

/** Counts the documents of each term, however many terms there will be. */
class Counter {
  #counts = new Int32Array(1024)
  #last = new Int32Array(1024).fill(-1)

  count(term: number, document: number): void {
    if (term >= this.#counts.length) this.#grow()
    if (this.#last[term] === document) return
    this.#last[term] = document
    this.#counts[term] = (this.#counts[term] ?? 0) + 1
  }

  /** Where each term's documents begin, with the end of the last one behind. */
  offsets(terms: number): { readonly offsets: Int32Array; readonly total: number } {
    const offsets = new Int32Array(terms + 1)
    let total = 0
    for (let term = 0; term < terms; term++) {
      offsets[term] = total
      total += this.#counts[term] ?? 0
    }
    offsets[terms] = total
    return { offsets, total }
  }

  #grow(): void {
    const counts = new Int32Array(this.#counts.length * 2)
    counts.set(this.#counts)
    const last = new Int32Array(this.#last.length * 2).fill(-1)
    last.set(this.#last)
    this.#counts = counts
    this.#last = last
  }
}
