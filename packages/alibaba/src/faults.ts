import { type FailureCode, ShopError } from '@xiaopu/domain'
import type { Api, ApiKind } from './apis.ts'
import { codeOf, messageOf, type Refusal } from './wire/envelope.ts'

/**
 * What the gateway says before an API runs: nothing has happened, whatever the call.
 * Source: reference of gateway error codes, and recorded answers.
 */
const gatewayCodes: Readonly<Record<string, FailureCode>> = {
  'gw.APIUnsupported': 'PLATFORM_SCHEMA',
  'gw.AppKeyMissing': 'PLATFORM_AUTH',
  'gw.AppKeyNotFound': 'PLATFORM_AUTH',
  'gw.SignatureMissing': 'PLATFORM_AUTH',
  'gw.SignatureInvalid': 'PLATFORM_AUTH',
  'gw.TimestampInvalid': 'PLATFORM_AUTH',
  'gw.TimestampMissing': 'PLATFORM_AUTH',
  '401': 'PLATFORM_AUTH',
  'gw.APIACLDecline': 'PLATFORM_PERMISSION',
  'gw.HostIPNotAllowed': 'PLATFORM_PERMISSION',
  '403': 'PLATFORM_PERMISSION',
  'gw.QosAppFrequencyLimit': 'PLATFORM_BUSY',
  'gw.QosAPIFrequencyLimit': 'PLATFORM_BUSY',
  'gw.ParamMissing': 'PLATFORM_REFUSED',
  'gw.ParamInvalid': 'PLATFORM_REFUSED',
  '400': 'PLATFORM_REFUSED',
  '404': 'PLATFORM_SCHEMA',
}

/** What the business behind an API says: it ran and did not do it. */
const businessCodes: Readonly<Record<string, FailureCode>> = {
  // Preview and create: `alibaba.createOrder.preview`, error codes.
  '500_001': 'OFFER_OFFLINE',
  '500_002': 'PLATFORM_REFUSED',
  '500_003': 'SKU_NOT_FOUND',
  '500_004': 'OUT_OF_STOCK',
  '500_005': 'BELOW_MINIMUM',
  '500_006': 'BELOW_MINIMUM',
  '500_007': 'OFFER_NOT_DROPSHIPPABLE',
  '500_008': 'OFFER_OFFLINE',
  '500_009': 'BELOW_MINIMUM',
  // No code is documented for an address or a region; these are the sandbox's.
  AREA_NOT_SUPPORTED: 'REGION_NOT_SERVED',
  ADDRESS_INVALID: 'ADDRESS_UNREADABLE',
  // Create naming a listing that was never told (`relate`).
  RELATION_NOT_EXIST: 'PLATFORM_REFUSED',
  // Cancel: `alibaba.trade.cancel`, error codes.
  ORDER_STATUS_ERROR: 'PLATFORM_REFUSED',
  ORDER_ENTRY_ERROR: 'PLATFORM_REFUSED',
  '400_3': 'PLATFORM_REFUSED',
  ORDER_NOT_EXIST: 'ORDER_NOT_FOUND',
  CLOSE_ORDER_TOO_FAST: 'PLATFORM_BUSY',
  // Logistics: `alibaba.trade.getLogisticsTraceInfo.buyerView`, error codes.
  'order.nopermission.buyer': 'PLATFORM_REFUSED',
  'order.createtime.history': 'PLATFORM_REFUSED',
  // The same outOrderId with other goods.
  DUPLICATE_OUT_ORDER_ID: 'PLATFORM_REFUSED',
}

/** Codes are not documented for everything; these texts were seen or are close to the documented ones. */
const businessTexts: readonly (readonly [RegExp, FailureCode])[] = [
  [/不是精选货源商品|不支持代[发销]|没有分销关系/, 'OFFER_NOT_DROPSHIPPABLE'],
  [/不在.{0,6}(?:配送|销售)(?:范围|区域)|不支持配送|超出配送范围|限售/, 'REGION_NOT_SERVED'],
  [/库存不足|PRODUCT_TRADE_STAT_ERROR/, 'OUT_OF_STOCK'],
  [/最小起订量|起批量/, 'BELOW_MINIMUM'],
  [/已下架|商品不存在/, 'OFFER_OFFLINE'],
  [/订单不存在/, 'ORDER_NOT_FOUND'],
  [/not support tradeType/, 'PLATFORM_REFUSED'],
]

/** What an outcome that nobody can know means for a kind of call. */
const unknown: Readonly<Record<ApiKind, FailureCode>> = {
  read: 'PLATFORM_BUSY',
  tell: 'PLATFORM_BUSY',
  write: 'PLATFORM_IN_DOUBT',
}

/** What an answer that makes no sense means: a write may have happened all the same. */
const absurd: Readonly<Record<ApiKind, FailureCode>> = {
  read: 'PLATFORM_SCHEMA',
  tell: 'PLATFORM_SCHEMA',
  write: 'PLATFORM_IN_DOUBT',
}

/** E0: the gateway refused. An unclassified code never counts as success nor as refusal. */
export function gatewayFault(api: Api, code: string, requestId?: string): ShopError {
  const known = Object.hasOwn(gatewayCodes, code) ? gatewayCodes[code] : undefined
  return new ShopError(known ?? unknown[api.kind], {
    api: api.name,
    platformCode: code,
    ...(requestId && { requestId }),
  })
}

/** The API ran and said no. Its message is read but not passed on: it may repeat an address. */
export function refusal(api: Api, answer: Refusal): ShopError {
  const code = codeOf(answer)
  const message = messageOf(answer)
  const known = Object.hasOwn(businessCodes, code) ? businessCodes[code] : undefined
  const meant = known ?? businessTexts.find(([pattern]) => pattern.test(message))?.[1]
  const failure = meant ?? api.otherwise ?? unknown[api.kind]
  return new ShopError(failure, { api: api.name, platformCode: code })
}

/** The answer cannot be read, or says something that cannot be. `path` names the field. */
export function nonsense(api: Api, path: string, cause?: unknown): ShopError {
  return new ShopError(absurd[api.kind], { api: api.name, field: path }, { cause })
}

/** No answer came, or not from the API: `sent` is false where the request surely never left. */
export function lost(api: Api, sent: boolean, cause: unknown, status = 0): ShopError {
  const code = sent ? unknown[api.kind] : 'PLATFORM_BUSY'
  return new ShopError(code, { api: api.name, ...(status > 0 && { status }) }, { cause })
}
