import { inflateSync } from 'node:zlib'

/** 8-bit pixels, three bytes each, rows from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** Larger pictures are refused before anything is unpacked. */
export const MOST_PIXELS = 16_000_000

/** Samples a pixel has, by the colour type of the header. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * Reads a PNG of 8 bits a sample, without interlacing, in any colour type; alpha is left out. Throws
 * RangeError for anything else.
 */
export function readPng(bytes: Buffer): Pixels {
  const chunks = chunksOf(bytes)
  const header = chunks.get('IHDR')
  if (!header || header.length < 13) throw new RangeError('a PNG without header')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, type, , , interlace] = header.subarray(8, 13)
  const count = samples[type ?? -1]
  if (depth !== 8 || count === undefined || interlace !== 0)
    throw new RangeError('a PNG of a rare kind')
  if (width < 1 || height < 1 || width * height > MOST_PIXELS)
    throw new RangeError('a PNG too large')
  const stride = width * count
  const packed = chunks.get('IDAT') ?? Buffer.alloc(0)
  const rows = inflateSync(packed, { maxOutputLength: (stride + 1) * height })
  if (rows.length !== (stride + 1) * height) throw new RangeError('a PNG with rows missing')
  const flat = unfiltered(rows, stride, height, count)
  return { width, height, rgb: toRgb(flat, count, type === 3 ? chunks.get('PLTE') : undefined) }
}

/** Chunks by name; those that come in parts are put together. */
function chunksOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer[]>()
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (at + 12 + length > bytes.length) throw new RangeError('a PNG cut off')
    found.set(name, [...(found.get(name) ?? []), bytes.subarray(at + 8, at + 8 + length)])
    at += 12 + length
  }
  return new Map([...found].map(([name, parts]) => [name, Buffer.concat(parts)]))
}

/** Undoes the filter of each row (PNG specification §9). */
function unfiltered(rows: Buffer, stride: number, height: number, count: number): Uint8Array {
  const flat = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < count ? 0 : (flat[at - count] ?? 0)
      const above = y === 0 ? 0 : (flat[at - stride] ?? 0)
      const corner = x < count || y === 0 ? 0 : (flat[at - stride - count] ?? 0)
      flat[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner)
    }
  }
  return flat
}

function predicted(
  filter: number | undefined,
  left: number,
  above: number,
  corner: number,
): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  if (filter !== 4) return 0
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

function toRgb(flat: Uint8Array, count: number, palette: Buffer | undefined): Uint8Array {
  const pixels = flat.length / count
  const rgb = new Uint8Array(pixels * 3)
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const sample = flat[pixel * count + (count < 3 ? 0 : channel)] ?? 0
      rgb[pixel * 3 + channel] = palette ? (palette[sample * 3 + channel] ?? 0) : sample
    }
  }
  return rgb
}
