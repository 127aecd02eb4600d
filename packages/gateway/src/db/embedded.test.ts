import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbedded } from './embedded.ts'

test('a server that ended in a power cut starts again, also where its number is somebody else’s now', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-embedded-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'postgres', 'postmaster.pid')
  const before = await startEmbedded(dir)
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
  await before.stop()
  // After a restart of the machine, or of a container, numbers begin anew.
  const { uid, gid } = await stat(join(dir, 'postgres'))
  const other = spawn('sleep', ['600'], { uid, gid, cwd: '/' })
  onTestFinished(() => void other.kill())
  await writeFile(file, [other.pid, ...rest].join('\n'))
  const after = await startEmbedded(dir)
  onTestFinished(() => after.stop())
  expect(after.adopted).toBe(false)
  const client = new pg.Client(after.url)
  await client.connect()
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await client.end()
})
