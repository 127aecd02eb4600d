/**
 * Every way a request can fail that a caller may want to tell apart. Closed: the HTTP status and
 * whether trying again can help hang on the code, the sentence for people is in `@xiaopu/texts`.
 */
export const failures = {
  BAD_REQUEST: { status: 400, retry: false },
  BODY_TOO_LARGE: { status: 413, retry: false },
  NOT_FOUND: { status: 404, retry: false },
  METHOD_NOT_ALLOWED: { status: 405, retry: false },
  KEY_MISSING: { status: 401, retry: false },
  KEY_UNKNOWN: { status: 401, retry: false },
  KEY_IN_BROWSER: { status: 403, retry: false },
  KEY_NOT_ALLOWED: { status: 403, retry: false },
  KEY_NOT_FROM_HERE: { status: 403, retry: false },
  KEY_NOT_FOUND: { status: 404, retry: false },
  KEYS_FULL: { status: 409, retry: false },
  LAST_KEY: { status: 409, retry: false },
  ORIGIN_NOT_ALLOWED: { status: 403, retry: false },
  DOMAIN_NOT_LISTED: { status: 0, retry: false },
  SHOP_CLOSED: { status: 403, retry: false },
  IDEMPOTENCY_KEY_MISSING: { status: 400, retry: false },
  IDEMPOTENCY_KEY_REUSED: { status: 422, retry: false },
  REQUEST_IN_FLIGHT: { status: 409, retry: true },
  OFFER_LINK_UNREADABLE: { status: 422, retry: false },
  OFFER_NOT_FOUND: { status: 404, retry: false },
  OFFER_OFFLINE: { status: 409, retry: false },
  OFFER_NOT_DROPSHIPPABLE: { status: 422, retry: false },
  LISTING_NOT_FOUND: { status: 404, retry: false },
  LISTING_NOT_ON_SALE: { status: 409, retry: false },
  LISTING_EXISTS: { status: 409, retry: false },
  PRICE_BELOW_FLOOR: { status: 422, retry: false },
  SKU_NOT_FOUND: { status: 404, retry: false },
  OUT_OF_STOCK: { status: 409, retry: false },
  QUANTITY_INVALID: { status: 422, retry: false },
  BELOW_MINIMUM: { status: 422, retry: false },
  CART_NOT_FOUND: { status: 404, retry: false },
  CART_EMPTY: { status: 409, retry: false },
  CART_FULL: { status: 409, retry: false },
  CART_ORDERED: { status: 0, retry: false },
  PRICE_CHANGED: { status: 409, retry: false },
  TOTAL_CHANGED: { status: 409, retry: false },
  QUOTE_EXPIRED: { status: 409, retry: false },
  QUOTE_NOT_FOUND: { status: 404, retry: false },
  COUPON_NOT_FOUND: { status: 404, retry: false },
  COUPON_NOT_VALID: { status: 409, retry: false },
  COUPON_SPEND_MORE: { status: 409, retry: false },
  COUPON_USED_UP: { status: 409, retry: false },
  COUPON_EXISTS: { status: 409, retry: false },
  GROUP_DEAL_NOT_FOUND: { status: 404, retry: false },
  GROUP_DEAL_OVER: { status: 409, retry: false },
  GROUP_DEAL_EXISTS: { status: 409, retry: false },
  GROUP_BUY_OVER: { status: 409, retry: false },
  GROUP_BUY_FULL: { status: 409, retry: false },
  GROUP_BUY_JOINED: { status: 409, retry: false },
  ADDRESS_UNREADABLE: { status: 422, retry: false },
  ADDRESS_INCOMPLETE: { status: 422, retry: false },
  REGION_NOT_SERVED: { status: 409, retry: false },
  ADDRESS_FIXED: { status: 409, retry: false },
  FREIGHT_CHANGED: { status: 409, retry: false },
  ORDER_NOT_FOUND: { status: 404, retry: false },
  ORDER_CLOSED: { status: 409, retry: false },
  ORDER_ALREADY_PAID: { status: 409, retry: false },
  ORDER_UNDER_WAY: { status: 409, retry: false },
  PERSONAL_DATA_ERASED: { status: 410, retry: false },
  REVEALS_SPENT: { status: 429, retry: false },
  ORDER_NOT_PAID: { status: 409, retry: false },
  BAD_TRANSITION: { status: 409, retry: false },
  PAYMENT_NOT_FOUND: { status: 404, retry: false },
  PAYMENT_NOT_GENUINE: { status: 401, retry: false },
  PAYMENT_MISMATCH: { status: 409, retry: false },
  PAYMENT_NOT_HERE: { status: 409, retry: false },
  PAYMENT_ACCOUNT_NOT_FOUND: { status: 404, retry: false },
  PROMOTER_NOT_FOUND: { status: 404, retry: false },
  LOGIN_REFUSED: { status: 401, retry: false },
  REFUND_TOO_MUCH: { status: 409, retry: false },
  PURCHASE_NOT_FOUND: { status: 404, retry: false },
  PURCHASE_HELD: { status: 409, retry: false },
  PURCHASE_NO_REPLACEMENT: { status: 409, retry: false },
  AFTER_SALE_NOT_FOUND: { status: 404, retry: false },
  AFTER_SALE_OPEN: { status: 409, retry: false },
  AFTER_SALE_TOO_LATE: { status: 409, retry: false },
  EXCHANGE_TOO_EARLY: { status: 409, retry: false },
  EXCHANGE_OTHER_PRICE: { status: 409, retry: false },
  PROVIDER_BUSY: { status: 503, retry: true },
  PLATFORM_BUSY: { status: 503, retry: true },
  PLATFORM_IN_DOUBT: { status: 503, retry: true },
  PLATFORM_AUTH: { status: 502, retry: false },
  PLATFORM_PERMISSION: { status: 502, retry: false },
  PLATFORM_REFUSED: { status: 422, retry: false },
  PLATFORM_SCHEMA: { status: 502, retry: false },
  MESSAGE_NOT_GENUINE: { status: 401, retry: false },
  SHARE_NOT_FOUND: { status: 404, retry: false },
  CHANNEL_NOT_SET_UP: { status: 409, retry: false },
  CHANNEL_BUSY: { status: 503, retry: true },
  CHANNEL_REFUSED: { status: 502, retry: false },
  PRIVACY_REFUSED: { status: 0, retry: false },
  DIFFERENCE_NOT_FOUND: { status: 404, retry: false },
  JOB_NOT_FOUND: { status: 404, retry: false },
  CLOCK_WRONG: { status: 503, retry: true },
  WEBHOOK_NOT_FOUND: { status: 404, retry: false },
  WEBHOOK_URL_REFUSED: { status: 422, retry: false },
  TOO_MANY_REQUESTS: { status: 429, retry: true },
  OVERLOADED: { status: 503, retry: true },
  MAINTENANCE: { status: 503, retry: true },
  OFFLINE: { status: 0, retry: true },
  TIMEOUT: { status: 0, retry: true },
  INTERNAL: { status: 500, retry: true },
} as const

export type FailureCode = keyof typeof failures

export type FailureDetail = Readonly<Record<string, string | number | boolean>>

/** The one error this project throws on purpose. Anything else is a bug. */
export class ShopError extends Error {
  // Declared and set below: a field would cost old browsers a helper that defines it.
  declare name: 'ShopError'
  declare readonly code: FailureCode
  /** What happened, as data: shown to developers, filled into the texts. */
  declare readonly detail: FailureDetail

  constructor(code: FailureCode, detail: FailureDetail = {}, options?: ErrorOptions) {
    const facts = Object.entries(detail).map(([name, value]) => ` ${name}=${value}`)
    super(code + facts.join(''), options)
    this.name = 'ShopError'
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return failures[this.code].status
  }

  /** Whether the same request may succeed when repeated later. */
  get retry(): boolean {
    return failures[this.code].retry
  }
}

/** Survives two copies of this package on one page, where `instanceof` does not. */
export function isShopError(error: unknown): error is ShopError {
  return error instanceof Error && error.name === 'ShopError' && 'code' in error
}

export function isFailureCode(code: string): code is FailureCode {
  // `Object.hasOwn` is missing in old web views, and a bare look-up would find `toString`.
  return Object.keys(failures).includes(code)
}
