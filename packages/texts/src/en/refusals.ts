import type { refusalReasons as reasonsSource, refusedDeeds as source } from '../zh-cn/refusals.ts'

export const refusedDeeds: typeof source = {
  refund: {
    happened: (reason, amount) => `The refund of ${amount} was refused by the provider: ${reason}`,
    next: 'Remove the reason (permissions of the merchant, its account), then retry; close it with what you can show for it where you paid the buyer back by other means: it is in the order’s book and never sent again then',
  },
  shipping: {
    happened: (reason) =>
      `WeChat does not take this order’s parcels, and keeps the money: ${reason}`,
    next: 'Remove the reason, then retry; or enter the parcels in WeChat’s console yourself, and close it',
  },
  commission: {
    happened: (reason, amount) =>
      `A promoter was not given her commission of ${amount}, and WeChat keeps the payment’s money: ${reason}`,
    next: 'Remove the reason (register her again with xiaopu promoters, for instance), then retry within 14 days; close it to give her nothing more: the money is let go to you then, and a refund that waits goes on',
  },
  commission_closed: {
    happened: (reason, amount) =>
      `A promoter was never given her commission of ${amount}; after 14 days the money was let go to you: ${reason}`,
    next: 'WeChat cannot share it any more: pay her by other means, and close it',
  },
  commission_return: {
    happened: (reason, amount) =>
      `A merchant did not give back ${amount} of commission for goods that went back, so you bear it: ${reason}`,
    next: 'Have the merchant allow returns in WeChat’s merchant console and hold enough money, then retry; close it where he paid you by other means',
  },
  let_go: {
    happened: (reason) => `WeChat does not let go of the rest of a payment: ${reason}`,
    next: 'Remove the reason, then retry; or let go of it in WeChat’s merchant console, then retry',
  },
}

export const refusalReasons: typeof reasonsSource = {
  NO_AUTH: 'the merchant number was not granted this product, or lacks the permission',
  PARAM_ERROR: 'something in the request is not accepted',
  PAYMENT_MISMATCH: 'the other side has another amount or number',
  PAYMENT_NOT_FOUND: 'the other side has no such payment',
  PAYMENT_ACCOUNT_NOT_FOUND: 'the shop has no such payment account',
  USER_ACCOUNT_ABNORMAL: 'the buyer’s account is blocked or closed',
  NO_RELATION: 'WeChat does not know her as a receiver',
  ACCOUNT_ABNORMAL: 'something is wrong with the receiver’s account',
  RECEIVER_HIGH_RISK: 'WeChat considers the receiver a risk',
  RECEIVER_REAL_NAME_NOT_VERIFIED: 'the receiver has not verified her name',
  RECEIVER_RECEIPT_LIMIT: 'the receiver may receive no more for now',
  PAYER_ACCOUNT_ABNORMAL: 'something is wrong with your merchant account',
  NOT_ENOUGH: 'not enough is left to share',
  RULE_LIMIT: 'more than the part or the times that your merchant number was granted',
  TIME_OUT_CLOSED: 'the merchant did not return it in time',
  carrier: 'WeChat has no known code for the carrier',
  'no mini-program': 'the payment account lacks the mini-program’s app id or secret',
  '10060001': 'WeChat does not know the payment yet',
  '10060002': 'payment and buyer do not belong together',
  '10060003': 'WeChat lets parcels be corrected once only',
}
