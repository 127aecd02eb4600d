import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson, writeJson } from './json.ts'

test('numbers that a double would change keep every digit as text, the others stay numbers', () => {
  const text =
    '{"id":2938624554509662976,"offerId":712340056781,"price":25.90,"noisy":51.800000000000004,' +
    '"big":1.5E300,"list":[-9007199254740993,-1,0,9007199254740991,1e2,-0.5]}'
  expect(readJson(text)).toEqual({
    id: '2938624554509662976',
    offerId: 712340056781,
    price: '25.90',
    noisy: '51.800000000000004',
    big: '1.5E300',
    list: ['-9007199254740993', -1, 0, 9007199254740991, '1e2', '-0.5'],
  })
})

test('numbers inside a text are not touched, whatever surrounds them', () => {
  const texts = [
    'say "2938624554509662976", 25.90',
    'ends with a backslash \\',
    '\\"1.5',
    ',:[ 1.50 ]{',
    '',
  ]
  expect(readJson(JSON.stringify({ texts, price: 1.5 }))).toEqual({ texts, price: '1.5' })
})

test('any 64-bit id survives being written and read', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (id) => {
      const written = writeJson({ id, ids: [id] })
      expect(written).toBe(`{"id":${id},"ids":[${id}]}`)
      const read = readJson(written) as { id: string | number; ids: (string | number)[] }
      return String(read.id) === String(id) && String(read.ids[0]) === String(id)
    }),
  )
})

/** What `readJson` must make of a value: its numbers as `String` writes them, unless whole and safe. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : JSON.stringify(value)
  if (Array.isArray(value)) return value.map(exact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, exact(member)]))
}

test('any JSON reads as any reader reads it, but for the numbers that would be rounded', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, space) => {
      const text = JSON.stringify(value, null, space)
      expect(readJson(text)).toEqual(exact(JSON.parse(text)))
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  '',
  '{',
  '[1.5.5]',
  '{1.5:2}',
  '01.5',
  '"\\',
  '[1.5',
  '1.',
  '-',
  `"${'\\"'.repeat(200_000)}`,
])('what is no JSON is refused: %.20s', (text) => {
  expect(() => readJson(text)).toThrow(SyntaxError)
})

test('absurdly deep nesting is refused, not crashed on', () => {
  expect(() => readJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(RangeError)
  const brackets = JSON.stringify(['['.repeat(1_000), [1.5]])
  expect(readJson(brackets)).toEqual(['['.repeat(1_000), ['1.5']])
})
