import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogEntry } from '@xiaopu/gateway'
import { expect, onTestFinished, test } from 'vitest'
import { keepEvidence } from './keep-evidence.ts'

test('nonsense is kept once under its hash, and each time it comes the log says where', () => {
  const dir = mkdtempSync(join(tmpdir(), 'evidence-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const entries: LogEntry[] = []
  const keep = keepEvidence(join(dir, 'evidence'), (entry) => void entries.push(entry))
  const evidence = { api: 'alibaba.createOrder.preview', field: 'x', answer: '{"a":1}', at: 1 }
  keep(evidence)
  keep({ ...evidence, at: 2 })
  keep({ ...evidence, answer: '{"a":2}' })
  const files = readdirSync(join(dir, 'evidence'))
  expect(files).toHaveLength(2)
  const [entry] = entries
  expect(entry).toMatchObject({ level: 'error', event: 'platform_nonsense', field: 'x' })
  expect(entries).toHaveLength(3)
  const kept: unknown = JSON.parse(
    readFileSync(join(dir, 'evidence', String(entry?.evidence)), 'utf8'),
  )
  expect(kept).toEqual(evidence)
})
