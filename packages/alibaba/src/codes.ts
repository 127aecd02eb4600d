import type { CodeMeaning } from './error-class.ts'

/**
 * What the gateway says before an API runs: nothing has happened, whatever the call.
 * Source: the gateway's error codes `[live]`, the last two groups `[known]`.
 */
export const gatewayCodes: Readonly<Record<string, CodeMeaning>> = {
  'gw.APIUnsupported': 'schema',
  'gw.AppKeyMissing': 'auth',
  'gw.AppKeyNotFound': 'auth',
  'gw.SignatureMissing': 'auth',
  'gw.SignatureInvalid': 'auth',
  'gw.TimestampInvalid': 'auth',
  'gw.TimestampMissing': 'auth',
  '401': 'auth',
  'gw.APIACLDecline': 'permission',
  'gw.HostIPNotAllowed': 'permission',
  '403': 'permission',
  'gw.QosAppFrequencyLimit': 'retry',
  'gw.QosAPIFrequencyLimit': 'retry',
  'gw.ParamMissing': 'rule',
  'gw.ParamInvalid': 'rule',
  '400': 'rule',
  '404': 'schema',
}

/** What the business behind an API says: it ran and did not do it. */
export const businessCodes: Readonly<Record<string, CodeMeaning>> = {
  // Preview and create: `alibaba.createOrder.preview`, error codes [doc].
  '500_001': ['stock', 'OFFER_OFFLINE'],
  '500_002': 'rule',
  '500_003': ['rule', 'SKU_NOT_FOUND'],
  '500_004': 'stock',
  '500_005': ['rule', 'BELOW_MINIMUM'],
  '500_006': ['rule', 'BELOW_MINIMUM'],
  '500_007': ['rule', 'OFFER_NOT_DROPSHIPPABLE'],
  '500_008': ['price', 'OFFER_OFFLINE'],
  '500_009': ['rule', 'BELOW_MINIMUM'],
  // No code is documented for an address or a region; these are the sandbox's [sbx].
  AREA_NOT_SUPPORTED: ['address', 'REGION_NOT_SERVED'],
  ADDRESS_INVALID: ['address', 'ADDRESS_UNREADABLE'],
  // Create naming a listing that was never told (`relate`).
  RELATION_NOT_EXIST: 'rule',
  // Parameters that the business does not take: samples of `createCrossOrder`, `addFeedback` [doc].
  '400': 'rule',
  '400_1': 'rule',
  '400_2': 'rule',
  // A channel that the platform does not list [sbx].
  CHANNEL_INVALID: 'rule',
  // Cancel: `alibaba.trade.cancel`, error codes [doc].
  ORDER_STATUS_ERROR: 'rule',
  ORDER_ENTRY_ERROR: 'rule',
  '400_3': 'rule',
  ORDER_NOT_EXIST: ['absent', 'ORDER_NOT_FOUND'],
  CLOSE_ORDER_TOO_FAST: 'retry',
  // Logistics: `alibaba.trade.getLogisticsTraceInfo.buyerView`, error codes [doc].
  'order.nopermission.buyer': 'rule',
  'order.createtime.history': 'rule',
  // The same outOrderId with other goods.
  DUPLICATE_OUT_ORDER_ID: 'duplicate',
}

/**
 * `alibaba.trade.createRefund` and its kin, error codes [doc]. Its `4xxx` are the server's and say
 * nothing, and neither does `5100`, "other": the refund may exist.
 */
export const refundCodes: Readonly<Record<string, CodeMeaning>> = {
  '5001': ['absent', 'ORDER_NOT_FOUND'],
  '5002': 'rule',
  '5003': 'rule',
  '5004': 'rule',
  '5005': 'rule',
  '5006': 'rule',
  '5010': 'rule',
  '5011': 'price',
  '5012': 'rule',
  '5013': 'rule',
  '5100': 'in_doubt',
}

/** Codes are not documented for everything; these texts were seen or are close to the documented ones. */
export const businessTexts: readonly (readonly [RegExp, CodeMeaning])[] = [
  [/不是精选货源商品|不支持代[发销]|没有分销关系/, ['rule', 'OFFER_NOT_DROPSHIPPABLE']],
  [
    /不在.{0,6}(?:配送|销售)(?:范围|区域)|不支持配送|超出配送范围|限售/,
    ['address', 'REGION_NOT_SERVED'],
  ],
  [/库存不足|PRODUCT_TRADE_STAT_ERROR/, 'stock'],
  [/最小起订量|起批量/, ['rule', 'BELOW_MINIMUM']],
  [/已下架|商品不存在/, ['stock', 'OFFER_OFFLINE']],
  [/订单不存在/, ['absent', 'ORDER_NOT_FOUND']],
  [/not support tradeType/, 'rule'],
]
