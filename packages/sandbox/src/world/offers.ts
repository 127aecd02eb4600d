import type { SandboxOffer, SandboxSku } from '../catalogue/offer.ts'
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
  get(offerId: number | string): SandboxOffer | undefined
  all(): readonly SandboxOffer[]
  /** Merges into what has changed already (inside a transaction). */
  change(offerId: number, change: Partial<OfferChange>): void
}

const nothing: OfferChange = { stock: {}, fen: {}, consignFen: {} }

export function createOffers(
  catalogue: readonly SandboxOffer[],
  changes: Table<OfferChange>,
): Offers {
  const written = new Map(catalogue.map((offer) => [String(offer.offerId), offer]))
  // A row is never changed in place, so its identity is its version.
  const seen = new WeakMap<OfferChange, SandboxOffer>()
  const asItStands = (offer: SandboxOffer): SandboxOffer => {
    const change = changes.get(String(offer.offerId))
    if (!change) return offer
    const known = seen.get(change) ?? applied(offer, change)
    seen.set(change, known)
    return known
  }
  return {
    get: (offerId) => {
      const offer = written.get(String(offerId))
      return offer && asItStands(offer)
    },
    all: () => catalogue.map(asItStands),
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
