import { textsFor } from '@xiaopu/texts'
import { expect, test } from 'vitest'
import { describe } from './describe.ts'

test('a file of another user is told in a sentence that says what to do, without a stack', () => {
  const path = '/srv/my-shop/data/running.json'
  const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path })
  const { text, exitCode } = describe(refused, textsFor('en'))
  expect(text).toContain(`This user may not use ${path}.`)
  expect(text).not.toContain('EACCES')
  expect(exitCode).toBe(1)
})

test('what nobody foresaw is told with its stack', () => {
  expect(describe(new Error('a bug'), textsFor('en')).text).toMatch(/a bug\n +at /)
})
