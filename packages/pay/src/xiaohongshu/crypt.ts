import { createDecipheriv, createHash } from 'node:crypto'

/** What comes with an encrypted message: in the address that it is pushed to. */
export interface Stamp {
  /** Unix seconds. */
  readonly timestamp: string
  readonly nonce: string
}

/** What a message must be signed with: token, stamp and the encrypted text, sorted and put together. */
export function messageSignature(
  token: string,
  { timestamp, nonce }: Stamp,
  encrypted: string,
): string {
  if (token === '') throw new TypeError('an empty token signs nothing')
  const texts = [token, timestamp, nonce, encrypted].toSorted((left, right) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  )
  return createHash('sha1').update(texts.join('')).digest('hex')
}

/** The key that an EncodingAESKey of 43 characters stands for. */
export function readEncodingKey(encodingKey: string): Buffer {
  const key = Buffer.from(`${encodingKey}=`, 'base64')
  if (!/^[\dA-Za-z+/]{43}$/.test(encodingKey) || key.length !== 32)
    throw new TypeError('an EncodingAESKey has 43 letters and digits')
  return key
}

/** Bytes before the text: 16 at random and its length. */
const head = 20

/**
 * An encrypted message: AES-256-CBC, its first bytes of the key as IV, padded to 32. Inside are random
 * bytes, the length of the text, the text and the app that it is for.
 *
 * @returns undefined for what is not encrypted with this key
 */
export function decryptMessage(
  key: Buffer,
  encrypted: string,
): { readonly text: Uint8Array; readonly app: string } | undefined {
  const plain = unpadded(decipher(key, encrypted))
  if (!plain || plain.length < head) return undefined
  const end = head + plain.readUInt32BE(16)
  if (end > plain.length) return undefined
  return { text: plain.subarray(head, end), app: plain.subarray(end).toString('utf8') }
}

function decipher(key: Buffer, encrypted: string): Buffer | undefined {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
    // Padded to 32 and not to AES's 16.
    decipher.setAutoPadding(false)
    return Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()])
  } catch {
    return undefined
  }
}

function unpadded(plain: Buffer | undefined): Buffer | undefined {
  const count = plain?.at(-1) ?? 0
  return plain && count >= 1 && count <= 32 ? plain.subarray(0, plain.length - count) : undefined
}
