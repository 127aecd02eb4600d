import { rolls } from '../catalogue/market/roll.ts'
import type { Pixels } from './png-reader.ts'

/** How a picture looks: the average colour of each field of an 8 × 8 grid, red, green, blue, 0 to 255. */
export type Look = Float32Array

const SIDE = 8
export const FIELDS = SIDE * SIDE

/** The look of pixels of any size. */
export function lookOf({ width, height, rgb }: Pixels): Look {
  const sums = new Float64Array(FIELDS * 3)
  const counts = new Float64Array(FIELDS)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * SIDE) / height) * SIDE
    for (let x = 0; x < width; x++) {
      const field = row + Math.floor((x * SIDE) / width)
      const at = (y * width + x) * 3
      counts[field] = (counts[field] ?? 0) + 1
      for (let channel = 0; channel < 3; channel++) {
        sums[field * 3 + channel] = (sums[field * 3 + channel] ?? 0) + (rgb[at + channel] ?? 0)
      }
    }
  }
  return Float32Array.from(sums, (sum, at) => sum / Math.max(1, counts[Math.floor(at / 3)] ?? 1))
}

/** How different two looks are: 0 the same, about 255 black and white. */
export function difference(one: Look, other: Look): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2
  return Math.sqrt(sum / one.length)
}

/** A look that hangs on nothing but a text: for pictures that cannot be fetched. */
export function rolledLook(text: string): Look {
  let seed = 7
  for (let at = 0; at < text.length; at++) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) | 0
  const roll = rolls(seed, text.length, 9)
  return Float32Array.from({ length: FIELDS * 3 }, () => roll() * 255)
}
