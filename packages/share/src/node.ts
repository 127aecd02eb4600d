import { crc32, deflateSync } from 'node:zlib'
import { margin, qrCode } from './qr.ts'

/**
 * A QR code as a PNG of one bit per pixel, a few hundred bytes.
 *
 * @param scale - pixels per module; 8 survives a messenger's compression
 */
export function qrPng(text: string, scale = 8): Uint8Array<ArrayBuffer> {
  const code = qrCode(text)
  const side = (code.size + 2 * margin) * scale
  const stride = 1 + Math.ceil(side / 8)
  const rows = new Uint8Array(side * stride)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = code.isDark(Math.floor(x / scale) - margin, Math.floor(y / scale) - margin)
      // Grey of one bit: 1 is white. The first byte of a row says that it is not filtered.
      const at = y * stride + 1 + (x >> 3)
      if (!dark) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', Uint8Array.of(...word(side), ...word(side), 1, 0, 0, 0, 0)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** PNG specification, section 5.3: length, type, data, CRC-32 over type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = join([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data])
  return join([Uint8Array.from(word(data.length)), body, Uint8Array.from(word(crc32(body)))])
}

function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
