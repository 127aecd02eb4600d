import { join } from 'node:path'
import { createGateway, takesMoney } from '@xiaopu/gateway'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { endOnBug } from '../crash.ts'
import { embedDir } from '../embed-files.ts'
import { peerOf, readLimits } from '../limits.ts'
import { listen } from '../listen.ts'
import { logLines } from '../log.ts'
import { masterKeysOf } from '../master-keys.ts'
import { hooksOf, needed, readServices } from '../services.ts'
import { ownHost, readNumber, readSettings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'

/**
 * The gateway alone, against the services that the environment names, until it is told to stop. Any
 * number of processes may share a database.
 */
export async function run({ asked, env, print }: Context): Promise<number> {
  const settings = readSettings(env)
  const databaseUrl = settings.databaseUrl ?? needed(env, 'DATABASE_URL')
  const services = readServices(env, hooksOf(env, settings.dataDir, logLines))
  const masterKeys = masterKeysOf(env, settings.dataDir)
  const concurrency = readNumber(env, 'CONCURRENCY', 0, 100)
  const stopping = untilStopped()
  endOnBug(logLines)
  try {
    const { host, port } = settings
    const listener = await listen({ host, port })
    stopping.onStop(listener.close)
    const own = `http://${ownHost(host)}:${listener.port}`
    const gateway = await createGateway({
      databaseUrl,
      baseUrl: settings.baseUrl ?? own,
      masterKeys,
      ...services,
      imageDir: join(settings.dataDir, 'images'),
      embedDir,
      log: logLines,
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
    print(`ready ${own}`)
    await stopping.told
  } finally {
    await stopping.stop()
  }
  return 0
}
