import { textsFor } from '@xiaopu/texts'
import { expect, test } from 'vitest'
import { keyTable } from './key-table.ts'

test('a key whose time is over is not listed as live', () => {
  const { cli } = textsFor('zh-CN')
  const expiresAt = '2026-11-30T15:59:59.999Z'
  const createdAt = '2026-01-01T00:00:00.000Z'
  const key = { id: 'key_1', kind: 'restricted' as const, name: 'books', createdAt, expiresAt }
  const state = (now: number) => keyTable([key], cli, now).split('\n')[1]
  expect(state(Date.parse(expiresAt) - 1)).toMatch(/books +有效 +2026-11-30/)
  expect(state(Date.parse(expiresAt))).toMatch(/books +已过期 +2026-11-30/)
})
