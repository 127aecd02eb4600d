import { seller } from './call.ts'

/** What a seller's own program may ask, with the shop's secret key. */
export const sellerCalls = {
  shop: {
    read: seller<'shops.readOwnShop'>('GET', '/v1/seller/shop', 'none'),
    change: seller<'shops.changeShop'>('PUT', '/v1/seller/shop', 'body'),
  },
  offers: {
    search: seller<'offers.searchOffers'>('GET', '/v1/seller/offers/search', 'query'),
    import: seller<'offers.importOffer'>('POST', '/v1/seller/offers', 'body'),
    list: seller<'offers.listOffers'>('GET', '/v1/seller/offers', 'query'),
  },
  listings: {
    create: seller<'listings.createListing'>('POST', '/v1/seller/listings', 'body'),
    list: seller<'listings.listOwnListings'>('GET', '/v1/seller/listings', 'query'),
    read: seller<'listings.readOwnListing'>('GET', '/v1/seller/listings/:listing', 'none'),
    change: seller<'listings.changeListing'>('PUT', '/v1/seller/listings/:listing', 'body'),
    publish: seller<'listings.publishListing'>(
      'POST',
      '/v1/seller/listings/:listing/publish',
      'none',
    ),
    pause: seller<'listings.pauseListing'>('POST', '/v1/seller/listings/:listing/pause', 'none'),
  },
  prices: {
    preview: seller<'listings.previewPrice'>('POST', '/v1/seller/prices/preview', 'body'),
  },
  orders: {
    list: seller<'orders.listOwnOrders'>('GET', '/v1/seller/orders', 'query'),
    read: seller<'orders.readOwnOrder'>('GET', '/v1/seller/orders/:order', 'none'),
    timeline: seller<'orders.readTimeline'>('GET', '/v1/seller/orders/:order/timeline', 'none'),
    address: seller<'orders.changeOwnAddress'>(
      'POST',
      '/v1/seller/orders/:order/address',
      'body',
      'key',
    ),
    retry: seller<'orders.retryOwnOrder'>('POST', '/v1/seller/orders/:order/retry', 'none'),
    reveal: seller<'personal.revealOrder'>('POST', '/v1/seller/orders/:order/reveal', 'body'),
    find: seller<'personal.findOrders'>('POST', '/v1/seller/orders/find', 'body'),
    refund: seller<'afterSales.refundOrder'>(
      'POST',
      '/v1/seller/orders/:order/refunds',
      'body',
      'key',
    ),
    recordRefund: seller<'afterSales.recordRefund'>(
      'POST',
      '/v1/seller/orders/:order/refunds/by-hand',
      'body',
      'key',
    ),
    decide: seller<'afterSales.decidePurchase'>(
      'POST',
      '/v1/seller/orders/:order/purchases/:purchase/decide',
      'body',
      'key',
    ),
  },
  afterSales: {
    list: seller<'afterSales.listAfterSales'>('GET', '/v1/seller/after-sales', 'query'),
    answer: seller<'afterSales.answerAfterSale'>(
      'POST',
      '/v1/seller/after-sales/:afterSale/answer',
      'body',
      'key',
    ),
  },
  shares: {
    create: seller<'shares.createShare'>('POST', '/v1/seller/shares', 'body'),
    list: seller<'shares.listShares'>('GET', '/v1/seller/shares', 'query'),
  },
  channels: {
    list: seller<'channels.listChannels'>('GET', '/v1/seller/channels', 'none'),
    change: seller<'channels.changeChannel'>('PUT', '/v1/seller/channels/:channel', 'body'),
  },
  deadlines: {
    excuse: seller<'deadlines.excuseDeadline'>(
      'POST',
      '/v1/seller/deadlines/:deadline/excuse',
      'body',
    ),
  },
  health: {
    read: seller<'watch.readHealth'>('GET', '/v1/seller/health', 'none'),
  },
  jobs: {
    dead: seller<'watch.listDeadJobs'>('GET', '/v1/seller/jobs/dead', 'none'),
    retry: seller<'watch.retryDeadJobs'>('POST', '/v1/seller/jobs/retry', 'body'),
  },
  books: {
    reconcile: seller<'reconciliation.reconcile'>('POST', '/v1/seller/reconcile', 'none'),
    read: seller<'reconciliation.readReconciliation'>(
      'GET',
      '/v1/seller/reconcile/:reconciliation',
      'none',
    ),
    list: seller<'reconciliation.listReconciliations'>('GET', '/v1/seller/reconcile', 'query'),
    differences: seller<'reconciliation.listDifferences'>('GET', '/v1/seller/differences', 'query'),
    resolve: seller<'reconciliation.resolveDifference'>(
      'POST',
      '/v1/seller/differences/:difference/resolve',
      'body',
    ),
    retry: seller<'reconciliation.retryDifference'>(
      'POST',
      '/v1/seller/differences/:difference/retry',
      'none',
    ),
  },
  keys: {
    list: seller<'keys.listKeys'>('GET', '/v1/seller/keys', 'none'),
    make: seller<'keys.makeKey'>('POST', '/v1/seller/keys', 'body'),
    revoke: seller<'keys.revokeKey'>('POST', '/v1/seller/keys/:key/revoke', 'none'),
  },
  paymentAccounts: {
    list: seller<'payments.listPaymentAccounts'>('GET', '/v1/seller/payment-accounts', 'none'),
    set: seller<'payments.setPaymentAccount'>(
      'PUT',
      '/v1/seller/payment-accounts/:provider',
      'body',
    ),
  },
  coupons: {
    create: seller<'coupons.createCoupon'>('POST', '/v1/seller/coupons', 'body'),
    list: seller<'coupons.listCoupons'>('GET', '/v1/seller/coupons', 'none'),
    stop: seller<'coupons.stopCoupon'>('POST', '/v1/seller/coupons/:coupon/stop', 'none'),
  },
  groupDeals: {
    create: seller<'groupBuys.createGroupDeal'>('POST', '/v1/seller/group-deals', 'body'),
    list: seller<'groupBuys.listGroupDeals'>('GET', '/v1/seller/group-deals', 'none'),
    stop: seller<'groupBuys.stopGroupDeal'>('POST', '/v1/seller/group-deals/:deal/stop', 'none'),
  },
  promoters: {
    list: seller<'promoters.listPromoters'>('GET', '/v1/seller/promoters', 'none'),
    add: seller<'promoters.addPromoter'>('POST', '/v1/seller/promoters', 'body'),
    remove: seller<'promoters.removePromoter'>('DELETE', '/v1/seller/promoters/:promoter', 'none'),
  },
  auditLog: {
    list: seller<'personal.listAuditLog'>('GET', '/v1/seller/audit-log', 'query'),
  },
  webhooks: {
    create: seller<'webhooks.createWebhook'>('POST', '/v1/seller/webhooks', 'body'),
    list: seller<'webhooks.listWebhooks'>('GET', '/v1/seller/webhooks', 'none'),
    change: seller<'webhooks.changeWebhook'>('PUT', '/v1/seller/webhooks/:webhook', 'body'),
    rotate: seller<'webhooks.rotateSecret'>('POST', '/v1/seller/webhooks/:webhook/rotate', 'none'),
    delete: seller<'webhooks.deleteWebhook'>('DELETE', '/v1/seller/webhooks/:webhook', 'none'),
    deliveries: seller<'webhooks.listDeliveries'>(
      'GET',
      '/v1/seller/webhooks/:webhook/deliveries',
      'query',
    ),
    replay: seller<'webhooks.replayDeliveries'>(
      'POST',
      '/v1/seller/webhooks/:webhook/replay',
      'body',
    ),
    ping: seller<'webhooks.pingWebhook'>('POST', '/v1/seller/webhooks/:webhook/ping', 'none'),
  },
  report: {
    read: seller<'shares.readReport'>('GET', '/v1/seller/report', 'query'),
  },
}
