import { connect, createGateway, type Gateway } from '@xiaopu/gateway'
import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { endOnBug } from '../crash.ts'
import type { DataFolder } from '../data/data-folder.ts'
import { embedDir } from '../embed-files.ts'
import { readLimits } from '../limits.ts'
import { logInto } from '../log.ts'
import { ownMasterKeys } from '../master-keys.ts'
import { hooksOf } from '../services.ts'
import type { Environment, Settings } from '../settings.ts'
import type { Stopping } from '../stopping.ts'
import { banner } from './banner.ts'
import { openDemoShop } from './demo-shop.ts'
import { direct } from './direct.ts'
import { withDemoPage } from './front.ts'
import { holdDatabase } from './only-one.ts'
import type { Ports } from './ports.ts'
import { sandboxManners } from './sandbox-manners.ts'
import { sandboxSides } from './sandbox-sides.ts'
import { turnTogether } from './turn-together.ts'

/** What is there, or on its way, when the parts are put together. */
export interface Parts {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly ports: Ports
  /** Address of the database. */
  readonly database: Promise<string>
  /** The embed files are built. */
  readonly widgets: Promise<void>
  readonly stopping: Stopping
}

/** Puts sandbox, gateway and demo shop together; answers what to print once a buyer could buy. */
export async function compose(parts: Parts, { cli, colours, env }: Context): Promise<string> {
  const { folder, ports, stopping } = parts
  const opened = Promise.withResolvers<Gateway>()
  const sandbox = openSandbox(parts, opened.promise, env)
  const gateway = await openGateway(parts, sandbox, env)
  opened.resolve(gateway)
  turnTogether(sandbox, gateway)
  const baseUrl = ports.gateway.public
  const keys = await openDemoShop({ gateway, sandbox, dir: folder.path, baseUrl }, cli.demoShop)
  await parts.widgets
  stopping.signal.throwIfAborted()
  ports.gateway.listener.answer(withDemoPage(gateway, keys))
  folder.announce(ports.gateway.own)
  // Messages that a stop held back go out now that somebody hears them.
  await sandbox.clock.advance(0)
  const at = { keys, sandboxUrl: ports.sandbox.public, dataDir: folder.path, colours }
  return `\n${banner(at, cli)}\nready ${ports.gateway.own}`
}

/** What the sandbox tells the gateway waits until there is one; other addresses are of the network. */
function openSandbox(
  { settings, folder, ports, stopping }: Parts,
  gateway: Promise<Gateway>,
  env: Environment,
): Sandbox {
  const tell = direct(async (request) => (await gateway).fetch(request))
  const isOurs = (url: string) =>
    [ports.gateway.own, ports.gateway.public].includes(new URL(url).origin)
  const sandbox = createSandbox({
    dir: folder.sandbox,
    callbackUrl: `${ports.gateway.own}/v1/callbacks/1688`,
    publicUrl: ports.sandbox.public,
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      return isOurs(url) ? tell(input, init) : fetch(input, init)
    },
    ...(settings.offersFile && { offersFile: settings.offersFile }),
    ...sandboxManners(env),
  })
  stopping.onStop(() => sandbox.stop())
  ports.sandbox.listener.answer((request, env) => sandbox.fetch(request, env))
  return sandbox
}

async function openGateway(parts: Parts, sandbox: Sandbox, env: Environment): Promise<Gateway> {
  const { settings, folder, ports, stopping } = parts
  const databaseUrl = await parts.database
  stopping.signal.throwIfAborted()
  const letGo = await holdDatabase(connect({ url: databaseUrl, max: 1 }))
  if (!letGo) throw new CommandError((cli) => cli.dev.databaseInUse)
  stopping.onStop(letGo)
  const { log, close } = logInto(folder.log)
  stopping.onStop(close)
  endOnBug(log)
  const gateway = await createGateway({
    databaseUrl,
    baseUrl: ports.gateway.public,
    masterKeys: ownMasterKeys(env, folder.path),
    ...sandboxSides(sandbox, ports.sandbox.own, hooksOf(env, folder.path, log)),
    imageDir: folder.images,
    embedDir,
    log,
    localWebhooks: true,
    ...readLimits(env),
    alone: settings.databaseUrl === undefined,
  })
  stopping.onStop(() => gateway.stop())
  // Latest first: what is under way is answered before what answers it goes.
  stopping.onStop(ports.gateway.listener.close)
  stopping.onStop(() => gateway.drain())
  stopping.signal.throwIfAborted()
  return gateway
}
