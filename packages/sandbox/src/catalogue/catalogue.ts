import type { SandboxOffer, SandboxSupplier } from './offer.ts'

/** What lists, filters and indexes ask of an offer: cheap to know for each of a million. */
export interface Brief {
  readonly offerId: number
  /** What keywords are looked for in: title, English title, category; lower case. */
  readonly text: string
  readonly categoryId: number
  readonly memberId: string
  /** Lowest one-piece price. */
  readonly fen: number
  readonly minimum: number
  readonly sold: number
  readonly isOpen: boolean
  readonly shipHours: 24 | 48 | 72
  readonly sevenDayReturn: boolean
  readonly selected: boolean
  readonly freePostage: boolean
  readonly superFactory: boolean
  readonly powerfulMerchant: boolean
}

/** What a picture shows. */
export interface Shown {
  /** Who took the picture; others that sell the same thing show it too. */
  readonly place: number
  readonly subject: string
  readonly category: string
  /** The word that gives the colour: a value of a drawn property, or anything that stays the same. */
  readonly word: string
  /** Which arrangement of the thing. */
  readonly view: number
  /** Tells apart pictures of equal things by a shade too fine to see; 0 none. */
  readonly shade: number
}

/**
 * What the world sells before anything happened: held in memory, or worked out when asked for. An
 * offer's place (from 0) is the same in every run.
 */
export interface Catalogue {
  readonly size: number
  at(place: number): SandboxOffer
  idAt(place: number): number
  brief(place: number): Brief
  /** The place of an offer number; undefined where nobody sells it. */
  placeOf(offerId: number): number | undefined
  /** What the cover of the offer at a place shows. */
  cover(place: number): Shown
  /** What the picture of a path shows; undefined where it is no picture of this world. */
  shown(path: string): Shown | undefined
  /** Leaf categories that something is sold in: id → name. */
  leaves(): ReadonlyMap<number, string>
  /** Places of the offers of one supplier. */
  ofSupplier(memberId: string): readonly number[]
  /** A supplier by its shop name. */
  supplierNamed(loginId: string): SandboxSupplier | undefined
  /** Places of all that sell the same thing, this one among them. */
  sameSource(place: number): readonly number[]
}

/** The brief of a whole offer. Only offers that are on sale one by one are open to lists. */
export function briefOf(offer: SandboxOffer): Brief {
  const { services, freight, supplier } = offer
  return {
    offerId: offer.offerId,
    text: `${offer.subject} ${offer.subjectEn ?? ''} ${offer.categoryName}`.toLowerCase(),
    categoryId: offer.categoryId,
    memberId: supplier.memberId,
    fen: lowestFen(offer),
    minimum: offer.minOrderQuantity,
    sold: offer.soldLast90Days,
    isOpen: offer.status === 'published' && offer.dropship,
    shipHours: services.shipHours,
    sevenDayReturn: services.sevenDayReturn,
    selected: services.selected,
    freePostage: freight.dropshipFree || freight.templateId === 1,
    superFactory: supplier.superFactory,
    powerfulMerchant: supplier.powerfulMerchant,
  }
}

/** Lowest and highest one-piece price in fen. */
export const lowestFen = (offer: SandboxOffer): number =>
  offer.skus.length > 0 ? Math.min(...offer.skus.map((sku) => sku.consignFen)) : offer.consignFen
export const highestFen = (offer: SandboxOffer): number =>
  offer.skus.length > 0 ? Math.max(...offer.skus.map((sku) => sku.consignFen)) : offer.consignFen
