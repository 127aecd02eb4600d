import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isSignature, signatureOf, stringToSign } from './check-signature.ts'

interface Vector {
  readonly name: string
  readonly secret: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly signature: string
}

const file = new URL('../../../../test/vectors/1688-signatures.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]

test.each(vectors)('$name', ({ secret, path, params, signature }) => {
  const text = stringToSign(path, new Map(Object.entries(params)))
  expect(signatureOf(secret, text)).toBe(signature)
  expect(isSignature(secret, text, signature.toLowerCase())).toBe(true)
  expect(isSignature(`${secret}x`, text, signature)).toBe(false)
})

test('names that begin alike are sorted together with their values', () => {
  const params = new Map([
    ['a', 'z'],
    ['ab', '1'],
    ['_aop_signature', 'never signed'],
  ])
  expect(stringToSign('p', params)).toBe('pab1az')
})
