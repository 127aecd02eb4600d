import { textsFor } from '@xiaopu/texts'
import { expect, test } from 'vitest'
import { roomFor } from './check-machine.ts'

test.each([
  [99_999_999, 'bad', '99 MB'],
  [100_000_000, 'warn', '100 MB'],
  [999_999_999, 'warn', '999 MB'],
  [1_000_000_000, 'ok', '1,000 MB'],
])('%i bytes of room are %s', (free, state, found) => {
  const check = roomFor(free, textsFor('zh-CN'))
  expect(check).toMatchObject({ name: 'disk', state, found })
  expect(check.todo !== undefined).toBe(state !== 'ok')
})
