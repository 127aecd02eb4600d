import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { derive, digest, keyIdOf, open, type Place, SealBrokenError, seal } from './cipher.ts'

const key = { key: randomBytes(32), keyId: 'k1' }
const place: Place = { table: 'orders', column: 'sealed', row: 'shp_1/ord_1' }

test.each(['', '王小芳', '🏠 3 号楼', '\u0000\uffff', 'x'.repeat(100_000)])(
  'a sealed text opens again in its own place',
  (text) => {
    expect(open(key, place, seal(key, place, text, randomBytes(12)))).toBe(text)
  },
)

test.each([
  ['another row', { ...place, row: 'shp_1/ord_2' }],
  ['another column', { ...place, column: 'remark' }],
  ['another table', { ...place, table: 'quotes' }],
])('copied into %s it does not open', (_, elsewhere) => {
  const sealed = seal(key, place, '13800138000', randomBytes(12))
  expect(() => open(key, elsewhere, sealed)).toThrow(SealBrokenError)
})

test('no changed character goes unnoticed', () => {
  const sealed = seal(key, place, '王小芳', randomBytes(12))
  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
    // The last character of base64url may hold bits that no byte needs.
    if (
      Buffer.from(changed.slice(6), 'base64url').equals(Buffer.from(sealed.slice(6), 'base64url'))
    )
      if (changed.slice(0, 6) === sealed.slice(0, 6)) continue
    expect(() => open(key, place, changed)).toThrow(SealBrokenError)
  }
})

test.each(['', 's1.k1.', 's1.k1.AAAA', 's2.k1.AAAA', 'in the clear'])(
  '%j does not open',
  (text) => {
    expect(() => open(key, place, text)).toThrow(SealBrokenError)
  },
)

test('another key does not open it, and its id tells which one would', () => {
  const sealed = seal(key, place, 'x', randomBytes(12))
  expect(() => open({ ...key, key: randomBytes(32) }, place, sealed)).toThrow(SealBrokenError)
  expect(() => open({ ...key, keyId: 'k2' }, place, sealed)).toThrow(SealBrokenError)
  expect(keyIdOf(sealed)).toBe('k1')
})

test('the same text sealed twice looks different, its digest is the same', () => {
  const twice = [randomBytes(12), randomBytes(12)].map((iv) => seal(key, place, 'x', iv))
  expect(new Set(twice).size).toBe(2)
  expect(digest(key.key, 'x')).toBe(digest(key.key, 'x'))
  expect(digest(derive(key.key, 'seal'), 'x')).not.toBe(digest(derive(key.key, 'search'), 'x'))
})
