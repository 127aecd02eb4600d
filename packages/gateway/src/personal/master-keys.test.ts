import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readMasterKeys } from './master-keys.ts'

const [first, second] = [randomBytes(32), randomBytes(32)]

test('master keys stand in hex or base64, apart by commas or line ends, newest first', () => {
  const keys = readMasterKeys(`${first.toString('hex')},\n${second.toString('base64')}\n`)
  expect(keys.map(({ key }) => Buffer.from(key))).toEqual([first, second])
  expect(readMasterKeys(second.toString('base64url'))[0]?.id).toBe(keys[1]?.id)
})

test('the id of a master key tells which one it is and not a byte of it', () => {
  const [key] = readMasterKeys(first.toString('hex'))
  expect(key?.id).toMatch(/^m[0-9a-f]{10}$/)
  expect(first.toString('hex')).not.toContain(key?.id.slice(1))
})

test.each([
  ['', 'malformed'],
  ['  \n', 'malformed'],
  ['short', 'malformed'],
  [randomBytes(31).toString('hex'), 'malformed'],
  ['0'.repeat(64), 'weak'],
  ['ab'.repeat(32), 'weak'],
])('%j is refused as %s', (text, reason) => {
  expect(() => readMasterKeys(text)).toThrow(expect.objectContaining({ reason }))
})
