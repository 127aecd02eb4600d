import { createDecipheriv } from 'node:crypto'
import * as v from 'valibot'

/** Something that WeChat seals with the merchant's APIv3 key. */
export const Sealed = v.object({
  algorithm: v.literal('AEAD_AES_256_GCM'),
  ciphertext: v.pipe(v.string(), v.base64(), v.maxLength(65_536)),
  nonce: v.pipe(v.string(), v.length(12)),
  associated_data: v.optional(v.string(), ''),
})
export type Sealed = v.InferOutput<typeof Sealed>

const tagBytes = 16

/** AES-256-GCM, its tag at the end; undefined where it was changed or sealed with another key. */
export function openSealed(apiV3Key: string, sealed: Sealed): Uint8Array | undefined {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  if (bytes.length < tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, sealed.nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(sealed.associated_data))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
