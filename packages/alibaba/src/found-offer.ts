import type { Money } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { pictureUrl } from './picture-url.ts'
import { isAlike, priceIn } from './sane.ts'

/** An offer as a search tells it: enough to choose by, not enough to sell. */
export interface FoundOffer {
  /** Absent where the platform tells the encrypted id alone. */
  readonly offerId?: string
  readonly openOfferId?: string
  readonly title: string
  readonly imageUrl?: string
  /** The lowest one-piece cost; absent where none was told. */
  readonly cost?: Money
  /** The lowest wholesale price. */
  readonly wholesale?: Money
  readonly minQuantity?: number
  readonly sold90Days?: number
  readonly sold30Days?: number
  /** The platform's own words and codes. */
  readonly labels: readonly string[]
  /** The pool of selected offers (精选货源). */
  readonly selected?: boolean
  readonly freePostage?: boolean
  /** `openUid` opens a chat (`chatLink`) and lists the supplier's offers. */
  readonly supplier?: { readonly id?: string; readonly openUid?: string; readonly name?: string }
  /** The title in the language that was asked for. */
  readonly translatedTitle?: string
}

export interface FoundOffers {
  readonly offers: readonly FoundOffer[]
  /** Of all pages. */
  readonly total: number
}

type Amount = string | number | Money | undefined

/** What a hit says, by our names; amounts that are no Money yet are in yuan. */
export interface Hit {
  readonly offerId?: string | undefined
  readonly openOfferId?: string | undefined
  readonly title: string
  readonly image?: string | null | undefined
  /** The first that is an amount is the one-piece cost. */
  readonly costs: Readonly<Record<string, Amount>>
  readonly wholesale?: Readonly<Record<string, Amount>>
  readonly minQuantity?: number | undefined
  readonly sold90Days?: number | undefined
  readonly sold30Days?: number | undefined
  readonly labels?: readonly (string | undefined)[]
  readonly selected?: boolean | undefined
  readonly freePostage?: boolean | undefined
  readonly supplierId?: string | undefined
  readonly supplierOpenUid?: string | undefined
  readonly supplierName?: string | undefined
  readonly translatedTitle?: string | undefined
}

/** @param path where the hit stands in the answer */
export function toFound(hit: Hit, path: string): FoundOffer {
  if (!hit.offerId && !hit.openOfferId) throw new Absurd(`${path}.offerId`)
  const [costField, cost] = firstPrice(hit.costs, path)
  const [, wholesale] = firstPrice(hit.wholesale ?? {}, path)
  if (cost && wholesale && !isAlike(cost, wholesale)) throw new Absurd(costField)
  const supplier = {
    ...(hit.supplierId && { id: hit.supplierId }),
    ...(hit.supplierOpenUid && { openUid: hit.supplierOpenUid }),
    ...(hit.supplierName && { name: hit.supplierName }),
  }
  const imageUrl = pictureUrl(hit.image)
  return {
    ...(hit.offerId && { offerId: hit.offerId }),
    ...(hit.openOfferId && { openOfferId: hit.openOfferId }),
    title: plainTitle(hit.title),
    ...(imageUrl && { imageUrl }),
    ...(cost && { cost }),
    ...(wholesale && { wholesale }),
    ...countOf('minQuantity', hit.minQuantity, path),
    ...countOf('sold90Days', hit.sold90Days, path),
    ...countOf('sold30Days', hit.sold30Days, path),
    labels: (hit.labels ?? []).flatMap((label) => label || []),
    ...(hit.selected !== undefined && { selected: hit.selected }),
    ...(hit.freePostage !== undefined && { freePostage: hit.freePostage }),
    ...(Object.keys(supplier).length > 0 && { supplier }),
    ...(hit.translatedTitle && { translatedTitle: plainTitle(hit.translatedTitle) }),
  }
}

/** The platform marks the keyword with tags. */
const plainTitle = (title: string): string => title.replaceAll(/<[^<>]*>/g, '').trim()

function firstPrice(
  amounts: Readonly<Record<string, Amount>>,
  path: string,
): readonly [field: string, price: Money | undefined] {
  for (const [name, amount] of Object.entries(amounts)) {
    const field = `${path}.${name}`
    const price = typeof amount === 'object' ? amount : priceIn(field, amount)
    if (price) return [field, price]
  }
  return [path, undefined]
}

function countOf<Name extends string>(
  name: Name,
  count: number | undefined,
  path: string,
): { readonly [Key in Name]?: number } {
  if (count === undefined) return {}
  if (count < 0) throw new Absurd(`${path}.${name}`)
  return { [name]: Math.floor(count) } as { readonly [Key in Name]?: number }
}

/** The total of a page that may not say one. */
export function pageTotal(
  info: { readonly totalRecords?: number | undefined } | undefined,
  offers: readonly unknown[],
): number {
  return Math.max(info?.totalRecords ?? 0, offers.length)
}
