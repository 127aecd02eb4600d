import type { Parcel } from './freight.ts'
import type { SupplierName } from './suppliers.ts'

/** One thing on a shelf of the sandbox's own world, as briefly as it can be said. */
export interface Good {
  /** Title as a supplier writes it: words that people search for, at most 60 characters. */
  readonly title: string
  /** One-piece dropship price, of the cheapest SKU where there are several. */
  readonly yuan: string
  readonly grams: number
  /**
   * SKU properties: `颜色=奶白/雾蓝`. `+` after a value is yuan on top of the price: `大号+8.5`.
   * Values of 颜色 and 款式 have a picture of their own.
   */
  readonly by?: readonly string[]
  /** Combinations that are not made; values joined by `/`, `_` for any, several after `,`: `黑色/XS, _/XXL`. */
  readonly not?: string
  /** Combinations that are sold out, in the same notation. */
  readonly out?: string
  /** Attributes: `材质=PP；产地=浙江台州`. */
  readonly facts: string
  /** Two or three sentences for the description. */
  readonly words: string
  /** Minimum of a wholesale order; 1 unless said. */
  readonly minimum?: number
  /** Minimum of a dropship order; 1 unless said. */
  readonly dropshipMinimum?: number
  /** Wholesale orders come in multiples of this. */
  readonly batch?: number
  /** Has SKUs but is priced by quantity ranges (quoteType 2). */
  readonly byQuantity?: true
  readonly retail?: string
  readonly unit?: string
  readonly parcel?: Parcel
  readonly supplier?: SupplierName
  /**
   * What the supplier promises and what is the matter with it, in words: `24h` `48h` `72h`, `free`
   * (postage of dropship orders), `post` (postage always), `return` (7 days), `selected` (pool),
   * `broken` and `short` (cover), `expired` `lapsed` (member expired) `wholesale` (no dropshipping)
   * `gone` (nothing in stock).
   */
  readonly is?: string
}

/** Goods of one leaf category with what most of them share. */
export interface Shelf {
  readonly categoryId: number
  readonly categoryName: string
  /** Word for the category in real files of offers and in tests. */
  readonly name: string
  readonly supplier: SupplierName
  readonly parcel: Parcel
  readonly is: string
  /** What the supplier writes under every offer of this shelf. */
  readonly notice: string
  readonly goods: readonly Good[]
}
