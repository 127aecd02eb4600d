/** Why the cashier refuses, and the HTTP status of each reason. */
export const refusals = {
  SIGN_ERROR: 401,
  PARAM_ERROR: 400,
  ORDER_NOT_EXIST: 404,
  ORDER_CLOSED: 400,
  ORDER_PAID: 400,
  AMOUNT_MISMATCH: 400,
  REFUND_EXCEEDS: 400,
  SYSTEM_BUSY: 503,
} as const
export type RefusalCode = keyof typeof refusals

/** A request that is not carried out. The message is for the merchant's developer. */
export class Refusal extends Error {
  override name = 'Refusal' as const
  readonly code: RefusalCode
  readonly status: (typeof refusals)[RefusalCode]

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
    this.status = refusals[code]
  }
}
