import { anyone, buyer, shop } from './call.ts'

/** What a page of a shop may ask its gateway. */
export const shopCalls = {
  shop: {
    read: shop<'shops.readShop'>('GET', '/v1/shop', 'none'),
  },
  listings: {
    list: shop<'listings.listListings'>('GET', '/v1/listings', 'query'),
    read: shop<'listings.readListing'>('GET', '/v1/listings/:listing', 'none'),
  },
  carts: {
    // Changes carry ids and count once, so a cart may be made and changed again.
    create: shop<'carts.createCart'>('POST', '/v1/carts', 'body', 'safe'),
    read: shop<'carts.readCart'>('GET', '/v1/carts/:cart', 'none'),
    change: shop<'carts.changeCart'>('POST', '/v1/carts/:cart/changes', 'body', 'safe'),
    quote: shop<'carts.quoteCart'>('POST', '/v1/carts/:cart/quote', 'body'),
  },
  addresses: {
    parse: shop<'carts.parseAddress'>('POST', '/v1/addresses/parse', 'body', 'safe'),
  },
  regions: {
    list: shop<'carts.listRegions'>('GET', '/v1/regions', 'query'),
  },
  orders: {
    place: shop<'orders.placeOrder'>('POST', '/v1/orders', 'body', 'key'),
    read: buyer<'orders.readOrder'>('GET', '/v1/orders/:order', 'none'),
    pay: buyer<'orders.startPayment'>('POST', '/v1/orders/:order/payments', 'body', 'key'),
    check: buyer<'orders.checkPayment'>('POST', '/v1/orders/:order/payments/check', 'none'),
    close: buyer<'orders.closeOrder'>('POST', '/v1/orders/:order/close', 'none'),
    receive: buyer<'orders.receiveOrder'>('POST', '/v1/orders/:order/receive', 'none'),
    extend: buyer<'deadlines.extendReceipt'>('POST', '/v1/orders/:order/extend', 'none'),
    export: buyer<'personal.exportOrder'>('GET', '/v1/orders/:order/export', 'none'),
    erase: buyer<'personal.eraseOrder'>('POST', '/v1/orders/:order/erase', 'none'),
  },
  logins: {
    make: shop<'payments.login'>('POST', '/v1/logins', 'body'),
  },
  shares: {
    create: shop<'shares.shareListing'>('POST', '/v1/shares', 'body'),
    read: anyone<'shares.readShareCard'>('GET', '/v1/shares/:code', 'none'),
    visit: shop<'shares.recordVisit'>('POST', '/v1/visits', 'body'),
  },
}
