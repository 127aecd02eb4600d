import { type Bound, buyer, shop } from './call.ts'
import type { Client } from './client.ts'

/** What a buyer may ask about ordering together. Apart, so that a card need not carry it. */
export const groupBuyCalls = {
  /**
   * What a listing costs where several buyers order it together, and the groups that wait for more.
   */
  list: shop<'groupBuys.listGroups'>('GET', '/v1/listings/:listing/groups', 'none'),
  // A cart carries its changes' ids and may be made again.
  /** A new cart, already holding these changes: the first add is one request. */
  cart: shop<'carts.createCart'>('POST', '/v1/carts', 'body', 'safe'),
  /**
   * Where her group had ended when she paid: take another one (the open one that ends first, or a
   * new one), or the money back. Once chosen it stays.
   */
  choose: buyer<'groupBuys.chooseSeat'>('POST', '/v1/orders/:order/seat', 'body'),
}

/**
 * Ordering together at a client's shop: a cart of its own with one SKU, which is checked out as any other.
 *
 * @example
 * const { deal, open } = await groupBuys(client).list(listing.id)
 * const forGroup = { deal: deal.id, groupBuy: open[0]?.id }
 */
export function groupBuys(client: Client): Bound<typeof groupBuyCalls> {
  return client.bind(groupBuyCalls)
}
