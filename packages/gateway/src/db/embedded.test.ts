import { spawn } from 'node:child_process'
import { lchown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbedded } from './embedded.ts'

const isRoot = process.getuid?.() === 0

async function answers(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await client.end()
}

test.each([
  ['root', 0],
  ['somebody who has no name here', 54_321],
])('data that %s owns, as a copy from another machine may be, is served', async (_, uid) => {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-embedded-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const before = await startEmbedded(dir)
  await before.stop()
  const data = join(dir, 'postgres')
  const all = ['', ...(await readdir(data, { recursive: true }))]
  // Others than root cannot give anything away: there the copy is theirs.
  if (isRoot) for (const name of all) await lchown(join(data, name), uid, uid)
  const after = await startEmbedded(dir)
  onTestFinished(() => after.stop())
  await answers(after.url)
})

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
  await answers(after.url)
})
