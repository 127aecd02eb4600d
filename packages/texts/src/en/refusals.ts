import type { refusalReasons as reasonsSource, refusedDeeds as source } from '../zh-cn/refusals.ts'

export const refusedDeeds: typeof source = {
  refund: {
    happened: (reason, amount) => `The refund of ${amount} was refused by the provider: ${reason}`,
    next: 'Remove the reason (permissions of the merchant, its account), then retry; close it where you paid the buyer back by other means: it is never sent again then',
  },
  shipping: {
    happened: (reason) =>
      `WeChat does not take this order’s parcels, and keeps the money: ${reason}`,
    next: 'Remove the reason, then retry; or enter the parcels in WeChat’s console yourself, and close it',
  },
}

export const refusalReasons: typeof reasonsSource = {
  NO_AUTH: 'the merchant number was not granted this product, or lacks the permission',
  PARAM_ERROR: 'something in the request is not accepted',
  PAYMENT_MISMATCH: 'the other side has another amount or number',
  PAYMENT_NOT_FOUND: 'the other side has no such payment',
  PAYMENT_ACCOUNT_NOT_FOUND: 'the shop has no such payment account',
  USER_ACCOUNT_ABNORMAL: 'the buyer’s account is blocked or closed',
  carrier: 'WeChat has no known code for the carrier',
  'no mini-program': 'the payment account lacks the mini-program’s app id or secret',
  '10060001': 'WeChat does not know the payment yet',
  '10060002': 'payment and buyer do not belong together',
  '10060003': 'WeChat lets parcels be corrected once only',
}
