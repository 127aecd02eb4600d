import { createHash } from 'node:crypto'
import type { PaymentNotice } from '@xiaopu/domain'
import * as v from 'valibot'
import { notGenuine } from '../exchange.ts'
import { readJson } from '../json.ts'
import { isSameText } from '../same-text.ts'
import { decryptMessage, messageSignature } from './crypt.ts'

export interface XiaohongshuEar {
  readonly appId: string
  /** Token of the message settings. */
  readonly token: string
  /** What their EncodingAESKey stands for. */
  readonly encodingKey: Buffer
  /** Epoch ms. */
  readonly now: () => number
}

const Envelope = v.union([
  v.object({ encrypt: v.pipe(v.string(), v.maxLength(65_536)) }),
  v.pipe(
    v.object({ Encrypt: v.pipe(v.string(), v.maxLength(65_536)) }),
    v.transform(({ Encrypt }) => ({ encrypt: Encrypt })),
  ),
])
const Message = v.record(v.string(), v.unknown())

/** Seconds. */
const oldest = 26 * 3600
const aheadAtMost = 300

/**
 * A pushed message: signed in its address, encrypted in its body. What Xiaohongshu's messages say about
 * payments is not public, so that none of them moves money: they are kept, and the order is asked for.
 *
 * @param query - of the address it came to: `timestamp`, `nonce`, `msg_signature`
 * @throws ShopError PAYMENT_NOT_GENUINE, detail `reason`: shape, signature, timestamp or app
 */
export function readNotice(
  ear: XiaohongshuEar,
  query: { get(name: string): string | null },
  body: Uint8Array,
): PaymentNotice {
  const envelope = readJson(Envelope, body)
  const stamp = { timestamp: query.get('timestamp') ?? '', nonce: query.get('nonce') ?? '' }
  if (!envelope || !/^\d{1,12}$/.test(stamp.timestamp)) throw notGenuine('xiaohongshu', 'shape')
  const expected = messageSignature(ear.token, stamp, envelope.encrypt)
  if (!isSameText(query.get('msg_signature') ?? '', expected))
    throw notGenuine('xiaohongshu', 'signature')
  const age = ear.now() / 1000 - Number(stamp.timestamp)
  if (age > oldest || age < -aheadAtMost) throw notGenuine('xiaohongshu', 'timestamp')
  const opened = decryptMessage(ear.encodingKey, envelope.encrypt)
  if (!opened) throw notGenuine('xiaohongshu', 'encryption')
  if (opened.app !== ear.appId) throw notGenuine('xiaohongshu', 'app')
  const message = readJson(Message, opened.text)
  if (!message) throw notGenuine('xiaohongshu', 'shape')
  const eventId = createHash('sha256').update(opened.text).digest('hex').slice(0, 40)
  return { kind: 'other', eventId, merchant: ear.appId, about: aboutOf(message) }
}

/** What a message calls itself, as far as it does. */
function aboutOf(message: Readonly<Record<string, unknown>>): string {
  const name = message.event ?? message.Event ?? message.msg_type ?? message.MsgType
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : 'message'
}
