import { formatMoney, type Listing } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { table } from './table.ts'

/** Every Sku of the listings: price, cost, profit and how the number came about. */
export function listingTable(listings: readonly Listing[], { cli, ...texts }: Texts): string {
  const rows = listings.flatMap((listing) =>
    listing.skus.map((sku, index) => ({ listing, sku, isFirst: index === 0 })),
  )
  const { columns } = cli
  return table(
    [
      { title: columns.listing, value: ({ listing, isFirst }) => (isFirst ? listing.id : '') },
      {
        title: columns.title,
        value: ({ listing, isFirst }) => (isFirst ? listing.title : ''),
        width: 28,
      },
      {
        title: columns.state,
        value: ({ listing, isFirst }) => (isFirst ? texts.listingStates[listing.state] : ''),
      },
      {
        title: columns.sku,
        value: ({ sku }) => sku.properties.map(({ value }) => value).join(' ') || '-',
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
}
