import { randomFillSync } from 'node:crypto'

/** Asking the system for sixteen bytes at a time costs more than the bytes: they are drawn by the page. */
export function createRandom(pageBytes = 4096): (length: number) => Uint8Array {
  const page = new Uint8Array(pageBytes)
  let used = pageBytes
  return (length) => {
    if (length > pageBytes) return randomFillSync(new Uint8Array(length))
    if (used + length > pageBytes) {
      randomFillSync(page)
      used = 0
    }
    used += length
    return page.slice(used - length, used)
  }
}
