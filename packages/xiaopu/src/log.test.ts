import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { logInto } from './log.ts'

test('a log that could not be written is written again when it can be', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'xiaopu-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'later', 'gateway.log')
  let now = 0
  const { log, close } = logInto(file, () => now)
  onTestFinished(close)
  const written = () => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return ''
    }
  }
  log({ level: 'info', event: 'refused' })
  await expect
    .poll(() => {
      now += 2_000
      mkdirSync(join(dir, 'later'), { recursive: true })
      log({ level: 'info', event: 'kept' })
      return written()
    })
    .toContain('kept')
})
