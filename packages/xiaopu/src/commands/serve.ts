import { join } from 'node:path'
import { createGateway, takesMoney } from '@xiaopu/gateway'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { endOnBug } from '../crash.ts'
import type { Telling } from '../data/keep-database.ts'
import { openDatabase, openFolder } from '../data/open-database.ts'
import { embedDir } from '../embed-files.ts'
import { peerOf, readLimits } from '../limits.ts'
import { listen } from '../listen.ts'
import { logLines } from '../log.ts'
import { masterKeysOf } from '../master-keys.ts'
import { hooksOf, readServices } from '../services.ts'
import { ownHost, readNumber, readSettings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'

const telling: Telling = {
  gone: (reason) => logLines({ level: 'error', event: 'database.ended', reason: reason ?? '' }),
  back: () => logLines({ level: 'info', event: 'database.started' }),
}

/**
 * The gateway alone, against the services that the environment names, until it is told to stop. Any
 * number of processes may share a database that is named; without one it brings its own.
 */
export async function run({ asked, env, print }: Context): Promise<number> {
  const settings = readSettings(env)
  const services = readServices(env, hooksOf(env, settings.dataDir, logLines))
  const masterKeys = masterKeysOf(env, settings.dataDir)
  const concurrency = readNumber(env, 'CONCURRENCY', 0, 100)
  const stopping = untilStopped()
  endOnBug(logLines)
  try {
    const own = settings.databaseUrl ? undefined : openFolder(settings, 'serve', stopping)
    const { host, port } = settings
    const listener = await listen({ host, port })
    stopping.onStop(listener.close)
    const url = `http://${ownHost(host)}:${listener.port}`
    const gateway = await createGateway({
      databaseUrl: own ? await openDatabase(own, stopping, telling) : (settings.databaseUrl ?? ''),
      baseUrl: settings.baseUrl ?? url,
      masterKeys,
      ...services,
      imageDir: join(settings.dataDir, 'images'),
      embedDir,
      log: logLines,
      alone: own !== undefined,
      ...readLimits(env),
      ...(concurrency !== undefined && { concurrency }),
    })
    stopping.onStop(() => gateway.stop())
    // A shop is given its first account through a gateway that runs.
    if (!asked.flag('without-payments') && !(await takesMoney(gateway.deps)))
      throw new CommandError((cli) => cli.takesNoMoney)
    // Latest first: what is under way is answered before what answers it goes.
    stopping.onStop(listener.close)
    stopping.onStop(() => gateway.drain())
    listener.answer((request, socket) => gateway.answer(request, peerOf(socket)))
    own?.announce(url)
    print(`ready ${url}`)
    await stopping.told
  } finally {
    await stopping.stop()
  }
  return 0
}
