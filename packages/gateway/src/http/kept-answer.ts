import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

/** What opens a kept answer: only who brings the same again can read it. */
export interface AnswerKey {
  /** Made from the caller's idempotency key, what proved who asked, and a key of the shop. */
  readonly secret: string
  /** What the answer belongs to; an answer moved to another row does not open. */
  readonly place: string
}

const nonceBytes = 12
const tagBytes = 16

/**
 * Seals an answer, which names a person and may open her order, before it is stored. The key is made
 * from what the caller brings and is kept nowhere.
 */
export function sealAnswer(keys: AnswerKey, nonce: Uint8Array, body: string | Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', secretOf(keys), nonce)
  cipher.setAAD(Buffer.from(keys.place))
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Throws where key, credential or place is another one. */
export function openAnswer(keys: AnswerKey, sealed: Buffer): string {
  const nonce = sealed.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(keys), nonce)
  decipher.setAAD(Buffer.from(keys.place))
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const text = decipher.update(sealed.subarray(nonceBytes + tagBytes))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

function secretOf({ secret }: AnswerKey): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

export function hashOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
