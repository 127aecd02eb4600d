import { ShopError, type WebhookEvent } from '@xiaopu/domain'

export type { WebhookEvent } from '@xiaopu/domain'

export interface SignedWebhook {
  /** Of the request, as they came. */
  readonly headers: { get(name: string): string | null }
  /** The raw body: parsed and written again it has another signature. */
  readonly body: string | Uint8Array<ArrayBuffer>
  /** `whsec_…`, one, or two while a new one replaces the old. */
  readonly secrets: readonly string[]
  /** ms since 1970; now where absent. */
  readonly now?: number
  /** How old a delivery may be, in seconds. */
  readonly tolerance?: number
}

/**
 * Reads what a gateway tells a seller's program, where it is genuine and fresh: a Standard Webhooks
 * signature over id, time and raw body. Only needs Web Crypto: Node, Deno, Bun, workers at the edge.
 *
 * A genuine delivery may come twice: keep the `id`s that you have seen.
 *
 * @throws ShopError MESSAGE_NOT_GENUINE, detail `reason`: headers, timestamp, signature or body;
 * TypeError for a secret that is none
 */
export async function verifyWebhook(webhook: SignedWebhook): Promise<WebhookEvent> {
  const { headers, body, secrets, now = Date.now(), tolerance = 300 } = webhook
  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const signatures = headers.get('webhook-signature') ?? ''
  if (!id || !signatures || !/^\d{1,12}$/.test(timestamp)) throw notGenuine('headers')
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) throw notGenuine('timestamp')
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = join(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  const given = signatures.split(' ').flatMap((each) => signatureIn(each) ?? [])
  if (!(await isSignedByAny(secrets, given, signed))) throw notGenuine('signature')
  return read(bytes, id)
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
  const bytes = decode(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length < 16) throw new TypeError('a webhook secret is whsec_ and base64')
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
