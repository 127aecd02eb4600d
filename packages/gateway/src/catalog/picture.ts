/** What the first bytes of a picture say. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/**
 * Kind and size by the bytes, whatever the sender calls them; undefined for everything else, and for
 * a picture that breaks off before its size. SVG is a document, not a picture.
 */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return png(data) ?? jpeg(data) ?? gif(data) ?? webp(data)
  } catch (error) {
    // Buffers throw where a picture ends too early.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** PNG: eight bytes, then the chunk IHDR begins with width and height. */
function png(data: Buffer): Picture | undefined {
  if (!starts(data, '\x89PNG\r\n\x1a\n') || data.toString('latin1', 12, 16) !== 'IHDR') {
    return undefined
  }
  return { type: 'image/png', width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
}

/** JPEG (T.81, B.2): marker segments until a start of frame, which holds height, then width. */
function jpeg(data: Buffer): Picture | undefined {
  if (!starts(data, '\xff\xd8\xff')) return undefined
  let at = 2
  for (;;) {
    if (data.readUInt8(at) !== 0xff) return undefined
    const marker = data.readUInt8(at + 1)
    if (isFrame(marker)) break
    // A marker may be filled up with further 0xff.
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2)
  }
  return {
    type: 'image/jpeg',
    width: data.readUInt16BE(at + 7),
    height: data.readUInt16BE(at + 5),
  }
}

/** SOF0 to SOF15 but DHT, JPG and DAC, which share their numbers. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function gif(data: Buffer): Picture | undefined {
  if (!starts(data, 'GIF87a') && !starts(data, 'GIF89a')) return undefined
  return { type: 'image/gif', width: data.readUInt16LE(6), height: data.readUInt16LE(8) }
}

/** RFC 9649: the first chunk of a RIFF file says lossy, lossless or extended. */
function webp(data: Buffer): Picture | undefined {
  if (!starts(data, 'RIFF') || data.toString('latin1', 8, 12) !== 'WEBP') return undefined
  const size = webpSize(data)
  return size && { type: 'image/webp', width: size[0], height: size[1] }
}

function webpSize(data: Buffer): readonly [width: number, height: number] | undefined {
  switch (data.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return [data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff]
    case 'VP8L': {
      const bits = data.readUInt32LE(21)
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    }
    case 'VP8X':
      return [data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1]
    default:
      return undefined
  }
}

function starts(data: Buffer, signature: string): boolean {
  return data.toString('latin1', 0, signature.length) === signature
}
