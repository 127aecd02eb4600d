import { expect, test } from 'vitest'
import type { LogEntry } from '../deps.ts'
import { maskLog } from './mask-log.ts'

function logged(entry: LogEntry): LogEntry | undefined {
  const lines: LogEntry[] = []
  maskLog((line) => lines.push(line))(entry)
  return lines[0]
}

const failed = { level: 'warn', event: 'job.failed' } as const

test.each([
  ['收货人手机号13800138000格式有误', '收货人手机号138****8000格式有误'],
  ['PLATFORM_REFUSED said=tel:138-0013-8000', 'PLATFORM_REFUSED said=tel:138****8000'],
  [
    'order 202611241600138001 of offer 610947572360',
    'order 202611241600138001 of offer 610947572360',
  ],
])('%j is logged as %j', (reason, masked) => {
  expect(logged({ ...failed, reason })).toEqual({ ...failed, reason: masked })
  expect(logged({ ...failed, stack: reason })?.stack).toBe(masked)
})

test('whatever else an entry says stays as it is', () => {
  const entry = { ...failed, ms: 13800138000, order: '13800138000' }
  expect(logged(entry)).toEqual(entry)
})
