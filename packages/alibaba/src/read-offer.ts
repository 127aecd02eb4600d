import type { Money, Offer, Sku, Tier } from '@xiaopu/domain'
import * as v from 'valibot'
import { apis } from './apis.ts'
import { nonsense, refusal } from './faults.ts'
import { readLabels, readShipHours } from './offer-labels.ts'
import { pictureUrl } from './picture-url.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readDescription } from './read-description.ts'
import { codeOf, messageOf } from './wire/envelope.ts'
import { ProductAnswer, ProductInfo, type SkuInfo } from './wire/offer.ts'
import { fromYuan } from './yuan.ts'

/** An offer as it stands now; undefined where the platform knows none of that id. */
export async function readOffer(
  { api, imageBase, now }: Platform1688,
  offerId: string,
): Promise<Offer | undefined> {
  const answer = await api.call(apis.offer, { offerId }, ProductAnswer)
  if (answer.success === false || !answer.productInfo) {
    if (isAbsent(codeOf(answer), messageOf(answer))) return undefined
    throw refusal(apis.offer, answer)
  }
  const product = v.safeParse(ProductInfo, answer.productInfo)
  if (!product.success) {
    throw nonsense(apis.offer, `productInfo.${v.getDotPath(product.issues[0]) ?? ''}`)
  }
  return toOffer(product.output, imageBase, now())
}

/** No code is documented for an id that names nothing; `404` is the platform's usual one. */
const isAbsent = (code: string, message: string): boolean =>
  code === '404' || /NOT_?EXISTS?$|NOT_?FOUND$/i.test(code) || /商品.{0,20}不存在/.test(message)

function toOffer(product: ProductInfo, imageBase: string, now: number): Offer {
  const supplierId = product.supplierLoginId ?? product.sellerLoginId ?? product.supplierUserId
  if (!supplierId) throw nonsense(apis.offer, 'productInfo.supplierLoginId')
  const dropship = isDropship(product)
  const sale = product.productSaleInfo
  const labels = readLabels(product, now)
  const shipFrom = product.productShippingInfo?.sendGoodsAddressText
  const fewest = dropship ? sale?.fenxiaoSaleInfo?.startQuantity : sale?.minOrderQuantity
  return {
    platform: '1688',
    offerId: product.productID,
    state: product.status === 'published' ? 'online' : 'offline',
    title: product.subject.trim(),
    blocks: readDescription(product.description ?? '', imageBase),
    images: pictures(product.productImage?.images ?? [], imageBase),
    category: { id: product.categoryID ?? '', name: product.categoryName ?? '' },
    attributes: product.productAttribute.flatMap(({ attributeName: name, value }) =>
      name && value ? [{ name, value }] : [],
    ),
    supplier: { id: supplierId, name: product.supplierInfo?.companyName ?? supplierId },
    dropship,
    minQuantity: Math.max(1, Math.ceil(fewest ?? 1)),
    unit: sale?.unit ?? '件',
    tiers: readTiers(product),
    skus: readSkus(product, imageBase),
    freePostage: labels.some((label) => label.kind === 'free_shipping'),
    shipWithinHours: readShipHours(labels),
    ...(shipFrom && { shipFrom }),
    labels,
    capturedAt: new Date(now).toISOString(),
  }
}

const pictures = (paths: readonly string[], imageBase: string): string[] =>
  paths.flatMap((path) => pictureUrl(path, imageBase) ?? [])

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

function readTiers(product: ProductInfo): Tier[] {
  const tiers = (product.productSaleInfo?.priceRanges ?? []).flatMap((range) => {
    const cost = fromYuan(range.price)
    return cost ? [{ fromQuantity: Math.max(1, Math.ceil(range.startQuantity)), cost }] : []
  })
  return tiers.sort((a, b) => a.fromQuantity - b.fromQuantity)
}

function readSkus(product: ProductInfo, imageBase: string): Sku[] {
  const extended = readConsignPrices(product)
  const shared = priceOf(product.productSaleInfo?.consignPrice) ?? readTiers(product)[0]?.cost
  const skus =
    product.productSkuInfos.length > 0
      ? product.productSkuInfos.flatMap((sku) => readSku(sku, extended, shared, imageBase))
      : readSingle(product, extended.get('') ?? shared)
  // Nothing with a price is nothing to sell: buying on a guess is worse than failing.
  if (skus.length === 0) throw nonsense(apis.offer, 'productInfo.productSkuInfos')
  return skus
}

function readSku(
  sku: SkuInfo,
  extended: ReadonlyMap<string, Money>,
  shared: Money | undefined,
  imageBase: string,
): Sku[] {
  const cost = priceOf(sku.consignPrice) ?? extended.get(sku.skuId) ?? priceOf(sku.price) ?? shared
  if (!cost || !sku.specId) return []
  const suggestedPrice = priceOf(sku.retailPrice)
  return [
    {
      skuId: sku.skuId,
      specId: sku.specId,
      properties: sku.attributes.flatMap((attribute) => {
        const name = attribute.attributeName ?? attribute.attributeDisplayName
        const imageUrl = pictureUrl(attribute.skuImageUrl, imageBase)
        return name && attribute.attributeValue
          ? [{ name, value: attribute.attributeValue, ...(imageUrl && { imageUrl }) }]
          : []
      }),
      cost,
      ...(suggestedPrice && { suggestedPrice }),
      stock: stockOf(sku.amountOnSale),
    },
  ]
}

/** An offer without variants has one Sku under its own id; an order names it without `specId`. */
function readSingle(product: ProductInfo, cost: Money | undefined): Sku[] {
  if (!cost) return []
  const suggestedPrice = priceOf(product.productSaleInfo?.retailprice)
  return [
    {
      skuId: product.productID,
      properties: [],
      cost,
      ...(suggestedPrice && { suggestedPrice }),
      stock: stockOf(product.productSaleInfo?.amountOnSale),
    },
  ]
}

/** `skuId:price;skuId:price;` in yuan; without variants just the price, under the empty key. */
function readConsignPrices(product: ProductInfo): Map<string, Money> {
  const text = product.productExtendInfos.find((info) => info.key === 'consignPrice')?.value ?? ''
  const prices = new Map<string, Money>()
  for (const part of text.split(';')) {
    const [first = '', second] = part.split(':')
    const cost = priceOf(second ?? first)
    if (cost) prices.set(second === undefined ? '' : first.trim(), cost)
  }
  return prices
}

/** A price of 0 is the platform's way of saying that there is none (error `500_008`). */
function priceOf(amount: string | number | undefined): Money | undefined {
  const price = fromYuan(amount)
  return price && price.amount > 0 ? price : undefined
}

const stockOf = (amount: number | undefined): number => Math.max(0, Math.floor(amount ?? 0))
