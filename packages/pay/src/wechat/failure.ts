import { type FailureCode, ShopError } from '@xiaopu/domain'

/**
 * What WeChat's codes mean to us. A code that is not here and was answered with 4xx was refused for
 * good: something of the account or of ours is wrong.
 */
const codes: Readonly<Record<string, FailureCode>> = {
  ORDER_NOT_EXIST: 'PAYMENT_NOT_FOUND',
  ORDERNOTEXIST: 'PAYMENT_NOT_FOUND',
  RESOURCE_NOT_EXISTS: 'PAYMENT_NOT_FOUND',
  ORDERPAID: 'ORDER_ALREADY_PAID',
  ORDER_PAID: 'ORDER_ALREADY_PAID',
  ORDER_CLOSED: 'ORDER_CLOSED',
  ORDERCLOSED: 'ORDER_CLOSED',
  OUT_TRADE_NO_USED: 'PAYMENT_MISMATCH',
  INVALID_REQUEST: 'PAYMENT_MISMATCH',
  // The merchant's balance: the same refund goes through once it is filled up.
  NOT_ENOUGH: 'PROVIDER_BUSY',
  SIGN_ERROR: 'PROVIDER_BUSY',
  USERPAYING: 'PROVIDER_BUSY',
  USER_PAYING: 'PROVIDER_BUSY',
  FREQUENCY_LIMITED: 'PROVIDER_BUSY',
  FREQUENCY_LIMIT_EXCEED: 'PROVIDER_BUSY',
  RATELIMIT_EXCEEDED: 'PROVIDER_BUSY',
  SYSTEM_ERROR: 'PROVIDER_BUSY',
  SYSTEMERROR: 'PROVIDER_BUSY',
  BANK_ERROR: 'PROVIDER_BUSY',
  BANKERROR: 'PROVIDER_BUSY',
}

/** What WeChat refused, and as what. */
export function refused(status: number, reason: string, message: string): ShopError {
  const busy = status >= 500 || status === 429
  const code = busy ? 'PROVIDER_BUSY' : (codes[reason] ?? 'INTERNAL')
  const cause = new Error(message)
  return new ShopError(code, { provider: 'wechat', reason: reason.slice(0, 60) }, { cause })
}

/** The outcome is not known. */
export function busy(reason: string, cause?: unknown): ShopError {
  const detail = { provider: 'wechat', reason }
  return new ShopError('PROVIDER_BUSY', detail, cause === undefined ? undefined : { cause })
}

export function notGenuine(reason: string): ShopError {
  return new ShopError('PAYMENT_NOT_GENUINE', { provider: 'wechat', reason })
}
