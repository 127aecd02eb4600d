/**
 * What a supplier sells in the sandbox's world: richer than any one 1688 answer, so that every call
 * (detail, search, selected pool, preview, freight) is a view of the same truth.
 *
 * Money is in fen, weight in grams. Numbers that 1688 emits as Long stay numbers here while they fit
 * 2^53 (offer, SKU and category ids do); ids beyond that are decimal strings.
 */
export interface SandboxOffer {
  /** 12 digits. */
  readonly offerId: number
  readonly supplier: SandboxSupplier
  readonly subject: string
  readonly subjectEn?: string
  /** HTML as a supplier writes it, with `<img>`s. */
  readonly description: string
  /** Leaf category. */
  readonly categoryId: number
  readonly categoryName: string
  /** Paths below the picture host (`img/ibank/…`), first is the cover. */
  readonly images: readonly string[]
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  /** Absent for an offer without SKU properties; then `stockWithoutSku` counts. */
  readonly skus: readonly SandboxSku[]
  readonly stockWithoutSku: number
  /** 0 no SKU, priced by quantity; 1 priced per SKU; 2 SKUs, priced by quantity ranges (reference §3.2). */
  readonly quoteType: 0 | 1 | 2
  /**
   * Wholesale price ranges, ascending by quantity and falling in price; never empty. With
   * `quoteType` 1 the one range says the lowest SKU price, for lists; orders go by the SKU.
   */
  readonly tiers: readonly { readonly startQuantity: number; readonly fen: number }[]
  /** One-piece dropship price where there is no SKU. */
  readonly consignFen: number
  readonly retailFen?: number
  /** Minimum quantity for wholesale orders; dropship orders start at 1 unless `dropshipMinimum` says otherwise. */
  readonly minOrderQuantity: number
  readonly dropshipMinimum: number
  /** Wholesale orders come in multiples of this; 1 unless the supplier packs otherwise. */
  readonly batchNumber: number
  readonly unit: string
  readonly freight: SandboxFreight
  readonly services: SandboxServices
  readonly status: 'published' | 'member expired' | 'expired' | 'deleted'
  /** Whether one-piece dropship orders are taken at all. */
  readonly dropship: boolean
  readonly soldLast90Days: number
  readonly createdAt: string
}

export interface SandboxSku {
  /** 13 digits, globally unique. */
  readonly skuId: number
  /** 32 lower-case hex, unique within the offer; what an order names. */
  readonly specId: string
  readonly properties: readonly {
    readonly name: string
    readonly value: string
    readonly image?: string
  }[]
  readonly fen: number
  readonly consignFen: number
  readonly retailFen?: number
  readonly stock: number
  readonly cargoNumber?: string
}

export interface SandboxSupplier {
  /** `b2b-<digits>`. */
  readonly memberId: string
  readonly userId: number
  readonly loginId: string
  readonly companyName: string
  readonly province: string
  readonly city: string
  readonly superFactory: boolean
  readonly powerfulMerchant: boolean
  /**
   * Mixed batches 混批 (`OpQueryMarketingMixConfig`): a wholesale order that reaches either amount or
   * pieces over all its lines need not reach the minimum of each offer. Absent: no mixed batches.
   */
  readonly mix?: { readonly fen: number; readonly pieces: number }
}

/** `templateId` 1: the seller pays, postage is free everywhere (reference §3.2). */
export interface SandboxFreight {
  readonly templateId: number
  /** Free postage for one-piece dropship orders. */
  readonly dropshipFree: boolean
  readonly unitWeightGrams: number
  /** Charged by weight: first unit then each further unit, per region; the empty list is the rest of the country. */
  readonly rates: readonly {
    /** Two-digit GB/T 2260 province codes. */
    readonly provinces: readonly string[]
    readonly firstGrams: number
    readonly firstFen: number
    readonly nextGrams: number
    readonly nextFen: number
  }[]
  /** Two-digit province codes that are not served. */
  readonly notServed: readonly string[]
}

export interface SandboxServices {
  readonly shipHours: 24 | 48 | 72
  readonly sevenDayReturn: boolean
  /** Member of the selected pool (精选货源). */
  readonly selected: boolean
  /** Service codes as in `buyerProtection` (reference §3.9), e.g. `ssbxsfh`, `qtwlybt`, `psbj`, `shbp`. */
  readonly protections: readonly string[]
}
