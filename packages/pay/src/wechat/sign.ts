import {
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'

/** SHA-256 with RSA over lines, each ended by a line feed; base64. */
export function signLines(privateKey: KeyObject, lines: readonly (string | Uint8Array)[]): string {
  const signer = createSign('RSA-SHA256')
  for (const line of lines) signer.update(line).update('\n')
  return signer.sign(privateKey, 'base64')
}

function isSigned(key: KeyObject, lines: readonly (string | Uint8Array)[], signature: string) {
  const verifier = createVerify('RSA-SHA256')
  for (const line of lines) verifier.update(line).update('\n')
  return verifier.verify(key, signature, 'base64')
}

/** What verifies WeChat's signatures, and until when. */
export interface Verifier {
  /** `PUB_KEY_ID_…`, or the serial number of a platform certificate. */
  readonly id: string
  readonly key: KeyObject
  /** Epoch ms; a certificate ends. */
  readonly until: number
}

/** @throws Error where the text is no public key and no certificate, or one of another serial number */
export function readVerifier({ id, pem }: { id: string; pem: string }): Verifier {
  if (id.startsWith('PUB_KEY_ID_'))
    return { id, key: createPublicKey(pem), until: Number.POSITIVE_INFINITY }
  const certificate = new X509Certificate(pem)
  if (!sameSerial(certificate.serialNumber, id))
    throw new TypeError(`this certificate is ${certificate.serialNumber}, not ${id}`)
  return { id, key: certificate.publicKey, until: Date.parse(certificate.validTo) }
}

function sameSerial(one: string, other: string): boolean {
  return one.replace(/^0+/, '').toUpperCase() === other.replace(/^0+/, '').toUpperCase()
}

/** Seconds that a stamp may be off, into the past or the future. */
const tolerance = 300

export type Doubt = 'signature' | 'timestamp' | 'serial'

/**
 * Why an answer or a notice is not believed; undefined for one that is genuine and fresh. WeChat
 * sends signatures that begin `WECHATPAY/SIGNTEST/` to see whether anybody looks: they fit nothing.
 */
export function doubtOf(
  verifiers: readonly Verifier[],
  headers: { get(name: string): string | null },
  body: Uint8Array,
  now: number,
): Doubt | undefined {
  const header = (name: string) => headers.get(`wechatpay-${name}`) ?? ''
  const [timestamp, nonce, signature] = [header('timestamp'), header('nonce'), header('signature')]
  const serial = header('serial')
  const verifier = verifiers.find(({ id }) =>
    id.startsWith('PUB_KEY_ID_') ? id === serial : serial !== '' && sameSerial(id, serial),
  )
  if (!verifier || verifier.until < now) return 'serial'
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return 'signature'
  if (!isSigned(verifier.key, [timestamp, nonce, body], signature)) return 'signature'
  const off = Math.abs(now / 1000 - Number(timestamp))
  return /^\d{1,12}$/.test(timestamp) && off <= tolerance ? undefined : 'timestamp'
}
