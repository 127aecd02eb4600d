import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backUpEmbedded } from './back-up-embedded.ts'
import { startEmbedded } from './embedded.ts'

test('a database that is stopped while it is copied makes no copy, and ends nothing else', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-copied-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const database = await startEmbedded(dir)
  let stopping: Promise<void> | undefined
  const copied = backUpEmbedded(database.url, join(dir, 'postgres'), join(dir, 'copy'), () => {
    stopping ??= database.stop()
  })
  await expect(copied).rejects.toThrow('The database ended while it was copied')
  await stopping
  expect(existsSync(join(dir, 'copy', 'backup_label'))).toBe(false)
})
