import { createCipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import type { PlatformKey } from './keys.ts'
import { wechatMerchant } from './keys.ts'

/** Lines, each with its line feed, as WeChat signs them. */
const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

export function isSigned(publicKey: string, lines: readonly string[], signature: string): boolean {
  return createVerify('RSA-SHA256').update(joined(lines)).verify(publicKey, signature, 'base64')
}

/** The four headers of an answer or a notice. */
export function signedHeaders(
  { serial, privateKey }: PlatformKey,
  body: string,
  seconds: number,
): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(seconds)), randomBytes(16).toString('hex')]
  const signature = createSign('RSA-SHA256').update(joined([timestamp, nonce, body]))
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': signature.sign(privateKey, 'base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

/** Seals with the merchant's APIv3 key; the tag stands behind the text. */
export function sealed(text: string, about: string) {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', wechatMerchant.apiV3Key, nonce)
  cipher.setAAD(Buffer.from(about))
  const bytes = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  const ciphertext = Buffer.concat(bytes).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: about, nonce }
}
