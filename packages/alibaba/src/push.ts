import { type PlatformMessage, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { readJson } from './json.ts'
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
  const { msgId, type, data } = read.output
  return { messageId: msgId, topic: type, ...subjectOf(type, dataOf(data)) }
}

const senseless = (field: string, cause?: unknown): ShopError =>
  new ShopError('PLATFORM_SCHEMA', { api: 'push', field }, { cause })

function parsed(text: string): unknown {
  try {
    return readJson(text)
  } catch (cause) {
    throw senseless('message', cause)
  }
}

/** An object by the official pull API, JSON text by another client's experience. */
function dataOf(data: unknown): PushData {
  const object = typeof data === 'string' && data !== '' ? parsed(data) : data
  const read = v.safeParse(PushData, object ?? {})
  return read.success ? read.output : {}
}

function subjectOf(
  topic: string,
  data: PushData,
): Pick<PlatformMessage, 'kind' | 'platformOrderId' | 'offerIds'> {
  const parcel = data.OrderLogisticsTracingModel ?? data.MailNoChangeModel
  const platformOrderId =
    data.orderId ??
    parcel?.orderLogsItems?.find((item) => item.orderId)?.orderId ??
    idsIn(data.orderIds)[0]
  const offerIds = [
    ...(data.productId ? [data.productId] : []),
    ...idsIn(data.productIds),
    ...(data.OfferInventoryChangeList ?? []).flatMap((change) => change.offerId ?? []),
    ...(data.products ?? []).flatMap((product) => product.productId ?? []),
  ]
  return {
    kind: kindOf(topic),
    ...(platformOrderId && { platformOrderId }),
    offerIds: [...new Set(offerIds)],
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
