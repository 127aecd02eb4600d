import { anyone, buyer, shop } from './call.ts'

/** What a page of a shop may ask its gateway. */
export const shopCalls = {
  shop: {
    /** The shop behind a publishable key. */
    read: shop<'shops.readShop'>('GET', '/v1/shop', 'none'),
  },
  listings: {
    /** What a shop sells: by ids (as many cards as a page has, in one request) or page by page. */
    list: shop<'listings.listListings'>('GET', '/v1/listings', 'query'),
    /** One listing with pictures, facts and description. */
    read: shop<'listings.readListing'>('GET', '/v1/listings/:listing', 'none'),
  },
  carts: {
    // Changes carry ids and count once, so a cart may be made and changed again.
    /** A new cart, already holding these changes: the first add is one request. */
    create: shop<'carts.createCart'>('POST', '/v1/carts', 'body', 'safe'),
    /** A cart at today's prices. */
    read: shop<'carts.readCart'>('GET', '/v1/carts/:cart', 'none'),
    /** Add lines or set quantities; each change counts once, however often it is sent. */
    change: shop<'carts.changeCart'>('POST', '/v1/carts/:cart/changes', 'body', 'safe'),
    /**
     * Prices and freight for one address, less what a coupon takes off, held until `validUntil`.
     */
    quote: shop<'carts.quoteCart'>('POST', '/v1/carts/:cart/quote', 'body'),
  },
  addresses: {
    /** One pasted text into name, phone, province, city, district and street. */
    parse: shop<'carts.parseAddress'>('POST', '/v1/addresses/parse', 'body', 'safe'),
  },
  regions: {
    /** Provinces, or the children of a region. */
    list: shop<'carts.listRegions'>('GET', '/v1/regions', 'query'),
  },
  orders: {
    /** Order a quote at the total the buyer saw. `token` opens the order later; keep it. */
    place: shop<'orders.placeOrder'>('POST', '/v1/orders', 'body', 'key'),
    /** An order and its parcels, for who holds its token. */
    read: buyer<'orders.readOrder'>('GET', '/v1/orders/:order', 'none'),
    /**
     * Start to pay; answers where and how. Starting again in the same way is the same attempt; in
     * another way it closes the one before.
     */
    pay: buyer<'orders.startPayment'>('POST', '/v1/orders/:order/payments', 'body', 'key'),
    /** Ask the provider now, instead of waiting for its notice. */
    check: buyer<'orders.checkPayment'>('POST', '/v1/orders/:order/payments/check', 'none'),
    /** Cancel an order that is not paid; the cashier is closed first. */
    close: buyer<'orders.closeOrder'>('POST', '/v1/orders/:order/close', 'none'),
    /** Confirm that everything arrived. */
    receive: buyer<'orders.receiveOrder'>('POST', '/v1/orders/:order/receive', 'none'),
    /** Put off by five days, once, that the order counts as received. */
    extend: buyer<'deadlines.extendReceipt'>('POST', '/v1/orders/:order/extend', 'none'),
    /** Everything that is held about the person behind an order, in the clear. */
    export: buyer<'personal.exportOrder'>('GET', '/v1/orders/:order/export', 'none'),
    /**
     * Erase name, phone, street and remark of an order that has ended; answers what the law keeps,
     * and a new token: the one that the body names, so that a lost answer loses no order, or one
     * that is drawn.
     */
    erase: buyer<'personal.eraseOrder'>('POST', '/v1/orders/:order/erase', 'none'),
  },
  logins: {
    /**
     * Change the code of an app’s login, as of `wx.login`, for a sealed word that starting to pay
     * takes as `login`.
     */
    make: shop<'payments.login'>('POST', '/v1/logins', 'body'),
  },
  shares: {
    /** A link for what a buyer looks at, for passing it on. */
    create: shop<'shares.shareListing'>('POST', '/v1/shares', 'body'),
    /** What a share shows: title, price, picture, shop, link. */
    read: anyone<'shares.readShareCard'>('GET', '/v1/shares/:code', 'none'),
    /** Someone came through a share (embedded pages; the short link records its own). */
    visit: shop<'shares.recordVisit'>('POST', '/v1/visits', 'body'),
  },
}
