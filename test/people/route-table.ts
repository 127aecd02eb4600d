/** Everybody who may come to a route, with what she brings. */
export const callers = [
  /** Nothing at all. */
  'nobody',
  /** A page of the shop: its publishable key. */
  'page',
  /** A page of another shop. */
  'foreign page',
  /** A program with a key of the shop that may do something else. */
  'restricted',
  /** The seller of another shop: her secret key. */
  'foreign seller',
  'seller',
  /** A page of the shop with the token of the order that is asked for. */
  'buyer',
  /** The same with the token of another shop's order. */
  'foreign buyer',
  /** The same with the token of another order of the shop. */
  'other buyer',
] as const
export type Caller = (typeof callers)[number]

/** What each of them is answered about an object of the shop. */
export type Statuses = Readonly<Record<Caller, number>>

/** Goods, carts, shares: for whoever brings the shop's publishable key. @param foreign - to another shop's page */
const pages = (own: number, foreign: number): Statuses => ({
  nobody: 401,
  page: own,
  'foreign page': foreign,
  restricted: 401,
  'foreign seller': 401,
  seller: 401,
  buyer: own,
  'foreign buyer': own,
  'other buyer': own,
})

/** An order: for who holds its own token, and for nobody else. */
const buyers = (own: number): Statuses => ({
  nobody: 401,
  page: 404,
  'foreign page': 404,
  restricted: 401,
  'foreign seller': 401,
  seller: 401,
  buyer: own,
  'foreign buyer': 404,
  'other buyer': 404,
})

/** The seller's side. @param foreign - to another seller, who asks in her own shop */
const sellers = (own: number, foreign: number): Statuses => ({
  nobody: 401,
  page: 401,
  'foreign page': 401,
  restricted: 403,
  'foreign seller': foreign,
  seller: own,
  buyer: 401,
  'foreign buyer': 401,
  'other buyer': 401,
})

const everybody = (status: number): Statuses =>
  Object.fromEntries(callers.map((caller) => [caller, status])) as Statuses

/**
 * Every route of the contract, and what it answers whom. The order asked about is paid and bought, and
 * its buyer has opened a claim. Who the route is for is asked in this order.
 */
export const statuses: Readonly<Record<string, Statuses>> = {
  'GET /v1/shop': pages(200, 200),
  'GET /v1/listings': pages(200, 200),
  'GET /v1/listings/:listing': pages(200, 404),
  'GET /v1/listings/:listing/groups': pages(200, 200),
  'GET /v1/regions': pages(200, 200),
  'GET /v1/channels/:channel': pages(200, 200),
  'POST /v1/jssdk/signature': pages(409, 409),
  'POST /v1/addresses/parse': pages(200, 200),
  'POST /v1/carts': pages(200, 404),
  'GET /v1/carts/:cart': pages(200, 404),
  'POST /v1/carts/:cart/changes': pages(200, 404),
  'POST /v1/carts/:cart/quote': pages(200, 404),
  'POST /v1/orders': pages(200, 404),
  'POST /v1/shares': pages(200, 404),
  'POST /v1/visits': pages(200, 404),
  'GET /v1/shares/:code': everybody(200),
  'GET /v1/shares/:code/qr': everybody(200),
  'GET /v1/shares/:code/poster': everybody(200),
  'GET /v1/orders/:order': buyers(200),
  'GET /v1/orders/:order/export': buyers(200),
  'POST /v1/orders/:order/payments': buyers(409),
  'POST /v1/orders/:order/payments/check': buyers(200),
  'POST /v1/orders/:order/close': buyers(409),
  'POST /v1/orders/:order/receive': buyers(409),
  'POST /v1/orders/:order/address': buyers(409),
  'POST /v1/orders/:order/extend': buyers(409),
  'POST /v1/orders/:order/erase': buyers(409),
  'POST /v1/orders/:order/seat': buyers(200),
  'POST /v1/orders/:order/after-sales': buyers(409),
  'POST /v1/orders/:order/after-sales/:afterSale/ship-back': buyers(409),
  'POST /v1/orders/:order/after-sales/:afterSale/dispute': buyers(409),
  'POST /v1/orders/:order/after-sales/:afterSale/receive': buyers(409),
  'POST /v1/orders/:order/after-sales/:afterSale/withdraw': buyers(200),
  'GET /v1/seller/shop': sellers(200, 200),
  'PUT /v1/seller/shop': sellers(200, 200),
  'GET /v1/seller/channels': sellers(200, 200),
  'PUT /v1/seller/channels/:channel': sellers(200, 200),
  'POST /v1/logins': pages(409, 409),
  'GET /v1/seller/payment-accounts': sellers(200, 200),
  'PUT /v1/seller/payment-accounts/:provider': sellers(404, 404),
  'GET /v1/seller/promoters': sellers(200, 200),
  'POST /v1/seller/promoters': sellers(404, 404),
  'DELETE /v1/seller/promoters/:promoter': sellers(404, 404),
  'POST /v1/seller/coupons': sellers(200, 200),
  'GET /v1/seller/coupons': sellers(200, 200),
  'POST /v1/seller/coupons/:coupon/stop': sellers(404, 404),
  'POST /v1/seller/group-deals': sellers(200, 404),
  'GET /v1/seller/group-deals': sellers(200, 200),
  'POST /v1/seller/group-deals/:deal/stop': sellers(404, 404),
  'GET /v1/seller/keys': sellers(200, 200),
  'POST /v1/seller/keys': sellers(200, 200),
  'GET /v1/seller/offers/search': sellers(200, 200),
  'GET /v1/seller/offers': sellers(200, 200),
  'POST /v1/seller/offers': sellers(200, 200),
  'GET /v1/seller/listings': sellers(200, 200),
  'POST /v1/seller/listings': sellers(200, 200),
  'GET /v1/seller/listings/:listing': sellers(200, 404),
  'PUT /v1/seller/listings/:listing': sellers(200, 404),
  'POST /v1/seller/listings/:listing/pause': sellers(200, 404),
  'POST /v1/seller/listings/:listing/publish': sellers(200, 404),
  'POST /v1/seller/prices/preview': sellers(200, 200),
  'GET /v1/seller/orders': sellers(200, 200),
  'GET /v1/seller/orders/table': sellers(200, 200),
  'GET /v1/seller/orders/:order': sellers(200, 404),
  'GET /v1/seller/orders/:order/timeline': sellers(200, 404),
  'POST /v1/seller/orders/find': sellers(200, 200),
  'POST /v1/seller/orders/:order/reveal': sellers(200, 404),
  'POST /v1/seller/orders/:order/address': sellers(409, 404),
  'POST /v1/seller/orders/:order/retry': sellers(200, 404),
  'POST /v1/seller/orders/:order/purchases/:purchase/decide': sellers(409, 404),
  'GET /v1/seller/after-sales': sellers(200, 200),
  'POST /v1/seller/after-sales/:afterSale/answer': sellers(409, 404),
  'POST /v1/seller/orders/:order/refunds': sellers(200, 404),
  'POST /v1/seller/orders/:order/refunds/by-hand': sellers(409, 404),
  'POST /v1/seller/deadlines/:deadline/excuse': sellers(409, 404),
  'GET /v1/seller/audit-log': sellers(200, 200),
  'GET /v1/seller/shares': sellers(200, 200),
  'POST /v1/seller/shares': sellers(200, 404),
  'GET /v1/seller/report': sellers(200, 200),
  'POST /v1/seller/reconcile': sellers(200, 200),
  'GET /v1/seller/reconcile': sellers(200, 200),
  'GET /v1/seller/reconcile/:reconciliation': sellers(200, 404),
  'GET /v1/seller/differences': sellers(200, 200),
  'POST /v1/seller/differences/:difference/resolve': sellers(200, 404),
  'POST /v1/seller/differences/:difference/retry': sellers(409, 404),
  'GET /v1/seller/health': sellers(200, 200),
  'GET /v1/seller/jobs/dead': sellers(200, 200),
  'POST /v1/seller/jobs/retry': sellers(200, 200),
  'GET /v1/seller/webhooks': sellers(200, 200),
  'POST /v1/seller/webhooks': sellers(200, 200),
  'PUT /v1/seller/webhooks/:webhook': sellers(200, 404),
  'POST /v1/seller/webhooks/:webhook/rotate': sellers(200, 404),
  'GET /v1/seller/webhooks/:webhook/deliveries': sellers(200, 404),
  'POST /v1/seller/webhooks/:webhook/replay': sellers(200, 404),
  'POST /v1/seller/webhooks/:webhook/ping': sellers(200, 404),
  'DELETE /v1/seller/webhooks/:webhook': sellers(200, 404),
  'POST /v1/seller/keys/:key/revoke': sellers(200, 404),
}
