import type { Context } from '../context.ts'
import type { Telling } from '../data/keep-database.ts'
import { openDatabase, openFolder } from '../data/open-database.ts'
import { buildWidgets } from '../dev/build-widgets.ts'
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
  const folder = openFolder(settings, 'dev', stopping)
  const ports = await openPorts(settings, stopping)
  const { cli, note } = context
  const telling: Telling = {
    gone: (why) => note(cli.databaseGone(why)),
    back: () => note(cli.databaseBack),
  }
  const { databaseUrl } = settings
  const database = databaseUrl
    ? Promise.resolve(databaseUrl)
    : openDatabase(folder, stopping, telling)
  const widgets = buildWidgets(stopping.signal)
  // Both are awaited later; a failure of one must not go unheard while the other runs.
  database.catch(() => {})
  widgets.catch(() => {})
  const { compose } = await import('../dev/compose.ts')
  const composed = { settings, folder, ports, database, widgets, stopping }
  context.print(await compose(composed, context))
}
