import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

/** A key of AES-256, 32 bytes. A `KeyObject` is seven times as quick as its bytes. */
export type Key = Uint8Array | KeyObject

/** The one cell that a sealed text belongs to: copied into another it does not open. */
export interface Place {
  readonly table: string
  readonly column: string
  /** Key of the row. */
  readonly row: string
}

/** A sealed text does not open: it was changed, moved, or sealed with a key that is not here. */
export class SealBrokenError extends Error {
  override name = 'SealBrokenError'
}

const algorithm = 'aes-256-gcm'
const version = 's1'
const ivBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM. `s1.<key id>.<iv, ciphertext and tag in base64url>`; version, key id and place are
 * authenticated with it.
 *
 * @param iv - 12 random bytes, never used before with this key
 */
export function seal(
  { key, keyId }: { key: Key; keyId: string },
  place: Place,
  text: string,
  iv: Uint8Array,
): string {
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes })
  cipher.setAAD(additional(keyId, place))
  const body = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return `${version}.${keyId}.${Buffer.concat(body).toString('base64url')}`
}

/** @throws SealBrokenError */
export function open(
  { key, keyId }: { key: Key; keyId: string },
  place: Place,
  sealed: string,
): string {
  const body = Buffer.from(sealed.slice(version.length + keyId.length + 2), 'base64url')
  if (keyIdOf(sealed) !== keyId || body.length < ivBytes + tagBytes)
    throw new SealBrokenError(
      `${place.table}.${place.column} of ${place.row}: not sealed by ${keyId}`,
    )
  const decipher = createDecipheriv(algorithm, key, body.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(additional(keyId, place))
  decipher.setAuthTag(body.subarray(body.length - tagBytes))
  try {
    const text = decipher.update(body.subarray(ivBytes, body.length - tagBytes))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch (cause) {
    const where = `${place.table}.${place.column} of ${place.row}`
    throw new SealBrokenError(`${where}: changed, or sealed for another place`, { cause })
  }
}

/** Which key sealed a text; undefined where it is not sealed. */
export function keyIdOf(sealed: string): string | undefined {
  return /^s1\.([\w-]+)\.[\w-]+$/.exec(sealed)?.[1]
}

/** A key for another purpose from one that is there: what leaks of one says nothing of the other. */
export function derive(key: Key, purpose: string): KeyObject {
  const derived = hkdfSync('sha256', key, new Uint8Array(), `xiaopu/${purpose}`, 32)
  return createSecretKey(new Uint8Array(derived))
}

/** Finds equal texts without holding them; the key keeps others from trying all phones there are. */
export function digest(key: Key, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

function additional(keyId: string, { table, column, row }: Place): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, table, column, row]))
}
