import { ShopError, type WebhookEvent } from '@xiaopu/domain'

export type { WebhookEvent } from '@xiaopu/domain'

/** Headers as `Request` has them, or as Node and its frameworks do. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

export interface SignedWebhook {
  /** Of the request, as they came: `request.headers`. */
  readonly headers: WebhookHeaders
  /** The raw body: parsed and written again it has another signature. */
  readonly body: string | Uint8Array
  /** `whsec_…`, one, or two while a new one replaces the old. */
  readonly secrets: readonly string[]
  /** ms since 1970; now where absent. */
  readonly now?: number
  /** How old a delivery may be, in seconds; 300 unless given. */
  readonly tolerance?: number
}

/**
 * Reads what a gateway tells a seller's program, where it is genuine and fresh: a Standard Webhooks
 * signature over id, time and raw body. Only needs Web Crypto: Node, Deno, Bun, workers at the edge.
 *
 * A genuine delivery may come twice: keep the `id`s that you have seen.
 *
 * @throws ShopError MESSAGE_NOT_GENUINE, detail `reason`: headers, timestamp, signature or body;
 * TypeError where the program is wrong: a body that was parsed already, no secret or one that is none
 *
 * @example
 * const event = await verifyWebhook({
 *   headers: request.headers,
 *   body: await request.text(),
 *   secrets: [process.env.WEBHOOK_SECRET ?? ''],
 * })
 */
export async function verifyWebhook(webhook: SignedWebhook): Promise<WebhookEvent> {
  const { headers, body, secrets, now = Date.now(), tolerance = 300 } = webhook
  const bytes = bytesOf(body)
  if (secrets.length === 0) throw new TypeError('verifyWebhook: no secret was given')
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const signatures = headerOf(headers, 'webhook-signature')
  if (!id || !signatures || !/^\d{1,12}$/.test(timestamp)) throw notGenuine('headers')
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) throw notGenuine('timestamp')
  const signed = join(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  const given = signatures.split(' ').flatMap((each) => signatureIn(each) ?? [])
  if (!(await isSignedByAny(secrets, given, signed))) throw notGenuine('signature')
  return read(bytes, id)
}

function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body)
  // Bytes of another realm are no `Uint8Array` of this one, as under some test runners.
  if (ArrayBuffer.isView(body)) return body as Uint8Array
  throw new TypeError(
    'verifyWebhook: `body` is the raw body, as text or bytes. It was parsed already: read it before ' +
      'express.json() and its like do, or leave this route out of them',
  )
}

function headerOf(headers: WebhookHeaders, name: string): string {
  if (typeof headers.get === 'function') return headers.get(name) ?? ''
  // Some frameworks keep the names as they were written.
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : ''
}

async function isSignedByAny(
  secrets: readonly string[],
  given: readonly Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const secret of secrets) {
    const key = await keyOf(secret)
    for (const signature of given) {
      // Compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true
    }
  }
  return false
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = decode(String(secret).replace(/^whsec_/, ''))
  if (!bytes || bytes.length < 16) {
    throw new TypeError(
      'verifyWebhook: a secret is whsec_… as it was shown when the webhook was made',
    )
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify'])
}

function signatureIn(text: string): Uint8Array<ArrayBuffer> | undefined {
  return text.startsWith('v1,') ? decode(text.slice(3)) : undefined
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return undefined
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length)
  whole.set(head)
  whole.set(tail, head.length)
  return whole
}

function read(bytes: Uint8Array, id: string): WebhookEvent {
  try {
    const event = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    ) as WebhookEvent
    if (event.id === id) return event
  } catch (cause) {
    throw notGenuine('body', cause)
  }
  throw notGenuine('body')
}

function notGenuine(reason: string, cause?: unknown): ShopError {
  return new ShopError(
    'MESSAGE_NOT_GENUINE',
    { reason },
    cause === undefined ? undefined : { cause },
  )
}
