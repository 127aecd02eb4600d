import type { FailureCode, FailureDetail } from '@xiaopu/domain'

/**
 * What happened and what to do next, for whoever meets it.
 *
 * A text uses facts where it has them and reads well without: `was`, `now`, `price`, `floor` (fen),
 * `left`, `minimum`, `max` (pieces or lines), `offerId`, `origin`, `region`, `missing` (address
 * fields joined by commas), `seconds` (until trying again helps).
 */
export type FailureTexts = Readonly<Record<FailureCode, (detail: FailureDetail) => string>>

/** What a page of a shop is never told: it is for sellers, providers, mini-programs and who writes programs. */
type SellerFailure =
  | 'IDEMPOTENCY_KEY_MISSING'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYMENT_MISMATCH'
  | 'KEY_NOT_ALLOWED'
  | 'KEY_NOT_FROM_HERE'
  | 'KEY_NOT_FOUND'
  | 'KEYS_FULL'
  | 'LAST_KEY'
  | 'OFFER_LINK_UNREADABLE'
  | 'OFFER_NOT_FOUND'
  | 'OFFER_OFFLINE'
  | 'OFFER_NOT_DROPSHIPPABLE'
  | 'LISTING_EXISTS'
  | 'COUPON_EXISTS'
  | 'GROUP_DEAL_EXISTS'
  | 'PRICE_BELOW_FLOOR'
  | 'PAYMENT_NOT_GENUINE'
  | 'REVEALS_SPENT'
  | 'PERSONAL_DATA_ERASED'
  | 'PURCHASE_NOT_FOUND'
  | 'PURCHASE_HELD'
  | 'PURCHASE_NO_REPLACEMENT'
  | 'MESSAGE_NOT_GENUINE'
  | 'DIFFERENCE_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'CLOCK_WRONG'
  | 'WEBHOOK_NOT_FOUND'
  | 'WEBHOOK_URL_REFUSED'
  | 'DOMAIN_NOT_LISTED'
  | 'PRIVACY_REFUSED'
  | 'PROMOTER_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'PAYMENT_ACCOUNT_NOT_FOUND'
  | 'CHANNEL_NOT_SET_UP'
  | 'CHANNEL_REFUSED'
  | 'CHANNEL_BUSY'
  | 'ORDER_UNDER_WAY'
  | 'PLATFORM_IN_DOUBT'
  | 'EXCHANGE_TOO_EARLY'
  | 'GROUP_DEAL_NOT_FOUND'
  | 'AFTER_SALE_NOT_FOUND'
  | 'SHARE_NOT_FOUND'

export type PageFailureTexts = Omit<FailureTexts, SellerFailure>
