import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { backUpEmbedded } from '@xiaopu/gateway'
import { CommandError } from '../command-error.ts'

/** What is copied beside the database. Not the master key: who finds a copy must not read addresses. */
const others = ['postgres-password', 'purpose.json', 'images', 'evidence']

/** A picture that the gateway is still writing; it is moved or gone a moment later. */
const unfinishedPicture = /\.\d+$/

/**
 * Copies a data folder whose database runs. The copy is a data folder itself, and is there as a whole
 * or not at all.
 *
 * @param url - of the database in `dir`
 * @param told - called with the bytes of the database copied so far
 * @throws CommandError where `to` is there already, or would be a part of what is copied
 */
export async function backUpFolder(
  url: string,
  dir: string,
  to: string,
  told: (bytes: number) => void,
): Promise<void> {
  const place = resolve(to)
  if (existsSync(place)) throw new CommandError((cli) => cli.backup.exists(place))
  if (place.startsWith(resolve(dir) + sep))
    throw new CommandError((cli) => cli.backup.inside(place))
  const unfinished = `${place}.${process.pid}.new`
  await mkdir(dirname(place), { recursive: true })
  await mkdir(unfinished, { mode: 0o755 })
  try {
    for (const name of others) {
      const from = join(dir, name)
      if (existsSync(from))
        await cp(from, join(unfinished, name), {
          recursive: true,
          preserveTimestamps: true,
          filter: (file) => !unfinishedPicture.test(file),
        })
    }
    await backUpEmbedded(url, join(dir, 'postgres'), join(unfinished, 'postgres'), told)
    await rename(unfinished, place)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}
