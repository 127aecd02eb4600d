import { formatMoney, type Listing, type Money, savesTogether } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { table } from './table.ts'

/** Every Sku of the listings: price, cost, profit and how the number came about. */
export function skuTable(listings: readonly Listing[], texts: Texts): string {
  const { columns, oneSku } = texts.cli
  const rows = listings.flatMap((listing) =>
    listing.skus.map((sku, index) => ({ listing, sku, isFirst: index === 0 })),
  )
  const printed = table(
    [
      { title: columns.listing, value: ({ listing, isFirst }) => (isFirst ? listing.id : '') },
      {
        title: columns.title,
        value: ({ listing, isFirst }) => (isFirst ? listing.title : ''),
        width: 28,
      },
      {
        title: columns.sku,
        value: ({ sku }) => sku.properties.map(({ value }) => value).join(' ') || oneSku,
        width: 24,
      },
      { title: columns.stock, value: ({ sku }) => String(sku.stock), right: true },
      { title: columns.price, value: ({ sku }) => formatMoney(sku.pricing.price), right: true },
      { title: columns.cost, value: ({ sku }) => formatMoney(sku.pricing.cost), right: true },
      { title: columns.profit, value: ({ sku }) => formatMoney(sku.pricing.profit), right: true },
      {
        title: columns.why,
        value: ({ sku }) => sku.pricing.trace.map(texts.pricing.step).join(' → '),
      },
    ],
    rows,
  )
  return withWarnings(printed, listings, texts)
}

/** Under a table: which listings have a group deal that saves their buyers nothing. */
function withWarnings(printed: string, listings: readonly Listing[], { cli }: Texts): string {
  const lines = listings.flatMap(({ id, skus }) => {
    const dull = skus.filter(
      ({ hidden, groupPrice, pricing }) =>
        !hidden && groupPrice && !savesTogether(groupPrice, pricing.price),
    )
    return dull.length > 0 ? [`${id}: ${cli.groupDeals.savesNothing(dull.length)}`] : []
  })
  return [printed, ...lines].join('\n')
}

/** One row for each listing. */
export function listingTable(listings: readonly Listing[], texts: Texts): string {
  const { columns } = texts.cli
  const printed = table(
    [
      { title: columns.listing, value: ({ id }) => id },
      { title: columns.title, value: ({ title }) => title, width: 40 },
      { title: columns.state, value: ({ state }) => texts.listingStates[state] },
      { title: columns.skus, value: ({ skus }) => String(skus.length), right: true },
      { title: columns.price, value: (row) => range(row, 'price'), right: true },
      { title: columns.cost, value: (row) => range(row, 'cost'), right: true },
      { title: columns.profit, value: (row) => range(row, 'profit'), right: true },
      { title: columns.supplier, value: ({ offer }) => offer.supplier.name, width: 30 },
    ],
    listings,
  )
  return withWarnings(printed, listings, texts)
}

/** `¥9.90` where all Skus are alike, else `¥9.90–¥12.90`. */
function range({ skus }: Listing, of: 'price' | 'cost' | 'profit'): string {
  const amounts = skus.map(({ pricing }) => pricing[of])
  const by = (a: Money, b: Money) => a.amount - b.amount
  const [low, high] = [amounts.toSorted(by)[0], amounts.toSorted(by).at(-1)]
  if (!low || !high) return ''
  return low.amount === high.amount ? formatMoney(low) : `${formatMoney(low)}–${formatMoney(high)}`
}
