import type { Catalogue } from '../catalogue/catalogue.ts'
import { type CategoryTree, categoryTree } from '../catalogue/category-tree.ts'
import type { SandboxOffer, SandboxSku, SandboxSupplier } from '../catalogue/offer.ts'
import type { Look } from '../pictures/look.ts'
import { createOfferIndex } from '../search/offer-index.ts'
import { createPictureIndex } from '../search/picture-index.ts'
import type { Found, Query } from '../search/query.ts'
import type { Table } from './store.ts'

/** What became of an offer since the catalogue was written. Keys of the maps are `specId`, or `''` without SKU. */
export interface OfferChange {
  readonly status?: SandboxOffer['status']
  readonly dropship?: boolean
  readonly stock: Readonly<Record<string, number>>
  readonly fen: Readonly<Record<string, number>>
  readonly consignFen: Readonly<Record<string, number>>
}

/** The catalogue as it stands now. */
export interface Offers {
  readonly size: number
  /** The offer at a place of the catalogue, from 0. */
  at(place: number): SandboxOffer
  get(offerId: number | string): SandboxOffer | undefined
  /** The first `most` offers in the catalogue's order, all of them unless said. */
  all(most?: number): readonly SandboxOffer[]
  ofSupplier(memberId: string): readonly SandboxOffer[]
  supplierNamed(loginId: string): SandboxSupplier | undefined
  /** All that sell the same thing, this one among them. */
  sameSource(offerId: number): readonly SandboxOffer[]
  /** Builds what it needs at first; who can wait asks for `soon` before, so that others need not. */
  search(query: Query): Found
  /** Resolves when searches of this kind answer at once. */
  soon(kind: 'titles' | 'pictures'): Promise<void>
  /** Offers whose covers look like a picture, the likest first, as they stand. */
  alike(look: Look, most: number): readonly SandboxOffer[]
  /** The picture of a path: how it looks and who shows it; undefined where it is none of this world. */
  picture(
    path: string,
  ): { readonly look: Look; readonly offers: readonly SandboxOffer[] } | undefined
  categories(): CategoryTree
  /** Merges into what has changed already (inside a transaction). */
  change(offerId: number, change: Partial<OfferChange>): void
}

const nothing: OfferChange = { stock: {}, fen: {}, consignFen: {} }

export function createOffers(catalogue: Catalogue, changes: Table<OfferChange>): Offers {
  // A row is never changed in place, so its identity is its version.
  const seen = new WeakMap<OfferChange, SandboxOffer>()
  const at = (place: number): SandboxOffer => {
    const change = changes.size > 0 ? changes.get(String(idAt(place))) : undefined
    if (!change) return catalogue.at(place)
    const known = seen.get(change) ?? applied(catalogue.at(place), change)
    seen.set(change, known)
    return known
  }
  const idAt = (place: number): number => catalogue.idAt(place)
  const placeOf = (offerId: number | string): number | undefined =>
    /^\d{1,15}$/.test(String(offerId)) ? catalogue.placeOf(Number(offerId)) : undefined
  const pictures = createPictureIndex(catalogue)
  const index = createOfferIndex(catalogue, { at, changes })
  let tree: CategoryTree | undefined
  return {
    size: catalogue.size,
    at,
    get: (offerId) => {
      const place = placeOf(offerId)
      return place === undefined ? undefined : at(place)
    },
    all: (most = catalogue.size) =>
      Array.from({ length: Math.min(most, catalogue.size) }, (_, place) => at(place)),
    ofSupplier: (memberId) => catalogue.ofSupplier(memberId).map(at),
    supplierNamed: catalogue.supplierNamed,
    sameSource: (offerId) => {
      const place = placeOf(offerId)
      return place === undefined ? [] : catalogue.sameSource(place).map(at)
    },
    categories: () => {
      tree ??= categoryTree(catalogue.leaves())
      return tree
    },
    search: (query) => index.search(query),
    soon: (kind) => (kind === 'titles' ? index : pictures).soon(),
    alike: (look, most) => pictures.alike(look, most).map(({ place }) => at(place)),
    picture: (path) => {
      const shown = catalogue.shown(path)
      if (!shown) return undefined
      return { look: pictures.lookAt(shown), offers: catalogue.sameSource(shown.place).map(at) }
    },
    change: (offerId, change) => {
      const known = changes.get(String(offerId)) ?? nothing
      changes.put(String(offerId), {
        ...known,
        ...change,
        stock: { ...known.stock, ...change.stock },
        fen: { ...known.fen, ...change.fen },
        consignFen: { ...known.consignFen, ...change.consignFen },
      })
    },
  }
}

function applied(offer: SandboxOffer, change: OfferChange): SandboxOffer {
  const sku = (from: SandboxSku): SandboxSku => ({
    ...from,
    stock: change.stock[from.specId] ?? from.stock,
    fen: change.fen[from.specId] ?? from.fen,
    consignFen: change.consignFen[from.specId] ?? from.consignFen,
  })
  const base = change.fen['']
  const factor = base === undefined ? 1 : base / (offer.tiers[0]?.fen || 1)
  return {
    ...offer,
    status: change.status ?? offer.status,
    dropship: change.dropship ?? offer.dropship,
    stockWithoutSku: change.stock[''] ?? offer.stockWithoutSku,
    consignFen: change.consignFen[''] ?? offer.consignFen,
    tiers: offer.tiers.map((tier) => ({ ...tier, fen: Math.round(tier.fen * factor) })),
    skus: offer.skus.map(sku),
  }
}

/** Everything of the offer that can still be sold. */
export const stockOf = (offer: SandboxOffer): number =>
  offer.skus.length > 0
    ? offer.skus.reduce((sum, sku) => sum + sku.stock, 0)
    : offer.stockWithoutSku
