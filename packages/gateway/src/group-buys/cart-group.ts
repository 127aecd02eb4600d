import { type CartGroup, fen, savesTogether } from '@xiaopu/domain'
import type { SellableSku } from '../catalog/sellable.ts'
import type { Deps } from '../deps.ts'
import { type DealRow, readDealRow, readOpenDeal } from './deals.ts'
import { checkOpen } from './groups.ts'

/** What a cart that is for a group knows of it. */
export interface ForGroup {
  readonly deal_id: string
  readonly group_id: string | null
  readonly size: number
  readonly prices: DealRow['prices']
}

/** A deal, and the group of it to join; without one she begins a group. */
export interface AskedGroup {
  readonly deal: string
  readonly groupBuy?: string | undefined
}

/** Part of a statement: what the cart `cart` is for, as one JSON object or null. */
export const forGroupColumn = `
  (select json_build_object('deal_id', deal.deal_id, 'group_id', cart.group_id, 'size', deal.size,
      'prices', deal.prices)
    from group_deals as deal where deal.shop_id = cart.shop_id and deal.deal_id = cart.deal_id) as for_group`

/**
 * A group that takes one more, or a deal in which one may begin.
 *
 * @throws ShopError GROUP_DEAL_NOT_FOUND, GROUP_DEAL_OVER, GROUP_BUY_OVER, GROUP_BUY_FULL
 */
export async function readJoinable(
  deps: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  { deal, groupBuy }: AskedGroup,
): Promise<ForGroup> {
  const row = groupBuy
    ? await readDealRow(deps.db, shopId, deal)
    : await readOpenDeal(deps, shopId, deal)
  if (groupBuy) await checkOpen(deps, shopId, deal, groupBuy)
  return { deal_id: deal, group_id: groupBuy ?? null, size: row.size, prices: row.prices }
}

/** A Sku as a group buys it; one that the deal does not have, or that costs no more alone, is not on sale there. */
export function inGroup(sku: SellableSku, group: ForGroup | null): SellableSku {
  if (!group) return sku
  const price = fen(group.prices[sku.skuId] ?? sku.price.amount)
  return savesTogether(price, sku.price) ? { ...sku, price } : { ...sku, onSale: false }
}

export function cartGroup({ deal_id, group_id, size }: ForGroup): CartGroup {
  return { deal: deal_id, ...(group_id && { groupBuy: group_id }), size }
}
