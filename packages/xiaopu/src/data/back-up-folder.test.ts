import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@xiaopu/gateway/embedded'
import { expect, onTestFinished, test } from 'vitest'
import { backUpFolder } from './back-up-folder.ts'

async function folders(): Promise<{ data: string; place: string }> {
  const place = await mkdtemp(join(tmpdir(), 'xiaopu-folder-'))
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  const data = join(place, 'shop')
  await mkdir(join(data, 'images'), { recursive: true })
  return { data, place }
}

const silent = () => {}

test('pictures are copied, one that is still being written is not', async () => {
  const { data, place } = await folders()
  const database = await startEmbedded(data)
  onTestFinished(() => database.stop())
  await writeFile(join(data, 'images', 'a1b2'), 'whole')
  await writeFile(join(data, 'images', 'c3d4.4711'), 'ha')
  const copy = join(place, 'copy')
  await backUpFolder(database.url, data, copy, silent)
  expect(await readdir(join(copy, 'images'))).toEqual(['a1b2'])
  expect(existsSync(join(copy, 'postgres', 'backup_label'))).toBe(true)
})

test('a copy is not made inside of what it is a copy of', async () => {
  const { data } = await folders()
  const inside = join(data, 'images', 'copy')
  await expect(backUpFolder('postgres://nowhere.invalid', data, inside, silent)).rejects.toThrow(
    'the command failed',
  )
  expect(await readdir(join(data, 'images'))).toEqual([])
})
