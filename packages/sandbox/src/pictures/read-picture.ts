import { decode } from 'jpeg-js'
import { MOST_PIXELS, type Pixels, readPng } from './png-reader.ts'

/** Reads a PNG or JPEG; undefined where the bytes are neither, broken, or too large to unpack. */
export function readPicture(bytes: Buffer): Pixels | undefined {
  try {
    if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return readPng(bytes)
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes)
  } catch {
    // Whatever is wrong with it, it shows nothing.
    return undefined
  }
  return undefined
}

function readJpeg(bytes: Buffer): Pixels {
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: MOST_PIXELS / 1_000_000,
    maxMemoryUsageInMB: 128,
  })
  return { width, height, rgb: data }
}
