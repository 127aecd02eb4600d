import { createHash } from 'node:crypto'

/** The key that all other keys are wrapped with. Its id says which one it is, not what it is. */
export interface MasterKey {
  readonly id: string
  readonly key: Uint8Array
}

/** Why master keys cannot be used; the message never holds one. */
export class MasterKeyError extends Error {
  override name = 'MasterKeyError' as const
  readonly reason: 'malformed' | 'weak' | 'other'

  /** @param reason - `other`: the database was sealed with a master key that is not here */
  constructor(reason: MasterKeyError['reason'], fact: string) {
    super(`master key ${reason}: ${fact}`)
    this.reason = reason
  }
}

/**
 * Reads master keys as they stand in the environment or a file, apart by spaces, commas or line
 * ends: the first one wraps, the others still open what they wrapped before.
 *
 * @param text - each 32 bytes, as 64 hexadecimal digits or in base64
 * @throws MasterKeyError
 */
export function readMasterKeys(text: string): MasterKey[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0) throw new MasterKeyError('malformed', 'there is none')
  return words.map((word, position) => {
    const key = /^[0-9a-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : fromBase64(word)
    if (key?.length !== 32)
      throw new MasterKeyError('malformed', `number ${position + 1} is not 32 bytes`)
    if (new Set(key).size < 8)
      throw new MasterKeyError('weak', `number ${position + 1} was not drawn at random`)
    return masterKey(key)
  })
}

function masterKey(key: Uint8Array): MasterKey {
  const id = createHash('sha256').update('xiaopu/master-key-id').update(key).digest('hex')
  return { id: `m${id.slice(0, 10)}`, key }
}

function fromBase64(word: string): Buffer | undefined {
  return /^[\w+/-]{43}=?$/.test(word) ? Buffer.from(word, 'base64') : undefined
}
