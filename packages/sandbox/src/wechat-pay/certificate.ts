import { createPublicKey, createSign } from 'node:crypto'

/**
 * A self-signed X.509 certificate, written byte by byte: Node reads certificates and makes none. Good
 * enough for what WeChat's platform certificates are used for here, a key with a serial number and an
 * end.
 */
export function selfSigned(
  privateKey: string,
  { serial, name, from, until }: { serial: string; name: string; from: number; until: number },
): string {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const algorithm = sequence(oid('2a864886f70d01010b'), Buffer.from([0x05, 0x00]))
  const subject = sequence(set(sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))))
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, positive(Buffer.from(serial, 'hex'))),
    algorithm,
    subject,
    sequence(time(from), time(until)),
    subject,
    publicKey,
  )
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey)
  const bits = tagged(0x03, Buffer.concat([Buffer.from([0]), signature]))
  const base64 = sequence(body, algorithm, bits).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Uint8Array[]) => tagged(0x30, Buffer.concat(parts))
const set = (...parts: Uint8Array[]) => tagged(0x31, Buffer.concat(parts))
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'))

/** A first bit that is set would make the number negative. */
function positive(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) >= 128 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
}

/** `yyyyMMddHHmmssZ` */
function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)
  return tagged(0x18, Buffer.from(`${text}Z`))
}
