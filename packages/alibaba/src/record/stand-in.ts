import { createHmac } from 'node:crypto'

/** Characters for stand-ins of Chinese text: stems and branches, which are nobody's name. */
const stems = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'
const letters = 'abcdefghijklmnopqrstuvwxyz'
const longest = 200

export type StandIn = (value: string) => string

/**
 * Makes stand-ins of the same shape: digits for digits, letters for letters, Chinese for Chinese. The
 * same value gets the same stand-in wherever it appears; without `key` none leads back to its value.
 *
 * A mobile number becomes one that begins with 100, which no operator has.
 */
export function standIns(key: string): StandIn {
  return (value) => {
    const shape = value.slice(0, longest)
    const draw = noise(key, value)
    const prefix = /^(?:b2b-|1[3-9](?=\d{9}$))/.exec(shape)?.[0] ?? ''
    const kept = prefix.startsWith('1') ? '100' : prefix
    return kept + [...shape.slice(kept.length)].map((char) => like(char, draw)).join('')
  }
}

function like(char: string, draw: () => number): string {
  if (/\d/.test(char)) return String(1 + (draw() % 9))
  if (/[a-z]/.test(char)) return letters[draw() % letters.length] ?? 'x'
  if (/[A-Z]/.test(char)) return (letters[draw() % letters.length] ?? 'x').toUpperCase()
  if (/[\p{L}\p{N}\p{So}]/u.test(char)) return stems[draw() % stems.length] ?? '某'
  return char
}

/** Bytes that only key and value decide, one after another. */
function noise(key: string, value: string): () => number {
  let block = Buffer.alloc(0)
  let used = 0
  let round = 0
  return () => {
    if (used === block.length) {
      block = createHmac('sha256', key).update(`${round++}:${value}`).digest()
      used = 0
    }
    return block[used++] ?? 0
  }
}
