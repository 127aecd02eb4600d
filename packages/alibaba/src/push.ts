import { type PlatformMessage, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { fromPlatformDate } from './dates.ts'
import { readJson } from './json.ts'
import { readClaim } from './read-claim.ts'
import { isSignature, sign } from './sign.ts'
import { PushData, PushMessage } from './wire/push.ts'

/**
 * Reads a push message from its form. Exactly one formula counts: `sign(secret, '', { message })` over
 * the decoded, unmodified value. A message says only what to read again; what it claims is not used.
 *
 * @throws ShopError MESSAGE_NOT_GENUINE; PLATFORM_SCHEMA where a genuine message makes no sense
 */
export function readMessage(
  appSecret: string,
  form: { get(name: string): string | null },
): PlatformMessage {
  const message = form.get('message') ?? ''
  const given = form.get('_aop_signature') ?? ''
  if (!isSignature(given, sign(appSecret, '', { message }))) {
    throw new ShopError('MESSAGE_NOT_GENUINE')
  }
  const read = v.safeParse(PushMessage, parsed(message))
  if (!read.success) throw senseless(v.getDotPath(read.issues[0]) ?? 'message')
  return toMessage(read.output)
}

const senseless = (field: string, cause?: unknown): ShopError =>
  new ShopError('PLATFORM_SCHEMA', { api: 'push', class: 'schema', field }, { cause })

function parsed(text: string): unknown {
  try {
    return readJson(text)
  } catch (cause) {
    throw senseless('message', cause)
  }
}

/** What a message says, however it came: pushed or fetched later. */
export function toMessage(told: PushMessage): PlatformMessage {
  const { msgId, type: topic, userInfo } = told
  const data = dataOf(told.data)
  const sentAt = fromPlatformDate(told.gmtBorn) ?? fromPlatformDate(data.msgSendTime)
  // Grants tell the account in their payload, every other topic in the envelope.
  const account = userInfo || data.memberId
  return {
    messageId: msgId,
    topic,
    kind: kindOf(topic),
    ...(account && { account }),
    ...(sentAt && { sentAt }),
    ...subjectOf(data),
    claim: readClaim(topic, data),
  }
}

/** An object by the official pull API, JSON text by another client's experience. */
function dataOf(data: unknown): PushData {
  const object = typeof data === 'string' && data !== '' ? parsed(data) : data
  const read = v.safeParse(PushData, object ?? {})
  return read.success ? read.output : {}
}

function subjectOf(
  data: PushData,
): Pick<PlatformMessage, 'platformOrderId' | 'platformOrderIds' | 'offerIds'> {
  const parcel = data.OrderLogisticsTracingModel ?? data.MailNoChangeModel
  const orderIds = new Set([
    ...(data.orderId ? [data.orderId] : []),
    ...(parcel?.orderLogsItems ?? []).flatMap((item) => item.orderId ?? []),
    ...idsIn(data.orderIds),
  ])
  const [platformOrderId] = orderIds
  const offerIds = new Set([
    ...(data.productId ? [data.productId] : []),
    ...idsIn(data.productIds),
    ...(data.OfferInventoryChangeList ?? []).flatMap((change) => change.offerId ?? []),
    ...(data.products ?? []).flatMap((product) => product.productId ?? []),
  ])
  return {
    ...(platformOrderId && { platformOrderId }),
    ...(orderIds.size > 1 && { platformOrderIds: [...orderIds] }),
    offerIds: [...offerIds],
  }
}

/** A list of ids comes as `"1,2"`. */
const idsIn = (ids: string | readonly string[] | undefined): string[] =>
  [ids ?? []].flat().flatMap((text) => text.match(/\d+/g) ?? [])

function kindOf(topic: string): PlatformMessage['kind'] {
  if (/^ORDER_/.test(topic)) return 'order'
  if (/^LOGISTICS_/.test(topic)) return 'parcel'
  return /^(?:PRODUCT_|FENXIAO_(?:PRICE|OFFER|STOCK))/.test(topic) ? 'offer' : 'other'
}
