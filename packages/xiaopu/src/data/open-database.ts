import { CommandError } from '../command-error.ts'
import type { Settings } from '../settings.ts'
import type { Stopping } from '../stopping.ts'
import {
  type DataFolder,
  FolderInUseError,
  FolderOfOtherError,
  type Purpose,
  takeFolder,
} from './data-folder.ts'
import { keepDatabase, type Telling } from './keep-database.ts'

/**
 * Takes the data folder until it is told to stop.
 *
 * @throws CommandError where another process has it, or it is kept for something else
 */
export function openFolder(
  { dataDir }: Settings,
  purpose: Purpose,
  stopping: Stopping,
): DataFolder {
  try {
    const folder = takeFolder(dataDir, purpose)
    stopping.onStop(folder.release)
    return folder
  } catch (error) {
    if (error instanceof FolderInUseError) {
      const { pid, url } = error
      throw new CommandError((cli) => cli.alreadyRunning(pid, url), 1, { cause: error })
    }
    if (error instanceof FolderOfOtherError) {
      throw new CommandError((cli) => cli.folderOf[error.purpose](dataDir), 1, { cause: error })
    }
    throw error
  }
}

/**
 * Starts the database in the data folder and keeps it running until it is told to stop.
 *
 * @returns its address
 */
export async function openDatabase(
  { postgres }: DataFolder,
  stopping: Stopping,
  tell: Telling,
): Promise<string> {
  const { startEmbedded } = await import('@xiaopu/gateway/embedded')
  const starting = startEmbedded(postgres)
  // Also when something else fails while it still starts.
  stopping.onStop(async () => {
    const database = await starting.catch(() => undefined)
    await database?.stop()
  })
  const database = await starting
  stopping.onStop(keepDatabase(database, tell))
  return database.url
}
