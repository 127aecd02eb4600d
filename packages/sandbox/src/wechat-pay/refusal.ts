const statuses = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  APPID_MCHID_NOT_MATCH: 400,
  ORDERPAID: 400,
  ORDER_CLOSED: 400,
  OUT_TRADE_NO_USED: 403,
  NO_STATEMENT_EXIST: 400,
  STATEMENT_CREATING: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  NOT_ENOUGH: 403,
  RULE_LIMIT: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
} as const

export type RefusalCode = keyof typeof statuses

/** Something that WeChat Pay refuses, in its words. */
export class WechatRefusal extends Error {
  override name = 'WechatRefusal' as const
  readonly code: RefusalCode
  readonly status: number

  constructor(code: RefusalCode, message: string, status: number = statuses[code]) {
    super(message)
    this.code = code
    this.status = status
  }
}
