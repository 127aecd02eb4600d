import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { isShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { decryptMessage, messageSignature, readEncodingKey } from './crypt.ts'
import { xiaohongshu } from './index.ts'

const now = Date.UTC(2026, 10, 24, 8)
const seconds = now / 1000
const token = 'a-token'
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
const key = Buffer.from(`${encodingAesKey}=`, 'base64')
const appId = '64000000000000001'

const provider = xiaohongshu({
  ...{ appId, appSecret: 'secret', token, encodingAesKey },
  order: async () => undefined,
  now: () => now,
})

interface Sealing {
  readonly app?: string
  readonly key?: Buffer
  /** Length that is said of the text. */
  readonly length?: number
  readonly pad?: number
}

/** Encrypts as Xiaohongshu does: random bytes, length, text, app, padded to 32. */
function sealed(text: string | Uint8Array, sealing: Sealing = {}): string {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(sealing.length ?? bytes.length)
  const plain = Buffer.concat([randomBytes(16), length, bytes, Buffer.from(sealing.app ?? appId)])
  const count = 32 - (plain.length % 32)
  const padded = Buffer.concat([plain, Buffer.alloc(count, sealing.pad ?? count)])
  const cipher = createCipheriv('aes-256-cbc', sealing.key ?? key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

interface Pushed {
  readonly query: Record<string, string>
  readonly body: unknown
}

function pushed(encrypt: string, more: Record<string, string> = {}, secret = token): Pushed {
  const stamp = { timestamp: String(seconds), nonce: 'n0nce', ...more }
  const text = [secret, stamp.timestamp, stamp.nonce, encrypt].sort().join('')
  const msg_signature = createHash('sha1').update(text).digest('hex')
  return { query: { msg_signature, ...stamp, ...more }, body: { encrypt } }
}

const message = JSON.stringify({ event: 'order_paid', out_order_id: 'T20261124000101' })
const genuine = pushed(sealed(message))
const said = (text: string | Uint8Array, sealing?: Sealing) => pushed(sealed(text, sealing))

async function outcome({ query, body }: Pushed): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const bytes = new TextEncoder().encode(text)
  try {
    const notice = await provider.readNotice(new Headers(), bytes, new URLSearchParams(query))
    return notice.kind === 'other' ? `kept: ${notice.about}` : notice.kind
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PAYMENT_NOT_GENUINE') throw error
    return `refused: ${error.detail.reason}`
  }
}

const withQuery = (more: Record<string, string>): Pushed => ({
  ...genuine,
  query: { ...genuine.query, ...more },
})

test.each<[string, Pushed, string]>([
  // Kept: none of them moves money by itself.
  ['an event', genuine, 'kept: order_paid'],
  [
    'an event in other letters',
    said(JSON.stringify({ Event: 'refund_done' })),
    'kept: refund_done',
  ],
  ['a kind', said(JSON.stringify({ msg_type: 'deal.pay' })), 'kept: deal.pay'],
  ['a kind in other letters', said(JSON.stringify({ MsgType: 'event' })), 'kept: event'],
  ['no name', said('{}'), 'kept: message'],
  ['a name that is none', said(JSON.stringify({ event: '<b>' })), 'kept: message'],
  ['a name that is a number', said(JSON.stringify({ event: 7 })), 'kept: message'],
  ['Chinese words', said(JSON.stringify({ event: 'x', text: '小店🎉' })), 'kept: x'],
  ['a text of 31 bytes', said(`{"event":"${'x'.repeat(19)}"}`), `kept: ${'x'.repeat(19)}`],
  ['a text of 32 bytes', said(`{"event":"${'x'.repeat(20)}"}`), `kept: ${'x'.repeat(20)}`],
  ['a text of 9 kB', said(JSON.stringify({ event: 'x', text: 'y'.repeat(9000) })), 'kept: x'],
  [
    'a name of the field in capitals',
    { ...genuine, body: { Encrypt: (genuine.body as { encrypt: string }).encrypt } },
    'kept: order_paid',
  ],
  [
    'an age of 24 hours',
    pushed(sealed(message), { timestamp: String(seconds - 86_400) }),
    'kept: order_paid',
  ],
  [
    'a clock 4 minutes ahead',
    pushed(sealed(message), { timestamp: String(seconds + 240) }),
    'kept: order_paid',
  ],
  // Refused.
  ['another token', pushed(sealed(message), {}, 'b-token'), 'refused: signature'],
  ['another nonce', withQuery({ nonce: 'other' }), 'refused: signature'],
  ['another time stamp', withQuery({ timestamp: String(seconds + 1) }), 'refused: signature'],
  ['another message', { ...genuine, body: { encrypt: sealed(message) } }, 'refused: signature'],
  [
    'a signature in capitals',
    withQuery({ msg_signature: String(genuine.query.msg_signature).toUpperCase() }),
    'refused: signature',
  ],
  [
    'half a signature',
    withQuery({ msg_signature: String(genuine.query.msg_signature).slice(0, 20) }),
    'refused: signature',
  ],
  ['no signature', withQuery({ msg_signature: '' }), 'refused: signature'],
  ['an unsigned address', { ...genuine, query: {} }, 'refused: shape'],
  ['a time stamp in words', pushed(sealed(message), { timestamp: 'soon' }), 'refused: shape'],
  [
    '27 hours of age',
    pushed(sealed(message), { timestamp: String(seconds - 97_200) }),
    'refused: timestamp',
  ],
  [
    '6 minutes ahead',
    pushed(sealed(message), { timestamp: String(seconds + 360) }),
    'refused: timestamp',
  ],
  ['another key', said(message, { key: randomBytes(32) }), 'refused: encryption'],
  ['a length beyond its end', said(message, { length: 9999 }), 'refused: encryption'],
  ['padding of nothing', said(message, { pad: 0 }), 'refused: encryption'],
  ['padding of more than 32', said(message, { pad: 33 }), 'refused: encryption'],
  ['half a block', pushed(sealed(message).slice(0, 20)), 'refused: encryption'],
  ['nothing encrypted', pushed(''), 'refused: encryption'],
  ['another app', said(message, { app: '64000000000000002' }), 'refused: app'],
  ['no app', said(message, { app: '' }), 'refused: app'],
  ['a length that is short of its end', said(message, { length: 4 }), 'refused: app'],
  ['words', said('paid'), 'refused: shape'],
  ['a list of words', said('["a"]'), 'kept: message'],
  ['bytes that are no text', said(Uint8Array.of(0x7b, 0xff, 0x7d)), 'refused: shape'],
  ['no envelope', { ...genuine, body: {} }, 'refused: shape'],
  ['an envelope that is none', { ...genuine, body: '<xml>' }, 'refused: shape'],
  ['an open message', { ...genuine, body: { event: 'order_paid' } }, 'refused: shape'],
])('a message with %s is told from others', async (_, push, expected) => {
  expect(await outcome(push)).toBe(expected)
})

test('the same message is the same event, however it is encrypted', async () => {
  const read = async ({ query, body }: Pushed) =>
    provider.readNotice(
      new Headers(),
      new TextEncoder().encode(JSON.stringify(body)),
      new URLSearchParams(query),
    )
  const [first, again] = [await read(genuine), await read(said(message))]
  expect(again).toEqual(first)
  expect(first.merchant).toBe(appId)
  expect(provider.acknowledge(first)).toEqual({ type: 'text/plain', body: 'success' })
})

test('what openssl encrypted and sha1sum signed is read', () => {
  const stamp = { timestamp: '1793520000', nonce: 'n0nce' }
  expect(
    messageSignature(
      'a-token',
      stamp,
      'B4PcXgtThYsrOQnzxvXRUNYx+tawK1NhRi3tydTlLZczT+m1YUOaaVs4EjBImumbT7I/zc1rdrGhNT2Y5riVPQ==',
    ),
  ).toBe('02c2b058aa3245e68d6239ecdb5e7e7b64fc984e')
  const opened = decryptMessage(
    readEncodingKey(encodingAesKey),
    'B4PcXgtThYsrOQnzxvXRUNYx+tawK1NhRi3tydTlLZczT+m1YUOaaVs4EjBImumbT7I/zc1rdrGhNT2Y5riVPQ==',
  )
  expect(opened && [new TextDecoder().decode(opened.text), opened.app]).toEqual([
    '{"a":"梅"}',
    'app1',
  ])
})

test.each(['', 'short', `${encodingAesKey}=`, encodingAesKey.replace('a', '-')])(
  'an EncodingAESKey of %j is none',
  (text) => {
    expect(() => readEncodingKey(text)).toThrow('EncodingAESKey')
  },
)
