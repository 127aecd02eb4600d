import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

export type Params = Readonly<Record<string, string>>

/** A pair of keys as Alipay's console and key tool show them: base64 of DER. */
export function newKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}

function readPrivate(privateKey: string) {
  const key = Buffer.from(privateKey, 'base64')
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** Names in order, `name=value` joined with `&`, without the names that are left out. */
export function contentOf(params: Params, leftOut: readonly string[], withEmpty = true): string {
  return Object.keys(params)
    .filter((name) => !leftOut.includes(name) && (withEmpty || params[name] !== ''))
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&')
}

export function rsa2(privateKey: string, content: string): string {
  return sign('RSA-SHA256', Buffer.from(content), readPrivate(privateKey)).toString('base64')
}

export function fitsRsa2(publicKey: string, content: string, signature: string): boolean {
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  })
  return verify('RSA-SHA256', Buffer.from(content), key, Buffer.from(signature, 'base64'))
}

/** A public key as people paste it, as base64 of DER; undefined where it is none. */
export function derOf(publicKey: string): string | undefined {
  try {
    const key = /BEGIN/.test(publicKey)
      ? createPublicKey(publicKey)
      : createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.export({ type: 'spki', format: 'der' }).toString('base64')
  } catch {
    return undefined
  }
}
