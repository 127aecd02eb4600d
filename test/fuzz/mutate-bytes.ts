import type { Chance } from './chance.ts'

type Rule = (bytes: Buffer, chance: Chance) => Buffer

const cut = (bytes: Buffer, from: number, to: number, put: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)])

const crumbs = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  '1e999',
  '-',
  '.',
  ' ',
]

/** Ways in which a text can be wrong that does not know what it is. */
const rules: readonly Rule[] = [
  (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)),
  (bytes, chance) => {
    const at = chance.below(bytes.length)
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8))
    return changed
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length)
    return cut(bytes, at, at + 1 + chance.below(20))
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length)
    return cut(bytes, at, at, Buffer.from(chance.of(crumbs)))
  },
  (bytes, chance) => {
    const [a, b] = [chance.below(bytes.length), chance.below(bytes.length)]
    return cut(bytes, a, a, bytes.subarray(Math.min(a, b), Math.max(a, b)))
  },
  // Encodings: a byte order mark, bytes that are no UTF-8, the text as another encoding has it.
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes, chance) => {
    const at = chance.below(bytes.length)
    return cut(bytes, at, at, Buffer.from([0xff, 0xfe, 0xc0, 0x80]))
  },
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  (bytes, chance) => Buffer.concat([bytes, Buffer.alloc(chance.below(50), 0)]),
  () => Buffer.alloc(0),
  (_bytes, chance) =>
    Buffer.from(chance.of(['null', 'true', '0', '""', '[]', '{}', '<html>', 'gw'])),
]

/** Changes a text in one to three places. */
export function mutateBytes(text: string, chance: Chance): Buffer {
  let bytes = Buffer.from(text)
  for (let count = 1 + chance.below(3); count > 0 && bytes.length > 0; count--) {
    bytes = Buffer.from(chance.of(rules)(bytes, chance))
  }
  return bytes
}
