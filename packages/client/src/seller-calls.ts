import { seller } from './call.ts'

/** What a seller's own program may ask, with the shop's secret key. */
export const sellerCalls = {
  shop: {
    /** Your shop with its settings. */
    read: seller<'shops.readOwnShop'>('GET', '/v1/seller/shop', 'none'),
    /**
     * Change name, state, theme, allowed origins, purchase policy or price rule; prices of all
     * listings follow.
     */
    change: seller<'shops.changeShop'>('PUT', '/v1/seller/shop', 'body'),
  },
  offers: {
    /** Search the platform by keyword and category. */
    search: seller<'offers.searchOffers'>('GET', '/v1/seller/offers/search', 'query'),
    /** Import an offer by its 1688 link or id; importing again refreshes it. */
    import: seller<'offers.importOffer'>('POST', '/v1/seller/offers', 'body'),
    /** The offers you imported, newest first. */
    list: seller<'offers.listOffers'>('GET', '/v1/seller/offers', 'query'),
  },
  listings: {
    /** Put an imported offer into your shop as a draft; doing it again answers the same listing. */
    create: seller<'listings.createListing'>('POST', '/v1/seller/listings', 'body'),
    /** Your listings with cost, profit and how each price came about. */
    list: seller<'listings.listOwnListings'>('GET', '/v1/seller/listings', 'query'),
    /** One of your listings. */
    read: seller<'listings.readOwnListing'>('GET', '/v1/seller/listings/:listing', 'none'),
    /** Change words, price rule, prices set by hand or hidden SKUs. */
    change: seller<'listings.changeListing'>('PUT', '/v1/seller/listings/:listing', 'body'),
    /** Put a listing on sale; tells the platform that you sell the offer. */
    publish: seller<'listings.publishListing'>(
      'POST',
      '/v1/seller/listings/:listing/publish',
      'none',
    ),
    /** Take a listing off sale; its links stay and say so. */
    pause: seller<'listings.pauseListing'>('POST', '/v1/seller/listings/:listing/pause', 'none'),
  },
  prices: {
    /** What a rule makes of a cost, step by step; changes nothing. */
    preview: seller<'listings.previewPrice'>('POST', '/v1/seller/prices/preview', 'body'),
  },
  orders: {
    /** Orders of your shop, newest first; `from` and `to` say when they were placed. */
    list: seller<'orders.listOwnOrders'>('GET', '/v1/seller/orders', 'query'),
    /** One order with its purchases, cost, profit and the share that brought it. */
    read: seller<'orders.readOwnOrder'>('GET', '/v1/seller/orders/:order', 'none'),
    /**
     * Everything that happened around an order: requests, callbacks, calls, jobs, changes,
     * promises. Names no person.
     */
    timeline: seller<'orders.readTimeline'>('GET', '/v1/seller/orders/:order/timeline', 'none'),
    /** The same for your buyer, as she told you; who did it and when is written down. */
    address: seller<'orders.changeOwnAddress'>(
      'POST',
      '/v1/seller/orders/:order/address',
      'body',
      'key',
    ),
    /** Try the purchases that are held again. */
    retry: seller<'orders.retryOwnOrder'>('POST', '/v1/seller/orders/:order/retry', 'none'),
    /** Name, phone and street in the clear, for a reason that is written down; 50 a day. */
    reveal: seller<'personal.revealOrder'>('POST', '/v1/seller/orders/:order/reveal', 'body'),
    /** The newest 20 orders to a phone, by its whole number or its last four digits. */
    find: seller<'personal.findOrders'>('POST', '/v1/seller/orders/find', 'body'),
    /** Give money back for lines of a paid order; pieces not bought yet are not bought any more. */
    refund: seller<'afterSales.refundOrder'>(
      'POST',
      '/v1/seller/orders/:order/refunds',
      'body',
      'key',
    ),
    /**
     * Write down what you gave back yourself: by other means, or in the payment provider’s back
     * office, as a difference shows. The same evidence counts once.
     */
    recordRefund: seller<'afterSales.recordRefund'>(
      'POST',
      '/v1/seller/orders/:order/refunds/by-hand',
      'body',
      'key',
    ),
    /**
     * Decide a purchase that is held: buy at today’s cost, replace by the same goods of another
     * supplier, or refund its lines.
     */
    decide: seller<'afterSales.decidePurchase'>(
      'POST',
      '/v1/seller/orders/:order/purchases/:purchase/decide',
      'body',
      'key',
    ),
  },
  afterSales: {
    /** Claims of your buyers, newest first. */
    list: seller<'afterSales.listAfterSales'>('GET', '/v1/seller/after-sales', 'query'),
    /**
     * Answer a claim: approve it (for less than asked with `agreed`), refuse it, say what came
     * back, or give money in place of an exchange.
     */
    answer: seller<'afterSales.answerAfterSale'>(
      'POST',
      '/v1/seller/after-sales/:afterSale/answer',
      'body',
      'key',
    ),
  },
  shares: {
    /**
     * A short link for the shop or a listing; the same target, channel, name and coupon answer the
     * same link.
     */
    create: seller<'shares.createShare'>('POST', '/v1/seller/shares', 'body'),
    /** Your links, newest first. */
    list: seller<'shares.listShares'>('GET', '/v1/seller/shares', 'query'),
  },
  channels: {
    /** What you have settled with each app, without secrets. */
    list: seller<'channels.listChannels'>('GET', '/v1/seller/channels', 'none'),
    /**
     * Change what you have settled with an app; absent parts stay, null takes them out, a secret is
     * never shown again.
     */
    change: seller<'channels.changeChannel'>('PUT', '/v1/seller/channels/:channel', 'body'),
  },
  deadlines: {
    /** Say that you have dealt with a broken promise, and how; answers its order. */
    excuse: seller<'deadlines.excuseDeadline'>(
      'POST',
      '/v1/seller/deadlines/:deadline/excuse',
      'body',
    ),
  },
  health: {
    /** Whether 1688 still tells what happens, the clock is right, and anything needs you. */
    read: seller<'watch.readHealth'>('GET', '/v1/seller/health', 'none'),
  },
  jobs: {
    /** Work that was tried as often as it may be and gave up, oldest first. */
    dead: seller<'watch.listDeadJobs'>('GET', '/v1/seller/jobs/dead', 'none'),
    /** Let work that gave up run again: the named jobs, or all. */
    retry: seller<'watch.retryDeadJobs'>('POST', '/v1/seller/jobs/retry', 'body'),
  },
  books: {
    /** Compare your books with 1688 and the cashier now; answers at once, while it goes on. */
    reconcile: seller<'reconciliation.reconcile'>('POST', '/v1/seller/reconcile', 'none'),
    /** How far a comparison is, or what it came to. */
    read: seller<'reconciliation.readReconciliation'>(
      'GET',
      '/v1/seller/reconcile/:reconciliation',
      'none',
    ),
    /** Comparisons of the last thirty days, newest first; one is made every hour. */
    list: seller<'reconciliation.listReconciliations'>('GET', '/v1/seller/reconcile', 'query'),
    /** What the books here, at 1688 and at the cashier do not agree on, newest first. */
    differences: seller<'reconciliation.listDifferences'>('GET', '/v1/seller/differences', 'query'),
    /** Close a difference that you have looked after, saying how. */
    resolve: seller<'reconciliation.resolveDifference'>(
      'POST',
      '/v1/seller/differences/:difference/resolve',
      'body',
    ),
    /**
     * Try again what was refused for good, once its cause is out of the way; it is settled by
     * itself when it succeeds.
     */
    retry: seller<'reconciliation.retryDifference'>(
      'POST',
      '/v1/seller/differences/:difference/retry',
      'none',
    ),
  },
  keys: {
    /** Keys of your shop, newest first, without the keys themselves. */
    list: seller<'keys.listKeys'>('GET', '/v1/seller/keys', 'none'),
    /**
     * A second secret key to change over to, or a restricted one for some routes only; shown this
     * once.
     */
    make: seller<'keys.makeKey'>('POST', '/v1/seller/keys', 'body'),
    /** Make a key useless, at the latest in five seconds; the last secret key stays. */
    revoke: seller<'keys.revokeKey'>('POST', '/v1/seller/keys/:key/revoke', 'none'),
  },
  paymentAccounts: {
    /** The accounts that your shop takes money with, without their keys. */
    list: seller<'payments.listPaymentAccounts'>('GET', '/v1/seller/payment-accounts', 'none'),
    /**
     * Give the keys and numbers of an account, which are sealed and never shown again, switch it on
     * or off, or let it share with promoters.
     */
    set: seller<'payments.setPaymentAccount'>(
      'PUT',
      '/v1/seller/payment-accounts/:provider',
      'body',
    ),
  },
  coupons: {
    /**
     * A discount for a code, within its dates and number; the same code on the same terms again is
     * the same coupon.
     */
    create: seller<'coupons.createCoupon'>('POST', '/v1/seller/coupons', 'body'),
    /** Coupons and how often they are taken, newest first. */
    list: seller<'coupons.listCoupons'>('GET', '/v1/seller/coupons', 'none'),
    /** No new order gets it; orders that have it keep it. */
    stop: seller<'coupons.stopCoupon'>('POST', '/v1/seller/coupons/:coupon/stop', 'none'),
  },
  groupDeals: {
    /**
     * A price for buyers of a listing who order together; the same terms again are the same deal.
     */
    create: seller<'groupBuys.createGroupDeal'>('POST', '/v1/seller/group-deals', 'body'),
    /** Group deals, and how many groups of each came about, newest first. */
    list: seller<'groupBuys.listGroupDeals'>('GET', '/v1/seller/group-deals', 'none'),
    /** No group begins, and those that wait for buyers end now: their money goes back. */
    stop: seller<'groupBuys.stopGroupDeal'>('POST', '/v1/seller/group-deals/:deal/stop', 'none'),
  },
  promoters: {
    /** Who earns by what others buy through their links, newest first. */
    list: seller<'promoters.listPromoters'>('GET', '/v1/seller/promoters', 'none'),
    /**
     * Make somebody known to WeChat who earns by one of your links; the same link and account again
     * is the same promoter.
     */
    add: seller<'promoters.addPromoter'>('POST', '/v1/seller/promoters', 'body'),
    /** From now on she earns nothing; a person’s openid is forgotten. */
    remove: seller<'promoters.removePromoter'>('DELETE', '/v1/seller/promoters/:promoter', 'none'),
  },
  auditLog: {
    /** Who looked behind a mask, erased, or made keys: newest first. */
    list: seller<'personal.listAuditLog'>('GET', '/v1/seller/audit-log', 'query'),
  },
  webhooks: {
    /** Have a program of yours told of what happens to orders, from now on. */
    create: seller<'webhooks.createWebhook'>('POST', '/v1/seller/webhooks', 'body'),
    /** The programs that are told, and how that goes. */
    list: seller<'webhooks.listWebhooks'>('GET', '/v1/seller/webhooks', 'none'),
    /** Change the address or the events, stop or start it; what waited is then tried at once. */
    change: seller<'webhooks.changeWebhook'>('PUT', '/v1/seller/webhooks/:webhook', 'body'),
    /** A new secret; for 24 hours every delivery is signed with the one before, too. */
    rotate: seller<'webhooks.rotateSecret'>('POST', '/v1/seller/webhooks/:webhook/rotate', 'none'),
    /** Tell this program nothing any more, and forget its deliveries. */
    delete: seller<'webhooks.deleteWebhook'>('DELETE', '/v1/seller/webhooks/:webhook', 'none'),
    /** What was sent and what came back, newest first. */
    deliveries: seller<'webhooks.listDeliveries'>(
      'GET',
      '/v1/seller/webhooks/:webhook/deliveries',
      'query',
    ),
    /** Send one event again, or all since a time; their ids stay, so that nothing counts twice. */
    replay: seller<'webhooks.replayDeliveries'>(
      'POST',
      '/v1/seller/webhooks/:webhook/replay',
      'body',
    ),
    /** Send a signed event of type webhook.ping now and tell what came back. */
    ping: seller<'webhooks.pingWebhook'>('POST', '/v1/seller/webhooks/:webhook/ping', 'none'),
  },
  report: {
    /** Visits, orders, revenue and profit per share and per channel. */
    read: seller<'shares.readReport'>('GET', '/v1/seller/report', 'query'),
  },
}
