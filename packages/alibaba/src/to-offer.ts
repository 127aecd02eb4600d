import type { Offer, Tier } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { readLabels, readShipHours } from './offer-labels.ts'
import { pictureUrl } from './picture-url.ts'
import { oneLine, readDescription } from './read-description.ts'
import { priceIn } from './sane.ts'
import { toSkus } from './to-skus.ts'
import type { ProductInfo } from './wire/offer.ts'
import { fromYuan } from './yuan.ts'

/**
 * A product of the platform as an offer, its pictures at the platform's own host.
 *
 * @param at epoch milliseconds at which it was read
 * @param path where the product stands in the answer, for the field that an `Absurd` names
 */
export function toOffer(product: ProductInfo, at: number, path = 'productInfo'): Offer {
  const supplierId = product.supplierLoginId ?? product.sellerLoginId ?? product.supplierUserId
  if (!supplierId) throw new Absurd(`${path}.supplierLoginId`)
  const dropship = isDropship(product)
  const sale = product.productSaleInfo
  const labels = readLabels(product, at)
  const shipFrom = product.productShippingInfo?.sendGoodsAddressText
  const fewest = dropship ? sale?.fenxiaoSaleInfo?.startQuantity : sale?.minOrderQuantity
  const tiers = toTiers(product, path)
  return {
    platform: '1688',
    offerId: product.productID,
    state: product.status === 'published' ? 'online' : 'offline',
    title: oneLine(product.subject),
    blocks: readDescription(product.description ?? ''),
    images: pictures(product.productImage?.images ?? []),
    category: { id: product.categoryID ?? '', name: product.categoryName ?? '' },
    attributes: product.productAttribute.flatMap(({ attributeName: name, value }) =>
      name && value ? [{ name: oneLine(name), value: oneLine(value) }] : [],
    ),
    supplier: { id: supplierId, name: product.supplierInfo?.companyName ?? supplierId },
    dropship,
    minQuantity: Math.max(1, Math.ceil(fewest ?? 1)),
    unit: sale?.unit ?? '件',
    tiers,
    skus: toSkus(product, tiers, path),
    freePostage: labels.some((label) => label.kind === 'free_shipping'),
    shipWithinHours: readShipHours(labels),
    ...(shipFrom && { shipFrom }),
    labels,
    capturedAt: new Date(at).toISOString(),
  }
}

const pictures = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => pictureUrl(path) ?? [])

/** The group list says so; older answers lack it, and then a one-piece price is the sign. */
function isDropship(product: ProductInfo): boolean {
  const groups = product.productBizGroupInfos
  if (groups) return groups.some((g) => g.code === 'isConsignMarketOffer' && g.support === true)
  return (
    hasPrice(product.productSaleInfo?.consignPrice) ||
    product.productSkuInfos.some((sku) => hasPrice(sku.consignPrice))
  )
}

const hasPrice = (amount: string | number | undefined): boolean =>
  (fromYuan(amount)?.amount ?? 0) > 0

/** By quantity; who buys more never pays more for a piece. */
function toTiers(product: ProductInfo, path: string): Tier[] {
  const field = `${path}.productSaleInfo.priceRanges`
  const tiers = (product.productSaleInfo?.priceRanges ?? []).flatMap((range, index) => {
    const cost = priceIn(`${field}[${index}].price`, range.price)
    return cost ? [{ fromQuantity: Math.max(1, Math.ceil(range.startQuantity)), cost }] : []
  })
  tiers.sort((a, b) => a.fromQuantity - b.fromQuantity)
  tiers.forEach(({ cost }, index) => {
    const before = tiers[index - 1]
    if (before && cost.amount > before.cost.amount) throw new Absurd(field)
  })
  return tiers
}
