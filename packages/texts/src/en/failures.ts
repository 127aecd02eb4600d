import { amountIn, wordsIn } from '../facts.ts'
import type { FailureTexts } from '../failure-text.ts'
import { pageFailures } from './page-failures.ts'

/** Every failure: what pages can be answered, and what sellers and their programs meet besides. */
export const failures: FailureTexts = {
  ...pageFailures,
  AFTER_SALE_NOT_FOUND: () => 'There is no such claim. Please load the order again.',
  GROUP_DEAL_NOT_FOUND: () => 'There is no such group deal. Please look at the product’s page.',
  SHARE_NOT_FOUND: () => 'This share is no longer valid. Ask whoever sent it for a new link.',
  CHANNEL_BUSY: () => 'The app is busy and nothing was done. Please try again later.',
  ORDER_UNDER_WAY: () =>
    'The order has not ended yet and the address is still needed. It cannot be erased now.',
  PLATFORM_IN_DOUBT: () =>
    'The outcome of the purchase is being checked automatically. There is nothing to repeat.',
  EXCHANGE_TOO_EARLY: () =>
    'Not everything has been sent yet. Wait for it, or cancel and buy what you want instead.',
  IDEMPOTENCY_KEY_MISSING: () => 'The request lacks an Idempotency-Key. Add one and send it again.',
  IDEMPOTENCY_KEY_REUSED: () =>
    'This Idempotency-Key was used for a different request. Use a new one.',
  PAYMENT_MISMATCH: () =>
    'The amount paid differs from the order. The order is unchanged; the shop will look into it.',
  METHOD_NOT_ALLOWED: () => 'This address does not support that. Please check the API reference.',
  KEY_NOT_ALLOWED: ({ needed }) =>
    `This key may not do that${needed ? `: it lacks ${needed}` : ''}.`,
  KEY_NOT_FROM_HERE: ({ address }) =>
    `This key may not be used from here${address ? `: the gateway sees ${address}` : ''}.`,
  KEY_NOT_FOUND: () => 'There is no such key.',
  KEYS_FULL: () => 'There are as many keys of this kind as may be. Please revoke one first.',
  LAST_KEY: () =>
    'This is the last key, and without it nobody could get in. Please make another one first.',
  DOMAIN_NOT_LISTED: (detail) =>
    `This mini-program may not reach ${wordsIn(detail, 'domain') ?? 'the shop'} yet. Shop owner: add it to the request domains in the app's console.`,
  PRIVACY_REFUSED: () =>
    'You did not allow it, so it was not done. To do it, allow it in the settings of the menu at the top right and tap again.',
  PAYMENT_ACCOUNT_NOT_FOUND: () => 'This shop has no such payment account.',
  CHANNEL_NOT_SET_UP: () =>
    'The shop has no account for this app yet. Shop owner: set it with xiaopu channel.',
  CHANNEL_REFUSED: (detail) =>
    `The app refused the shop's account (${wordsIn(detail, 'code') ?? 'no reason given'}). Shop owner: check the app id, the secret and the list of allowed addresses.`,
  PROMOTER_NOT_FOUND: () => 'This shop has no such promoter. List the promoters to see its id.',
  OFFER_NOT_FOUND: (detail) => {
    const offerId = wordsIn(detail, 'offerId')
    return `There is no product${offerId ? ` ${offerId}` : ' like that'} on 1688. Please check the link or number.`
  },
  OFFER_OFFLINE: () => 'This offer is offline on 1688. Please choose another one.',
  OFFER_NOT_DROPSHIPPABLE: () =>
    'This offer cannot be dropshipped. Please choose one that can (一件代发).',
  OFFER_LINK_UNREADABLE: () =>
    'No 1688 product was recognised. Paste the link of a product page, or its number.',
  COUPON_EXISTS: () =>
    'This code stands for another coupon. Take another code, or stop it first (xiaopu coupons --stop).',
  GROUP_DEAL_EXISTS: () =>
    'This listing has another group deal. Stop it first (xiaopu groups --end).',
  LISTING_EXISTS: () => 'This offer is already in your shop. Change that listing instead.',
  PRICE_BELOW_FLOOR: (detail) => {
    const floor = amountIn(detail, 'floor')
    return `The price earns less than your rule allows${floor ? `; it must be at least ${floor}` : ''}. Raise it, or lower the least profit.`
  },
  PERSONAL_DATA_ERASED: () => 'Name, phone and street were erased and cannot be shown any more.',
  REVEALS_SPENT: () =>
    'Addresses were looked at as often as they may be in a day. Please try again tomorrow.',
  PAYMENT_NOT_GENUINE: () =>
    'A payment notice failed verification and was refused. Check merchant secret and clock.',
  PURCHASE_NOT_FOUND: () => 'There is no such purchase. Please load the order again.',
  PURCHASE_HELD: () => 'The shop’s purchase rules hold this purchase until its owner decides.',
  PURCHASE_NO_REPLACEMENT: () =>
    'No other supplier dropships the same thing. Buy it anyway, or refund it.',
  MESSAGE_NOT_GENUINE: () =>
    'A message failed verification and was refused. Check the application secret.',
  DIFFERENCE_NOT_FOUND: () => 'There is no such difference. Reload the list and try again.',
  JOB_NOT_FOUND: () => 'There is no such job that gave up. It may be running again already.',
  CLOCK_WRONG: () => 'The clock of this server is wrong. The notice will be sent again.',
  WEBHOOK_NOT_FOUND: () => 'This shop has no such webhook. List the webhooks to see its id.',
  WEBHOOK_URL_REFUSED: () =>
    'A webhook needs a public https address on the usual port, without user name or password.',
}
