import type { JsonObject } from '../json.ts'

type Fail = (code: string, message: string) => JsonObject

/** Failure bodies of the envelope families of reference §1.5. */
export const flatMsg: Fail = (errorCode, errorMsg) => ({ success: false, errorCode, errorMsg })
export const flatMessage: Fail = (errorCode, errorMessage) => ({
  success: false,
  errorCode,
  errorMessage,
})
/** `success` declared String: buyerView. */
export const textMessage: Fail = (errorCode, errorMessage) => ({
  success: 'false',
  errorCode,
  errorMessage,
})
export const codeMessage: Fail = (code, message) => ({ success: false, code, message })
export const nested: Fail = (code, message) => ({ result: { success: false, code, message } })
/** No success flag at all. */
export const bare: Fail = (errorCode, errorMessage) => ({
  errorCode,
  errorMessage,
  extErrorMessage: '',
})
/** `product.follow` counts: 0 is success. */
export const numeric: Fail = (code, message) => ({ code: Number(code) || 1, message })
