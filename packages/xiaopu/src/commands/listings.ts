import { ListingState } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { listingTable, skuTable } from '../print/listing-table.ts'
import { all, openShop } from '../seller.ts'

/** What the shop has: all of it briefly, or some listings Sku by Sku. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const { seller } = openShop(context)
  if (asked.words.length > 0) {
    const listings = await Promise.all(asked.words.map((id) => seller.listings.read(id)))
    say(listings, () => skuTable(listings, texts))
    return 0
  }
  const state = asked.choice('state', ListingState.options)
  const listings = await all((cursor) =>
    seller.listings.list({ limit: '100', ...(state && { state }), ...(cursor && { cursor }) }),
  )
  say(listings, () => (listings.length > 0 ? listingTable(listings, texts) : cli.nothing))
  return 0
}
