import { briefOf, type Catalogue, type Shown } from './catalogue.ts'
import { hash } from './chance.ts'
import type { SandboxOffer } from './offer.ts'

/** A catalogue of offers that are all there. */
export function held(offers: readonly SandboxOffer[]): Catalogue {
  const places = new Map(offers.map((offer, place) => [offer.offerId, place]))
  const shown = once(() => shownBy(offers))
  const suppliers = once(() => {
    const found = new Map<string, number[]>()
    offers.forEach(({ supplier }, place) => {
      found.set(supplier.memberId, [...(found.get(supplier.memberId) ?? []), place])
    })
    return found
  })
  const at = (place: number): SandboxOffer => {
    const offer = offers[place]
    if (!offer) throw new RangeError(`no offer at ${place}`)
    return offer
  }
  return {
    size: offers.length,
    at,
    idAt: (place) => at(place).offerId,
    brief: (place) => briefOf(at(place)),
    placeOf: (offerId) => places.get(offerId),
    cover: (place) => coverOf(at(place), place),
    shown: (path) => shown().get(path)?.(),
    leaves: () => new Map(offers.map(({ categoryId, categoryName }) => [categoryId, categoryName])),
    ofSupplier: (memberId) => suppliers().get(memberId) ?? [],
    supplierNamed: (loginId) =>
      offers.find(({ supplier }) => supplier.loginId === loginId)?.supplier,
    // Who sells the same thing shows the same picture.
    sameSource: (place) => {
      const cover = at(place).images[0]
      const same = [...offers.keys()].filter((other) => offers[other]?.images[0] === cover)
      return cover === undefined ? [place] : same
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** What each path shows; made when first asked for. */
function shownBy(offers: readonly SandboxOffer[]): ReadonlyMap<string, () => Shown> {
  const all = new Map<string, () => Shown>()
  offers.forEach((offer, place) => {
    offer.images.forEach((path, view) => {
      all.set(path, () => ({ ...coverOf(offer, place), view }))
    })
    for (const { image, value } of drawnValues(offer)) {
      if (image) all.set(image, () => ({ ...coverOf(offer, place), word: value }))
    }
  })
  return all
}

const drawnValues = ({ skus }: SandboxOffer) =>
  skus.flatMap((sku) => sku.properties.filter(({ image }) => image))

function coverOf(offer: SandboxOffer, place: number): Shown {
  const values = drawnValues(offer)
  // Covers of a page of offers that all begin with black would look alike.
  const word = values[offer.offerId % Math.max(1, values.length)]?.value ?? String(offer.offerId)
  return {
    place,
    subject: offer.subject,
    category: offer.categoryName,
    word,
    view: 0,
    shade: hash(String(offer.offerId)),
  }
}
