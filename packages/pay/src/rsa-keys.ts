import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * An RSA private key as people have it: PEM, or the bare base64 that a provider's own key tool
 * writes (PKCS#8 or PKCS#1).
 *
 * @throws TypeError for anything else, without a word of what it was
 */
export function readPrivateKey(text: string): KeyObject {
  return rsa(text, 'private', [
    (pem) => createPrivateKey(pem),
    (_, key) => createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
    (_, key) => createPrivateKey({ key, format: 'der', type: 'pkcs1' }),
  ])
}

/** An RSA public key: PEM, a certificate in PEM, or bare base64 (SPKI). */
export function readPublicKey(text: string): KeyObject {
  return rsa(text, 'public', [
    (pem) => createPublicKey(publicPem(pem)),
    (_, key) => createPublicKey({ key, format: 'der', type: 'spki' }),
  ])
}

type Reading = (pem: string, der: Buffer) => KeyObject

/** A pasted private key would give a public one too, and lie about which was pasted. */
function publicPem(pem: string): string {
  if (/PRIVATE KEY/.test(pem)) throw new TypeError('a private key')
  return pem
}

const fewestBits = 2048

function rsa(text: string, kind: string, readings: readonly Reading[]): KeyObject {
  const der = Buffer.from(text, 'base64')
  for (const read of readings) {
    const key = orNothing(() => read(text, der))
    if (!key) continue
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType === 'rsa' && bits >= fewestBits) return key
    throw new TypeError(`the ${kind} key must be RSA with ${fewestBits} bits or more`)
  }
  throw new TypeError(`the ${kind} key is neither PEM nor base64 of a key`)
}

/** What OpenSSL says of a bad key may repeat it; nobody needs that in a log. */
function orNothing(read: () => KeyObject): KeyObject | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
