import type { Catalogue } from '../catalogue.ts'
import { draft } from './draft.ts'
import { groupOf } from './groups.ts'
import { offerNumber, placeOf, supplierOfMember } from './numbers.ts'
import { briefAt, offerAt, sellerFor, shownAt } from './offer.ts'
import { shotOf } from './paths.ts'
import { DISTRICT, districtOf, sellerOf } from './sellers.ts'
import { stands } from './shelf.ts'

const FEWEST = 10
const MOST = 1_000_000

/**
 * A market of `size` offers (10 to 1,000,000), each worked out from seed and place when it is asked
 * for: it starts at once and holds nothing. A smaller market of the same seed is the beginning of a
 * larger one. Throws RangeError for another size.
 */
export function generate(size: number, seed = 1688): Catalogue {
  if (!Number.isInteger(size) || size < FEWEST || size > MOST) {
    throw new RangeError(`a generated market has ${FEWEST} to ${MOST} offers, not ${size}`)
  }
  const within = (place: number): number | undefined =>
    place >= 0 && place < size ? place : undefined
  const ofSeller = (seller: number): readonly number[] => {
    if (seller < 0) return []
    const from = districtOf(seller)
    const places = Array.from({ length: DISTRICT }, (_, at) => from + at)
    return places.filter((place) => place < size && sellerFor(draft(seed, place)) === seller)
  }
  return {
    size,
    at: (place) => offerAt(seed, place),
    idAt: offerNumber,
    brief: (place) => briefAt(seed, place),
    placeOf: (offerId) => within(placeOf(offerId)),
    cover: (place) => shownAt(seed, groupOf(seed, place).leader, 0),
    shown: (path) => {
      const shot = shotOf(path)
      return shot && within(shot.place) !== undefined
        ? shownAt(seed, shot.place, shot.slot)
        : undefined
    },
    leaves: () => new Map(stands.map(({ category }) => [category.id, category.name])),
    ofSupplier: (memberId) =>
      ofSeller(supplierOfMember(Number(/^b2b-(\d{13})$/.exec(memberId)?.[1] ?? -1))),
    supplierNamed: (loginId) => {
      const seller = Number(/(\d{1,9})$/.exec(loginId)?.[1] ?? -1)
      if (ofSeller(seller).length === 0) return undefined
      const supplier = sellerOf(seed, seller)
      return supplier.loginId === loginId ? supplier : undefined
    },
    sameSource: (place) => {
      const { leader, size: count } = groupOf(seed, place)
      const places = Array.from({ length: count }, (_, at) => leader + at)
      return places.filter((each) => each < size)
    },
  }
}
