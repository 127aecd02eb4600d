import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/** 32 random bytes, spelled as Standard Webhooks does. */
export function newSecret(random: (length: number) => Uint8Array): string {
  return prefix + Buffer.from(random(32)).toString('base64')
}

/**
 * Headers of one attempt by the Standard Webhooks specification: HMAC-SHA256 over id, time stamp and
 * body, once per secret that is good now.
 *
 * @param at - ms since 1970
 */
export function signedHeaders(
  secrets: readonly string[],
  eventId: string,
  at: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    const mac = createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`)
    return `v1,${mac.digest('base64')}`
  })
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'xiaopu-webhooks',
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
