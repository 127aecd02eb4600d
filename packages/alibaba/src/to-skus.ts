import type { Money, Sku, Tier } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { pictureUrl } from './picture-url.ts'
import { oneLine } from './read-description.ts'
import { isAlike, median, priceIn, stockIn } from './sane.ts'
import type { ProductInfo, SkuInfo } from './wire/offer.ts'

/** A price of a Sku and the field that told it. */
interface Told {
  readonly field: string
  readonly price: Money
}

interface Variant {
  readonly sku: Sku
  /** Every price that the answer told for it, the one that counts first. */
  readonly told: readonly Told[]
}

/**
 * The Skus of a product. Throws `Absurd` where it has none with a price (buying on a guess is worse
 * than failing), where a price is in another unit than its siblings, where a variant stands twice.
 */
export function toSkus(product: ProductInfo, tiers: readonly Tier[], path: string): Sku[] {
  const extended = readConsignPrices(product, path)
  const field = `${path}.productSaleInfo.consignPrice`
  const shared = priceIn(field, product.productSaleInfo?.consignPrice) ?? tiers[0]?.cost
  if (product.productSkuInfos.length === 0) {
    return single(product, extended.get('') ?? shared, tiers, path)
  }
  const at = (index: number) => `${path}.productSkuInfos[${index}]`
  const variants = product.productSkuInfos.flatMap((info, index) =>
    toVariant(info, extended, shared, at(index)),
  )
  if (variants.length === 0) throw new Absurd(`${path}.productSkuInfos`)
  refuseTwins(product.productSkuInfos, at)
  refuseMixedUnits(variants, tiers)
  return variants.map(({ sku }) => sku)
}

function toVariant(
  info: SkuInfo,
  extended: ReadonlyMap<string, Money>,
  shared: Money | undefined,
  path: string,
): Variant[] {
  const prices = {
    consignPrice: priceIn(`${path}.consignPrice`, info.consignPrice),
    'productExtendInfos.consignPrice': extended.get(info.skuId),
    price: priceIn(`${path}.price`, info.price),
  }
  const told = Object.entries(prices).flatMap(([name, price]) =>
    price ? [{ field: `${path}.${name}`, price }] : [],
  )
  const cost = told[0]?.price ?? shared
  const stock = stockIn(`${path}.amountOnSale`, info.amountOnSale)
  if (!cost || !info.specId) return []
  const suggestedPrice = suggested(`${path}.retailPrice`, info.retailPrice, cost)
  const sku: Sku = {
    skuId: info.skuId,
    specId: info.specId,
    properties: info.attributes.flatMap((attribute) => {
      const name = attribute.attributeName ?? attribute.attributeDisplayName
      const imageUrl = pictureUrl(attribute.skuImageUrl)
      return name && attribute.attributeValue
        ? [
            {
              name: oneLine(name),
              value: oneLine(attribute.attributeValue),
              ...(imageUrl && { imageUrl }),
            },
          ]
        : []
    }),
    cost,
    ...(suggestedPrice && { suggestedPrice }),
    stock,
  }
  return [{ sku, told }]
}

/** An offer without variants has one Sku under its own id; an order names it without `specId`. */
function single(
  product: ProductInfo,
  cost: Money | undefined,
  tiers: readonly Tier[],
  path: string,
): Sku[] {
  const sale = product.productSaleInfo
  const field = `${path}.productSaleInfo`
  if (!cost) throw new Absurd(`${path}.productSkuInfos`)
  if (tiers[0] && !isAlike(cost, tiers[0].cost)) throw new Absurd(`${field}.consignPrice`)
  const suggestedPrice = suggested(`${field}.retailprice`, sale?.retailprice, cost)
  return [
    {
      skuId: product.productID,
      properties: [],
      cost,
      ...(suggestedPrice && { suggestedPrice }),
      stock: stockIn(`${field}.amountOnSale`, sale?.amountOnSale),
    },
  ]
}

/** A suggestion that dwarfs the cost is a slip of the supplier's; nobody depends on it. */
function suggested(
  field: string,
  amount: string | number | undefined,
  cost: Money,
): Money | undefined {
  const price = priceIn(field, amount)
  return price && isAlike(price, cost) ? price : undefined
}

/** `skuId:price;skuId:price;` in yuan; without variants just the price, under the empty key. */
function readConsignPrices(product: ProductInfo, path: string): Map<string, Money> {
  const text = product.productExtendInfos.find((info) => info.key === 'consignPrice')?.value ?? ''
  const prices = new Map<string, Money>()
  for (const part of text.split(';')) {
    const [first = '', second] = part.split(':')
    const cost = priceIn(`${path}.productExtendInfos.consignPrice`, second ?? first)
    if (cost) prices.set(second === undefined ? '' : first.trim(), cost)
  }
  return prices
}

/** An order names a variant by its `specId`, unique within an offer: one that stands twice buys the wrong one. */
function refuseTwins(infos: readonly SkuInfo[], at: (index: number) => string): void {
  for (const name of ['skuId', 'specId'] as const) {
    const seen = new Set<string>()
    infos.forEach((info, index) => {
      const id = info[name]
      if (id === undefined) return
      if (seen.has(id)) throw new Absurd(`${at(index)}.${name}`)
      seen.add(id)
    })
  }
}

/**
 * The platform tells some amounts in fen and some in yuan. A Sku whose own prices differ like that, or
 * whose only price differs like that from the other Skus', is in the wrong unit. Two prices that agree
 * prove each other: a carton of a hundred is a Sku like any other.
 */
function refuseMixedUnits(variants: readonly Variant[], tiers: readonly Tier[]): void {
  const all = median(variants.map(({ sku }) => sku.cost))
  if (!all) return
  for (const { sku, told } of variants) {
    const [first, ...rest] = told
    const odd = rest.find(({ price }) => first && !isAlike(first.price, price))
    if (first && odd) throw new Absurd(isAlike(first.price, all) ? odd.field : first.field)
    if (!first || rest.length > 0) continue
    const others = median(variants.filter((each) => each.sku !== sku).map((each) => each.sku.cost))
    if (others && !isAlike(sku.cost, others)) throw new Absurd(first.field)
  }
  const wholesale = median(tiers.map(({ cost }) => cost))
  const field = variants[0]?.told[0]?.field
  if (wholesale && field && !isAlike(all, wholesale)) throw new Absurd(field)
}
