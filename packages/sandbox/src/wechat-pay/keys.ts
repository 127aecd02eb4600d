import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
} from 'node:crypto'
import { selfSigned } from './certificate.ts'
import type { WechatBooks } from './state.ts'

/** Of the sandbox's one merchant; public, good for it and nothing else. */
export const wechatMerchant = {
  mchid: '1900000109',
  /** Serial number of the merchant's certificate. */
  serial: '5A4D8B00C0FFEE0123456789ABCDEF0123456789',
  apiV3Key: 'sandbox-apiv3-key-0123456789abcd',
  appId: 'wx5a4d8b00c0ffee01',
  miniAppId: 'wx5a4d8b00c0ffee02',
  appSecret: 'wechat-sandbox-secret',
} as const

const publicKeyId = 'PUB_KEY_ID_0119000001092026110100000000000001'
const year = 365 * 86_400_000

/** Which of its keys the platform signs with: during a switch each in turn. */
export type Signing = 'public-key' | 'certificate' | 'both'

export interface PlatformKey {
  readonly serial: string
  readonly privateKey: string
}

/** The keys of both sides; made when they are first needed, and kept. */
export interface WechatKeys {
  /** What a gateway needs to be the merchant. */
  merchant(): { readonly privateKey: string; readonly publicKey: string }
  /** What a gateway verifies with: the public key, and the newest certificate. */
  verifiers(): readonly { readonly id: string; readonly pem: string }[]
  /** Every certificate that is handed out now, the newest last. */
  certificates(): readonly { readonly serial: string; readonly pem: string }[]
  /** The key for the next signature. */
  signer(): PlatformKey
  /** Opens what a merchant encrypted for the key of this id; undefined where it fits none of ours. */
  opened(id: string, sealed: string): string | undefined
  signing(how: Signing): void
  /** A new certificate; what is signed by certificate is signed by it from now on. */
  rotate(): string
}

export function openKeys(
  books: WechatBooks,
  { now, write }: { now: () => number; write: <T>(run: () => T) => T },
): WechatKeys {
  const { keys } = books
  let turns = 0

  function keyOf(name: string): string {
    const known = keys.get(name)
    if (known) return known
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    write(() => keys.put(name, pem))
    return pem
  }

  const serials = () => (keys.get('serials') ?? '').split(' ').filter(Boolean)

  function newest(): string {
    return serials().at(-1) ?? rotate()
  }

  function rotate(): string {
    const serial = `4A${randomBytes(19).toString('hex').toUpperCase()}`
    const at = now()
    const pem = selfSigned(keyOf(serial), {
      serial,
      name: 'Tenpay.com Root CA (sandbox)',
      from: at - 60_000,
      until: at + 5 * year,
    })
    write(() => {
      keys.put(`certificate ${serial}`, pem)
      keys.put('serials', [...serials(), serial].slice(-2).join(' '))
    })
    return serial
  }

  const publicOf = (pem: string) =>
    String(createPublicKey(pem).export({ type: 'spki', format: 'pem' }))
  const certificates = () => {
    newest()
    return serials().map((serial) => ({ serial, pem: keys.get(`certificate ${serial}`) ?? '' }))
  }

  return {
    merchant() {
      const privateKey = keyOf('merchant')
      return { privateKey, publicKey: publicOf(privateKey) }
    },
    verifiers() {
      const last = certificates().at(-1)
      return [
        { id: publicKeyId, pem: publicOf(keyOf(publicKeyId)) },
        ...(last ? [{ id: last.serial, pem: last.pem }] : []),
      ]
    },
    certificates,
    signer() {
      const how = keys.get('signing') ?? 'public-key'
      const byKey = how === 'public-key' || (how === 'both' && turns++ % 2 === 0)
      const serial = byKey ? publicKeyId : newest()
      return { serial, privateKey: keyOf(serial) }
    },
    opened(id, sealed) {
      if (id !== publicKeyId && !serials().includes(id)) return undefined
      const padding = constants.RSA_PKCS1_OAEP_PADDING
      try {
        const key = { key: keyOf(id), padding, oaepHash: 'sha1' }
        return privateDecrypt(key, Buffer.from(sealed, 'base64')).toString()
      } catch {
        return undefined
      }
    },
    signing: (how) => write(() => keys.put('signing', how)),
    rotate,
  }
}
