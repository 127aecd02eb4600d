/** From which side a value comes: what we asked in our words or theirs, or what they answered. */
export type Side = 'asked' | 'answered'

/**
 * What may become of a value in a recording.
 *
 * - `mask`: of a person or a company, or a secret; replaced everywhere
 * - `words`: somebody's own words; replaced as a whole
 * - `scrub`: words of the platform or of an offer; kept, with what is personal in them replaced
 * - `plain`: neither; kept where its form cannot hold anything personal
 */
export type Treatment = 'mask' | 'words' | 'scrub' | 'plain'

/** Objects in which everything is about a person. Source: TradeInfo and addressParam [doc], our `Address`. */
const persons =
  /^(?:address|addressParam|receiver|receiverInfo|sender|\w*[cC]ontact|overseasExtraAddress|encryptOutOrderInfo|outOriginAddress|invoiceParam|\w*[iI]nvoiceInfo|extAttributes)$/

const personal = [
  // Who
  /(?:full|real|contact|receiver|sender|buyer|seller|consignee|link|person|nick|company|shop|supplier)_?name$/i,
  /(?:login|member|user|ali|open|buyer|seller|supplier)_?(?:open)?_?(?:u?id)$/i,
  /^(?:uid|userInfo|resource_owner|contactPerson|operator(?:Id|Name)?|wangwangAccount)$/i,
  // How to reach them
  /mobile|phone|^tel|telephone|fax|e?mail$|wechat|^qq$|oaid/i,
  // Where they live
  /address|street|province|city|district|county|^area|^toArea|town|division|post(?:code)?$|^zip|^region$/i,
  // What leads to them: parcels, payments, agreements
  /billNo$|mailNo$|freightBill$|alipay|agreementNo|tradeNo/i,
  /token|secret|signature|password|session|cookie|ticket/i,
]

/** Ids of things of trade, whose names look like those of people. */
const tradeIds = /^(?:openOfferId|regionOpp)$/

/** Words that somebody typed. */
const words =
  /^(?:memo|note|remarks?|content|text|feedback|buyerFeedback|buyerMemo|closeRemark|operateRemark|refundRemark|extraInfo|addressInfo|userRemark|imgBase64|imageBase64|imageData)$/

const askedWords = /^(?:message|description)$/

/** What the platform or an offer says. */
const publicTexts =
  /^(?:message|\w*[mM]sg|\w*[mM]essage|errorInfo|subject\w*|title|categoryName|chineseName|translatedName|attribute\w*|value|unit|sellunit|serviceName|goodName|productName|logisticsCompanyName|carrier|statusStr|\w+Desc|desc|description\w*|keywords?|param|filter|fields|tags?|labels?)$/

/** Lists whose members have a `name` that is no person's. */
const namedThings =
  /^(?:productItems|skuInfos|services?|serviceList|serviceCapabilities|categoryInfo|childCategorys|children|regions|channels|tradeModelList|payChannelInfos|reasons|attributes|properties|options|areas|ruleList|filters)$/

const isPersonal = (name: string): boolean =>
  !tradeIds.test(name) && personal.some((pattern) => pattern.test(name))

/** How to treat a value by its name and by the names above it, outermost first; list places left out. */
export function treatmentOf(path: readonly string[], side: Side): Treatment {
  const name = path.at(-1) ?? ''
  if (path.slice(0, -1).some((above) => persons.test(above) || isPersonal(above))) return 'mask'
  if (isPersonal(name)) return 'mask'
  if (words.test(name) || (side === 'asked' && askedWords.test(name))) return 'words'
  if (publicTexts.test(name)) return 'scrub'
  if (name === 'name' && namedThings.test(path.at(-2) ?? '')) return 'scrub'
  return 'plain'
}

const dates =
  /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$|^\d{14}(?:\d{3})?(?:[+-]\d{4})?$/
const idNames = /(?:ids?|IdOfStr|String|Number|Code|No|code|key|hash)$/i

/** Whether a value's form alone says that nobody is in it: a word of code, a date, a short number, an id. */
export function isHarmless(name: string, value: string): boolean {
  if (value === '' || /^[A-Za-z][A-Za-z_.$]{0,60}$/.test(value) || dates.test(value)) return true
  if (/^1\d{12}$/.test(value) && /time|born|gmt|at$/i.test(name)) return true
  if (/^-?\d{1,10}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/.test(value)) return true
  // A hash of the platform (specId), a service code, our own numbers: only under a name for such.
  const isId = /^\d{1,20}$/.test(value) || /^[0-9a-f]{32}$/.test(value)
  const isCode = /^[\w.:%-]{1,40}$/.test(value) && !looksPersonal(value)
  return idNames.test(name) && ((isId && !isMobile(value)) || isCode)
}

const isMobile = (value: string): boolean => /^1[3-9]\d{9}$/.test(value)
const looksPersonal = (value: string): boolean => /^b2b-/.test(value) || isMobile(value)

/** What is personal wherever it stands: mobile and fixed numbers, mail addresses, member ids, identity cards, tokens. */
export const anywhere =
  /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+|b2b-\w+|(?<!\d)\d{17}[\dXx](?![\dXx])|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g
