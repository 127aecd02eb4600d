import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson, writeJson } from './json.ts'

test('ids beyond 2^53 keep every digit, smaller numbers stay numbers', () => {
  const text =
    '{"id":2938624554509662976,"offerId":712340056781,"price":25.9,"big":1.5e300,"list":[-9007199254740993]}'
  expect(readJson(text)).toEqual({
    id: '2938624554509662976',
    offerId: 712340056781,
    price: 25.9,
    big: 1.5e300,
    list: ['-9007199254740993'],
  })
})

test('digits inside a text are not touched', () => {
  const text = '"say \\"2938624554509662976\\", 2938624554509662976"'
  expect(readJson(text)).toBe('say "2938624554509662976", 2938624554509662976')
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

test('what is no id reads as any JSON reader reads it', () => {
  const small = fc.jsonValue().filter((value) => !/\d{16,}/.test(JSON.stringify(value)))
  fc.assert(
    fc.property(small, (value) => {
      expect(readJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('absurdly deep nesting is refused, not crashed on', () => {
  expect(() => readJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(RangeError)
})
