import { expect, test } from 'vitest'
import vectors from '../../../test/vectors/1688-signatures.json' with { type: 'json' }
import { isSignature, sign } from './sign.ts'

test.each(vectors)('signs vector $name as the platform does', (vector) => {
  const params: Record<string, string> = { ...vector.params }
  expect(sign(vector.secret, vector.path, params)).toBe(vector.signature)
})

test('pairs are sorted as name and value together, not by name', () => {
  // By name `a` comes before `a1`; as pairs `a10` comes before `a2`.
  expect(sign('s', 'p', { a: '2', a1: '0' })).toBe(sign('s', 'pa10a2', {}))
})

test('a signature is told from a wrong one, a shorter one and none', () => {
  const signature = sign('s', '', { message: 'm' })
  expect(isSignature(signature, signature)).toBe(true)
  expect(isSignature(signature.replace(/^./, 'G'), signature)).toBe(false)
  expect(isSignature(signature.slice(0, 10), signature)).toBe(false)
  expect(isSignature('', signature)).toBe(false)
})

test('an empty secret signs nothing, and so nothing verifies with it', () => {
  expect(() => sign('', '', { message: 'm' })).toThrow('empty')
})
