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

/** Texts one after the other, where each begins, and where the last ends. */
export interface Letters {
  readonly letters: Uint16Array
  readonly starts: Int32Array
}

/** Indexes texts. Document `rank` is the text at `places[rank]`. */
export function createPostings(texts: Letters, places: Int32Array): Postings {
  // In the order of ranks: a search reads them one after the other.
  const { letters, starts } = ordered(texts, places)
  const terms = new Map<number, number>()
  const counts = new Counter()
  const pairs = { letters, starts, terms }
  eachPair(pairs, (term, document) => counts.count(term, document))
  const { offsets, total } = counts.offsets(terms.size)
  const documents = new Int32Array(total)
  const ends = offsets.slice()
  const last = new Int32Array(terms.size).fill(-1)
  eachPair(pairs, (term, document) => {
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

function ordered({ letters, starts }: Letters, places: Int32Array): Letters {
  const moved = new Uint16Array(letters.length)
  const begins = new Int32Array(starts.length)
  let end = 0
  places.forEach((place, rank) => {
    const text = letters.subarray(starts[place], starts[place + 1])
    moved.set(text, end)
    end += text.length
    begins[rank + 1] = end
  })
  return { letters: moved, starts: begins }
}

/** Takes texts in, one after the other. */
export function createLetters(size: number): { add(text: string): void; done(): Letters } {
  const starts = new Int32Array(size + 1)
  let letters = new Uint16Array(Math.max(64, size * 40))
  let end = 0
  let count = 0
  return {
    add: (text) => {
      if (end + text.length > letters.length) {
        const larger = new Uint16Array(Math.ceil(Math.max(letters.length * 1.5, end + text.length)))
        larger.set(letters)
        letters = larger
      }
      for (let at = 0; at < text.length; at++) letters[end++] = text.charCodeAt(at)
      count += 1
      starts[count] = end
    },
    done: () => ({ letters: letters.slice(0, end), starts }),
  }
}

/** Visits every pair of letters of every document; a new pair gets the next term number. */
function eachPair(
  { letters, starts, terms }: Letters & { readonly terms: Map<number, number> },
  visit: (term: number, document: number) => void,
): void {
  for (let document = 0; document + 1 < starts.length; document++) {
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
  }
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
