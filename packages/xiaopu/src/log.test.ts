import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { logInto } from './log.ts'

test('a log that could not be written is written again when it can be', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'xiaopu-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'later', 'gateway.log')
  let now = 0
  const { log, close } = logInto(file, { now: () => now })
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

test('a log that has grown large is kept once, and a new one begins', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'xiaopu-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'gateway.log')
  const { log, close } = logInto(file, { most: 10_000 })
  for (let line = 0; line < 500; line++) {
    log({ level: 'info', event: `number-${line}` })
    // Other things happen between two lines.
    await stat(dir)
  }
  await close()
  const [kept, older] = [file, `${file}.old`].map((path) => readFileSync(path, 'utf8'))
  expect(kept?.length).toBeLessThan(10_200)
  expect(older?.length).toBeLessThan(10_200)
  expect(kept).toContain('"number-499"')
  const lines = `${older}${kept}`
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).event)
  expect(lines).toEqual(lines.map((_, at) => `number-${500 - lines.length + at}`))
})
