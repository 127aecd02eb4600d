import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '@xiaopu/gateway/embedded'
import { CommandError } from './command-error.ts'
import { FolderInUseError, takeFolder } from './data/data-folder.ts'
import { type Environment, readSettings } from './settings.ts'

/**
 * Works on the database: the one named by `DATABASE_URL`, else the one in the data folder, which is
 * started for as long as this takes where no `xiaopu` runs on it.
 *
 * @param options.creates - makes the one in the data folder where there is none yet
 * @throws CommandError where there is none
 */
export async function withDatabase<T>(
  env: Environment,
  work: (url: string) => Promise<T>,
  { creates = false }: { readonly creates?: boolean } = {},
): Promise<T> {
  const { databaseUrl, dataDir } = readSettings(env)
  if (databaseUrl) return work(databaseUrl)
  if (!creates && !existsSync(join(dataDir, 'postgres'))) {
    throw new CommandError((cli) => cli.noDatabase(dataDir))
  }
  const release = mayTake(dataDir)
  const database = await startEmbedded(dataDir)
  try {
    return await work(database.url)
  } finally {
    if (release && !database.adopted) await database.stop()
    release?.()
  }
}

/** Undefined where `xiaopu dev` or `serve` holds the data: then its database runs, and goes on running. */
function mayTake(dataDir: string): (() => void) | undefined {
  try {
    return takeFolder(dataDir).release
  } catch (error) {
    if (error instanceof FolderInUseError) return undefined
    throw error
  }
}
