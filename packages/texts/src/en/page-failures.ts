import type { FailureDetail } from '@xiaopu/domain'
import { amountIn, numberIn, wordsIn } from '../facts.ts'
import type { PageFailureTexts } from '../failure-text.ts'
import { checkout } from './checkout.ts'

/** What may happen to who looks, buys and follows an order: all that pages can be answered. */
export const pageFailures: PageFailureTexts = {
  BAD_REQUEST: () => 'Something in what was sent is not right. Please check it and try again.',
  BODY_TOO_LARGE: () => 'What was sent is too large. Please make it smaller and try again.',
  NOT_FOUND: () => 'Not found. The link may be mistyped or no longer valid.',
  KEY_MISSING: () => 'The shop key is missing. Shop owner: copy the whole embed tag again.',
  KEY_IN_BROWSER: () =>
    'A secret key must not stand in a page: everybody can read it there. Revoke it now and use a new one on a server.',
  KEY_UNKNOWN: () =>
    'The shop key is unknown or revoked. Shop owner: copy the tag again, xiaopu share prints it.',
  ORIGIN_NOT_ALLOWED: (detail) =>
    `The shop may not be used on ${wordsIn(detail, 'origin') || 'this site'}. Shop owner: add it to the allowed origins.`,
  SHOP_CLOSED: () =>
    'The shop is taking a break and takes no orders. Orders already placed are not affected.',
  REQUEST_IN_FLIGHT: () =>
    'The same request is being handled. Please wait instead of sending it again.',
  LISTING_NOT_FOUND: () =>
    'There is no such product. The link may be mistyped; see what else the shop has.',
  LISTING_NOT_ON_SALE: () => 'This product is no longer sold. See what else the shop has.',
  SKU_NOT_FOUND: () => 'This option no longer exists. Please choose again.',
  OUT_OF_STOCK: (detail) => {
    const left = numberIn(detail, 'left') || 0
    return left > 0
      ? `Only ${left} left. Please take fewer.`
      : 'Sold out. Try another option or product.'
  },
  QUANTITY_INVALID: (detail) =>
    `Please enter a whole number from 1 to ${numberIn(detail, 'max') || 999}.`,
  BELOW_MINIMUM: (detail) => {
    const minimum = numberIn(detail, 'minimum')
    return minimum
      ? `Sold from ${minimum} pieces. Please take more.`
      : 'Below the minimum quantity. Please take more.'
  },
  CART_NOT_FOUND: () => 'Your cart has expired. Please add the products again.',
  CART_EMPTY: () => 'Nothing in the cart can be bought. Add something first.',
  CART_FULL: (detail) =>
    `A cart holds up to ${numberIn(detail, 'max') || 60} different products. Check out or remove some.`,
  CART_ORDERED: () => 'This cart has been ordered already. It is not ordered again.',
  PRICE_CHANGED: (detail) =>
    `The price changed${change(detail)}. Please confirm the new one to go on.`,
  TOTAL_CHANGED: (detail) =>
    `The total changed${change(detail)}. Please check it and submit again. Nothing was charged.`,
  QUOTE_EXPIRED: () => 'These prices are no longer held. Get new ones and submit again.',
  QUOTE_NOT_FOUND: () => 'This quote is gone. Please check out again from the cart.',
  COUPON_NOT_FOUND: () => 'There is no such coupon code. Please check it.',
  COUPON_NOT_VALID: () => 'This code is not valid now. Try another one, or pay without.',
  COUPON_SPEND_MORE: (detail) =>
    `Add goods for ${amountIn(detail, 'missing') || 'a little'} more to use this code.`,
  COUPON_USED_UP: (detail) =>
    detail.mine
      ? 'You have used this code already.'
      : 'This code is used up. Try another one, or pay without.',
  GROUP_DEAL_OVER: () => 'This group deal is over. You can still buy at the normal price.',
  GROUP_BUY_OVER: () => 'This group has ended. Join another one or begin one. Nothing was charged.',
  GROUP_BUY_FULL: () =>
    'This group has just filled up. Join another one or begin one. Nothing was charged.',
  GROUP_BUY_JOINED: () =>
    'This phone number is in this group already. Send the link to friends to fill it.',
  ADDRESS_UNREADABLE: () =>
    'No address was recognised. Paste name, phone, region and street together, or fill in the form.',
  ADDRESS_INCOMPLETE: (detail) => {
    const missing = wordsIn(detail, 'missing')
    return missing
      ? `The address still lacks: ${fieldNames(missing)}.`
      : 'The address is incomplete. Please fill in the rest.'
  },
  REGION_NOT_SERVED: (detail) =>
    `Something in your cart does not ship to ${wordsIn(detail, 'region') || 'this region'}. Change the address or remove it.`,
  ADDRESS_FIXED: () =>
    'The goods are being prepared, or the address was corrected before: it stays now. Please ask the shop.',
  FREIGHT_CHANGED: (detail) =>
    `Shipping to the new address costs something else${change(detail)}. Cancel this order (what you paid goes back) and order again to the new address.`,
  ORDER_NOT_FOUND: () =>
    'This order cannot be opened here. Use the link or device you ordered with.',
  ORDER_CLOSED: () =>
    'This order is closed. Please order again. If you have paid, the money goes back to you.',
  ORDER_ALREADY_PAID: () => 'This order is already paid. There is nothing more to pay.',
  BAD_TRANSITION: () => 'That is not possible now. Reload to see how things stand.',
  PAYMENT_NOT_FOUND: () => 'There is no such payment. Please pay again from the order.',
  PAYMENT_NOT_HERE: () =>
    'You cannot pay here. Open this order in a phone browser, or ask the shop.',
  LOGIN_REFUSED: () => 'Your login is no longer good. Go back and pay again.',
  ORDER_NOT_PAID: () => 'The order is not paid, or is closed: there is nothing to give back.',
  AFTER_SALE_OPEN: () =>
    'A claim about these goods is under way. Wait for its answer, or withdraw it first.',
  EXCHANGE_OTHER_PRICE: () =>
    'It can only be exchanged for one at the same price. For another, return it for a refund and buy again.',
  AFTER_SALE_TOO_LATE: () =>
    'The goods arrived too long ago to be claimed. Please contact the shop.',
  REFUND_TOO_MUCH: (detail) => {
    const left = amountIn(detail, 'left')
    return left
      ? `That is more than is left to give back. At most ${left}.`
      : 'That is more than is left to give back.'
  },
  PROVIDER_BUSY: () =>
    'The cashier is busy and the outcome is not known yet. Look at the order in a while; do not pay twice.',
  PLATFORM_BUSY: () => 'The supply system is busy and nothing was done. Please try again later.',
  PLATFORM_AUTH: () =>
    'The shop has lost access to its supply platform. Shop owner: authorise it again.',
  PLATFORM_PERMISSION: () =>
    'The shop lacks a permission on its supply platform. Shop owner: apply for it there.',
  PLATFORM_REFUSED: () =>
    'The supply side did not accept this. Choose another product, or contact the shop.',
  PLATFORM_SCHEMA: () =>
    "The supply platform's answer made no sense, so nothing was bought. Try again later or contact the shop.",
  TOO_MANY_REQUESTS: later,
  OVERLOADED: later,
  MAINTENANCE: () => 'The shop is being looked after. Please try again soon.',
  OFFLINE: () => 'No network. Please check your connection and try again.',
  TIMEOUT: () => 'No answer for too long. Please try again.',
  INTERNAL: () => 'Something went wrong on our side, it was not you. Please try again later.',
}

function fieldNames(missing: string): string {
  const names: Readonly<Record<string, string>> = checkout.fields
  return missing
    .split(',')
    .map((field) => names[field]?.toLowerCase() || field)
    .join(', ')
}

function change(detail: FailureDetail): string {
  const was = amountIn(detail, 'was')
  const now = amountIn(detail, 'now')
  if (was && now) return ` from ${was} to ${now}`
  return now ? ` to ${now}` : ''
}

/** Too much, by one visitor or by all of them. */
function later(detail: FailureDetail): string {
  const seconds = numberIn(detail, 'seconds')
  return `Too busy. Please try again ${seconds ? `in ${Math.ceil(seconds)} seconds` : 'in a moment'}.`
}
