import { fen, type ListingGroups } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type DealRow, stateOfDeal } from './deals.ts'
import { isWaiting } from './waiting.ts'

/**
 * The deal that a listing has now, and the groups of it that wait for buyers, those that end first. A deal that has
 * run out is there for as long as they wait.
 */
export async function readListingGroups(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  listingId: string,
): Promise<ListingGroups> {
  const now = new Date(clock.now())
  const [deal] = await dealOf(db, [shopId, listingId])
  if (!deal?.cheaper) return { open: [] }
  const open = await recruiting(db, [shopId, deal.deal_id, now])
  const state = stateOfDeal(deal, now.getTime())
  if (state !== 'on' && open.length === 0) return { open: [] }
  return {
    deal: {
      id: deal.deal_id,
      size: deal.size,
      openHours: deal.open_hours,
      prices: Object.entries(deal.cheaper).map(([sku, price]) => ({ sku, price: fen(price) })),
      validUntil: deal.valid_until.toISOString(),
      state,
    },
    open: open.map(({ group_id, size, taken, paid, deadline }) => ({
      id: group_id,
      free: size - taken,
      missing: size - paid,
      deadline: deadline.toISOString(),
    })),
  }
}

/** With the prices that save something. */
const dealOf = statement<DealRow & { readonly cheaper: DealRow['prices'] | null }>(`
  select deal.*, (select json_object_agg(sku_id, deal.prices -> sku_id order by position)
      from listing_skus as sku
      where sku.shop_id = deal.shop_id and sku.listing_id = deal.listing_id
        and not hidden and not withdrawn and (deal.prices ->> sku_id)::bigint < price) as cheaper
  from group_deals as deal join listings using (shop_id, listing_id)
  where deal.shop_id = $1 and deal.listing_id = $2 and stopped_at is null
    and listings.state = 'published'`)

interface RecruitingRow {
  readonly group_id: string
  readonly size: number
  readonly taken: number
  readonly paid: number
  readonly deadline: Date
}

const recruiting = statement<RecruitingRow>(`
  select group_id, size, taken, paid, deadline from group_buys
  where shop_id = $1 and deal_id = $2 and ${isWaiting('group_buys', '$3')}
  order by deadline, group_id limit 10`)
