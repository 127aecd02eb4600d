import type { GroupDealView } from './group-buy.ts'
import type { ListingView } from './listing.ts'

/** The SKUs of a listing that can be bought together, at what they then cost. */
export function atGroupPrice(view: ListingView, { prices }: GroupDealView): ListingView {
  const skus = view.skus.flatMap((sku) => {
    const own = prices.find((each) => each.sku === sku.skuId)
    return own ? [{ ...sku, price: own.price }] : []
  })
  return { ...view, skus }
}
