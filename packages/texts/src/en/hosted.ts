import type { hosted as source } from '../zh-cn/hosted.ts'

export const hosted: typeof source = {
  shopTitle: (shop) => `${shop} · xiaopu`,
  listingTitle: (title, shop) => `${title} - ${shop}`,
  cartTitle: (shop) => `Cart - ${shop}`,
  checkoutTitle: (shop) => `Confirm order - ${shop}`,
  orderTitle: (number, shop) => `Order ${number} - ${shop}`,
  ordersTitle: (shop) => `My orders - ${shop}`,
  myOrders: 'My orders',
  shopDescription: (shop) => `Everything ${shop} sells, to see and buy on your phone.`,
  listingDescription: (title, price) => `${title}, ${price}. See details and options.`,
  priceFrom: 'and up',
  skip: 'Skip to products',
  noScript:
    'You can see products and prices as they are. To order, turn on JavaScript in your browser settings, or use another browser.',
  noScriptOrder:
    'Reload the page to see progress. To pay or confirm receipt, turn on JavaScript in your browser settings.',
  noScriptOrders:
    'To list your orders, turn on JavaScript in your browser settings. The link of an order opens it, too.',
  notFoundTitle: 'No such page',
  notFound:
    'The link may be mistyped or no longer valid. Ask whoever sent it for a new one, or have a look at the shop.',
  shareGoneTitle: 'This share is no longer valid',
  shareGone: 'Ask whoever sent it for a new link.',
  between: {
    browserTitle: 'Please open in a browser',
    browserWords:
      'Tap ··· in the upper corner and choose the browser. Where it is missing, copy the link and paste it there.',
    openMini: (app) => `Open the ${app} mini-program`,
    stay: 'Go on to the page',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Copied',
  },
  listingOffTitle: 'No longer sold',
  listingOff: 'The shop has other good things.',
  closedTitle: 'The shop is taking a break',
  closed: 'You cannot order right now. Orders already placed are not affected.',
  errorTitle: 'Something went wrong on this page',
  error: 'It was not you. Please reload in a while.',
  toShop: 'To the shop',
  toCart: 'Cart',
}
