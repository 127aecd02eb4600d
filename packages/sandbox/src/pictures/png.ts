import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Writes 8-bit RGB pixels as a PNG with a palette. A drawing of flat colours has few; where soft
 * edges make more than 256, near ones are taken together, as little as it needs.
 */
export function png(width: number, height: number, rgb: Uint8Array): Buffer {
  const { palette, pixels } = indexed(rgb)
  const rows = Buffer.alloc((width + 1) * height)
  // Each row starts with its filter: 0, none, is best for palettes.
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Bit depth 8, colour type 3 (palette), the only compression and filter method, no interlace.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function indexed(rgb: Uint8Array): { palette: Buffer; pixels: Uint8Array } {
  for (const step of [1, 2, 3, 4, 6, 8, 12, 16, 24]) {
    const found = withStep(rgb, step)
    if (found) return found
  }
  throw new RangeError('no step leaves 256 colours')
}

/** Colours taken together by `step` in each channel; nothing when more than 256 are left. */
function withStep(rgb: Uint8Array, step: number) {
  const numbers = new Map<number, number>()
  const palette: number[] = []
  const pixels = new Uint8Array(rgb.length / 3)
  const near = (value: number) => Math.round(value / step)
  let last = { colour: -1, number: 0 }
  for (let at = 0; at < rgb.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]]
    const colour = (red << 16) | (green << 8) | blue
    if (colour === last.colour) {
      pixels[at / 3] = last.number
      continue
    }
    const key = (near(red) << 16) | (near(green) << 8) | near(blue)
    let number = numbers.get(key)
    if (number === undefined) {
      number = numbers.size
      if (number === 256) return undefined
      numbers.set(key, number)
      palette.push(red, green, blue)
    }
    pixels[at / 3] = number
    last = { colour, number }
  }
  return { palette: Buffer.from(palette), pixels }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
