import type { Bound } from './call.ts'
import { buyer } from './call.ts'
import type { Client } from './client.ts'

export { type ClaimableLine, claimable, exchangesFor, wayBack } from './claimable.ts'

/** What a buyer may ask about money and goods that go back. Apart, so that a card need not carry it. */
export const afterSaleCalls = {
  /**
   * Ask for money back, or for other goods. What has not left its supplier is granted at once, the
   * rest is for the shop to answer.
   */
  open: buyer<'afterSales.openAfterSale'>('POST', '/v1/orders/:order/after-sales', 'body', 'key'),
  /** Take a claim back while no money moves. */
  withdraw: buyer<'afterSales.withdrawAfterSale'>(
    'POST',
    '/v1/orders/:order/after-sales/:afterSale/withdraw',
    'none',
  ),
  /** Say that what was sent in exchange has arrived. */
  receive: buyer<'afterSales.receiveExchange'>(
    'POST',
    '/v1/orders/:order/after-sales/:afterSale/receive',
    'none',
  ),
  /** Tell with which parcel the goods come back. */
  shipBack: buyer<'afterSales.shipBack'>(
    'POST',
    '/v1/orders/:order/after-sales/:afterSale/ship-back',
    'body',
  ),
  /** Ask the shop to look at a refused claim again, five times at the most. */
  dispute: buyer<'afterSales.disputeAfterSale'>(
    'POST',
    '/v1/orders/:order/after-sales/:afterSale/dispute',
    'body',
  ),
}

/** Calls about after-sales, each answers the order as it then is. */
export type AfterSales = Bound<typeof afterSaleCalls>

/**
 * A buyer's after-sales at a client's shop.
 *
 * @example
 * const claims = afterSales(client)
 * await claims.open(order.id, { kind: 'refund_only', reason: 'changed_mind' }, { token })
 */
export function afterSales(client: Client): AfterSales {
  return client.bind(afterSaleCalls)
}
