import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { buildWidgets } from '../dev/build-widgets.ts'
import { type DataFolder, FolderInUseError, takeFolder } from '../dev/data-folder.ts'
import { keepDatabase } from '../dev/keep-database.ts'
import { openPorts } from '../dev/ports.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Stopping, untilStopped } from '../stopping.ts'

/** Gateway, sandbox and demo shop in one process, until it is told to stop. */
export async function run(context: Context): Promise<number> {
  const settings = readSettings(context.env)
  const stopping = untilStopped()
  try {
    await open(settings, stopping, context)
    await stopping.told
    context.note(context.cli.stopping)
  } catch (error) {
    // What was cut off because it was told to stop is no failure.
    if (!stopping.signal.aborted) throw error
  } finally {
    await stopping.stop()
  }
  context.note(context.cli.stopped)
  return 0
}

/** What takes long and needs little code is begun first: the rest is loaded meanwhile. */
async function open(settings: Settings, stopping: Stopping, context: Context): Promise<void> {
  const folder = take(settings)
  stopping.onStop(folder.release)
  const ports = await openPorts(settings, stopping)
  const database = openDatabase(settings, folder, stopping, context)
  const widgets = buildWidgets(stopping.signal)
  // Both are awaited later; a failure of one must not go unheard while the other runs.
  database.catch(() => {})
  widgets.catch(() => {})
  const { compose } = await import('../dev/compose.ts')
  const composed = { settings, folder, ports, database, widgets, stopping }
  context.print(await compose(composed, context))
}

function take(settings: Settings): DataFolder {
  try {
    return takeFolder(settings.dataDir)
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error
    const { pid, url } = error
    throw new CommandError((cli) => cli.alreadyRunning(pid, url), 1, { cause: error })
  }
}

async function openDatabase(
  { databaseUrl }: Settings,
  folder: DataFolder,
  stopping: Stopping,
  { cli, note }: Context,
): Promise<string> {
  if (databaseUrl) return databaseUrl
  const { startEmbedded } = await import('@xiaopu/gateway/embedded')
  const starting = startEmbedded(folder.postgres)
  // Also when something else fails while it still starts.
  stopping.onStop(async () => {
    const database = await starting.catch(() => undefined)
    await database?.stop()
  })
  const database = await starting
  stopping.onStop(
    keepDatabase(database, {
      gone: (why) => note(cli.dev.databaseGone(why)),
      back: () => note(cli.dev.databaseBack),
    }),
  )
  return database.url
}
