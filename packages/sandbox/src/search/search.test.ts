import fc from 'fast-check'
import { expect, test } from 'vitest'
import { briefOf } from '../catalogue/catalogue.ts'
import { held } from '../catalogue/held.ts'
import { catalogue } from '../catalogue/index.ts'
import { generate } from '../catalogue/market/market.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { createOffers, type OfferChange, type Offers } from '../world/offers.ts'
import { createStore } from '../world/store.ts'
import { ENOUGH_PAIRS, factsFor, factsOf, isLongChinese, type Query, wordsOf } from './query.ts'
import { comparing } from './sorting.ts'

/** What a search means, said as plainly as it can be: every offer is looked at. */
function plainly(offers: readonly SandboxOffer[], query: Query): readonly number[] {
  const {
    fromFen = 0,
    toFen = Infinity,
    mostMinimum = Infinity,
    fromSold = 0,
    toSold = Infinity,
  } = query
  const wanted = factsFor(query.filters ?? [])
  const by = comparing(query.sort ?? 'sold-down')
  return offers
    .map((offer) => ({ offer, brief: briefOf(offer) }))
    .filter(({ brief }) => brief.isOpen)
    .filter(({ brief }) => wordsOf(query.keywords).every((word) => speaksOf(brief.text, word)))
    .filter(
      ({ brief }) => !query.categoryIds?.length || query.categoryIds.includes(brief.categoryId),
    )
    .filter(
      ({ brief }) => brief.fen >= fromFen && brief.fen <= toFen && brief.minimum <= mostMinimum,
    )
    .filter(({ brief }) => brief.sold >= fromSold && brief.sold <= toSold)
    .filter(({ brief }) => (factsOf(brief) & wanted) === wanted)
    .filter(({ brief }) => query.memberId === undefined || brief.memberId === query.memberId)
    .toSorted(
      (a, b) =>
        by(a.brief, b.brief) || b.brief.sold - a.brief.sold || a.brief.offerId - b.brief.offerId,
    )
    .map(({ offer }) => offer.offerId)
}

function speaksOf(text: string, word: string): boolean {
  if (text.includes(word)) return true
  if (!isLongChinese(word)) return false
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
  return pairs.filter((pair) => text.includes(pair)).length / pairs.length >= ENOUGH_PAIRS
}

const store = createStore()
const worlds: readonly (readonly [string, Offers])[] = [
  ['a generated market', createOffers(generate(400), store.table<OfferChange>('market'))],
  ['the own catalogue', createOffers(held(catalogue()), store.table<OfferChange>('own'))],
]

for (const [name, offers] of worlds) {
  const all = offers.all()
  const somewhere = fc.nat({ max: all.length - 1 }).map((at) => all[at])
  const piece = fc
    .tuple(somewhere, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 9 }))
    .map(([offer, from, length]) => offer?.subject.slice(from % 30, (from % 30) + length) ?? '')
  const word = fc.oneof(
    piece,
    piece,
    fc.constantFrom('t', '包', '保温杯', '2026', 'xyz', '大容量保温杯玻璃', '没有这种东西'),
  )
  const query: fc.Arbitrary<Query> = fc.record(
    {
      keywords: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      categoryIds: fc.array(
        somewhere.map((offer) => offer?.categoryId ?? 0),
        { maxLength: 2 },
      ),
      fromFen: fc.nat({ max: 5000 }),
      toFen: fc.nat({ max: 20_000 }),
      filters: fc.subarray([
        'YX_SCORE_LEVEL_1',
        '454466',
        'shipIn24Hours',
        'freePostage',
        'unknown',
        'toString',
      ]),
      mostMinimum: fc.constantFrom(1, 2, 10),
      fromSold: fc.nat({ max: 3000 }),
      toSold: fc.nat({ max: 90_000 }),
      memberId: somewhere.map((offer) => offer?.supplier.memberId ?? ''),
      sort: fc.constantFrom(
        ...(
          ['sold', 'price', 'amount', 'buyers', 'answers', 'disputes', 'turnover'] as const
        ).flatMap((key) => [`${key}-up`, `${key}-down`] as const),
      ),
    },
    { requiredKeys: [] },
  )
  const change = fc.record({
    offer: somewhere,
    status: fc.constantFrom('published' as const, 'expired' as const, 'deleted' as const),
    fen: fc.integer({ min: 1, max: 20_000 }),
    isUndone: fc.boolean(),
  })

  test(`${name}: the index finds what looking at every offer finds, whatever was changed before`, () => {
    fc.assert(
      fc.property(query, fc.array(change, { maxLength: 3 }), (asked, changes) => {
        for (const { offer, status, fen, isUndone } of changes) {
          if (offer) apply(offers, offer, { status, fen, isUndone })
        }
        const found = offers.search(asked)
        const expected = plainly(offers.all(), asked)
        expect(found.page(0, found.total).map(({ offerId }) => offerId)).toEqual(expected)
        expect(found.page(1, 2).map(({ offerId }) => offerId)).toEqual(expected.slice(1, 3))
      }),
      { numRuns: 40 },
    )
  })
}

/** Changes an offer in a transaction that holds, or one that is undone after it was searched. */
function apply(
  offers: Offers,
  offer: SandboxOffer,
  { status, fen, isUndone }: { status: SandboxOffer['status']; fen: number; isUndone: boolean },
): void {
  const specs = offer.skus.length > 0 ? offer.skus.map(({ specId }) => specId) : ['']
  const consignFen = Object.fromEntries(specs.map((spec) => [spec, fen]))
  const transaction = (): void =>
    store.transaction(() => {
      offers.change(offer.offerId, { status, consignFen })
      offers.search({ memberId: offer.supplier.memberId })
      if (isUndone) throw new TypeError('undone')
    })
  if (isUndone) expect(transaction).toThrow('undone')
  else transaction()
}

test('a price or status that changed is seen by the next search, and forgotten by a reset', () => {
  const world = createStore()
  const offers = createOffers(generate(500), world.table<OfferChange>('offers'))
  const cheapest = () => offers.search({ sort: 'price-up' }).page(0, 1)[0]
  const before = cheapest()
  const other = offers.search({ sort: 'price-down' }).page(0, 1)[0]
  const specs = other?.skus.map(({ specId }) => specId) ?? []
  world.transaction(() =>
    offers.change(other?.offerId ?? 0, {
      consignFen: Object.fromEntries([...specs, ''].map((spec) => [spec, 1])),
    }),
  )
  expect(cheapest()?.offerId).toBe(other?.offerId)
  world.transaction(() => offers.change(other?.offerId ?? 0, { status: 'expired' }))
  expect(cheapest()?.offerId).toBe(before?.offerId)
  world.transaction(() => world.clear())
  expect(offers.search({ sort: 'price-down' }).page(0, 1)[0]).toEqual(other)
})
