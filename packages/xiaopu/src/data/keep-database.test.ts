import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@xiaopu/gateway/embedded'
import { expect, onTestFinished, test } from 'vitest'
import { keepDatabase } from './keep-database.ts'

test('a server that took longer to come back than its start was waited for is said to be back', async () => {
  const place = await mkdtemp(join(tmpdir(), 'xiaopu-kept-'))
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  const database = await startEmbedded(place)
  onTestFinished(() => database.stop())
  const slow = {
    ...database,
    async revive() {
      await database.revive()
      throw new Error('pg_ctl: server did not start in time')
    },
  }
  const said: string[] = []
  const { promise: isBack, resolve } = Promise.withResolvers<void>()
  const leave = keepDatabase(slow, {
    gone: () => said.push('gone'),
    back() {
      said.push('back')
      resolve()
    },
  })
  await database.stop()
  await isBack
  await leave()
  expect(said).toEqual(['gone', 'back'])
})
