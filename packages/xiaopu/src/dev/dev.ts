import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { alibaba } from '@xiaopu/alibaba'
import { createGateway, type Gateway, type LogEntry, startEmbedded } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import { type Answer, listen } from '../listen.ts'
import { demoFile, type Settings } from '../settings.ts'
import { underAnyHost } from './any-host.ts'
import { buildWidgets, embedDir } from './build-widgets.ts'
import { demoPage } from './demo-page.ts'
import { type DemoShop, openDemoShop } from './demo-shop.ts'
import { lockData } from './lock.ts'
import { turningBoth } from './turn-clock.ts'

export interface Running {
  readonly shop: DemoShop
  readonly url: string
  readonly sandboxUrl: string
  stop(): Promise<void>
}

/** What has been opened so far; closed in the opposite order, also when a later step fails. */
type Closers = (() => Promise<void> | void)[]

/**
 * Runs a whole shop on this machine: PostgreSQL, the 1688 sandbox, the gateway and a demo shop
 * with goods on sale. Everything it keeps is in one folder.
 *
 * @throws DataInUseError, NoDatabaseError, the system's EADDRINUSE
 */
export async function startDev(settings: Settings): Promise<Running> {
  const closers: Closers = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    closers.push(lockData(settings.dataDir))
    return { ...(await open(settings, closers)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(settings: Settings, closers: Closers): Promise<Omit<Running, 'stop'>> {
  const { port, dataDir, texts } = settings
  const url = settings.url ?? `http://127.0.0.1:${port}`
  const sandboxUrl = `http://127.0.0.1:${port + 1}`
  const database = openDatabase(settings, closers)
  const widgets = buildWidgets()
  // Both are awaited below; a failure of one must not go unheard while the other runs.
  widgets.catch(() => {})
  database.catch(() => {})

  const sandbox = createSandbox({
    dir: join(dataDir, 'sandbox'),
    callbackUrl: `${url}/v1/callbacks/1688`,
    ...(settings.offersFile && { offersFile: settings.offersFile }),
  })
  closers.push(() => sandbox.stop())
  const shop = Promise.withResolvers<{ gateway: Gateway; shop: DemoShop }>()
  shop.promise.catch(() => {})
  // Both ports are taken at once, so that one in use is found before anything is prepared.
  await listenTo(closers, port + 1, turningBoth(sandbox, shop.promise), [url, sandboxUrl])
  const answer: Answer = async (request) => answerAs(await shop.promise, settings, request)
  await listenTo(closers, port, answer, [url, sandboxUrl])

  const gateway = await openGateway(settings, {
    sandbox,
    url,
    sandboxUrl,
    databaseUrl: await database,
  })
  closers.push(() => gateway.stop())
  const demo = await openDemoShop(gateway, sandbox, {
    file: demoFile(settings),
    url,
    name: texts.cli.demoShop,
  })
  await widgets
  shop.resolve({ gateway, shop: demo })
  // Deliveries that a stop interrupted go on now that somebody hears them.
  await sandbox.fetch(new Request(`${sandboxUrl}/sandbox/api/calls`))
  return { shop: demo, url, sandboxUrl }
}

async function listenTo(
  closers: Closers,
  port: number,
  answer: Answer,
  origins: readonly string[],
): Promise<void> {
  const listening = await listen(underAnyHost(answer, origins), { port, hostname: '0.0.0.0' })
  closers.push(() => listening.close())
}

async function answerAs(
  { gateway, shop }: { gateway: Gateway; shop: DemoShop },
  { texts, locale }: Settings,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/' || pathname === '/demo') {
    return new Response(null, { status: 302, headers: { location: '/demo/' } })
  }
  if (pathname !== '/demo/') return gateway.fetch(request)
  return new Response(demoPage(shop, texts, locale), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

async function openDatabase(settings: Settings, closers: Closers): Promise<string> {
  if (settings.databaseUrl) return settings.databaseUrl
  const starting = startEmbedded(settings.dataDir)
  // Also when something else fails while it still starts.
  closers.push(async () => {
    const embedded = await starting.catch(() => undefined)
    await embedded?.stop()
  })
  return (await starting).url
}

function openGateway(
  settings: Settings,
  at: { sandbox: Sandbox; url: string; sandboxUrl: string; databaseUrl: string },
): Promise<Gateway> {
  const { sandbox, url, sandboxUrl, databaseUrl } = at
  const now = () => sandbox.clock.now()
  return createGateway({
    databaseUrl,
    alone: settings.databaseUrl === undefined,
    baseUrl: url,
    platform: alibaba({
      baseUrl: sandboxUrl,
      appKey: DEFAULT_APP_KEY,
      appSecret: DEFAULT_APP_SECRET,
      token: FIRST_TOKEN,
      now,
    }),
    payments: sandboxCashier({
      baseUrl: sandboxUrl,
      merchant: 'mch_sandbox',
      secret: 'cashier-secret',
      now,
    }),
    merchant: 'mch_sandbox',
    imageHosts: ['.alicdn.com'],
    imageDir: join(settings.dataDir, 'images'),
    embedDir,
    clock: { now },
    log: logTo(settings.dataDir),
    // The sandbox draws what cannot be reached offline.
    fetch: (input) =>
      sandbox.fetch(new Request(new URL(new URL(String(input)).pathname, sandboxUrl))),
  })
}

/** Requests go to a file; only what went wrong is worth the terminal. */
function logTo(dataDir: string): (entry: LogEntry) => void {
  mkdirSync(dataDir, { recursive: true })
  const file = createWriteStream(join(dataDir, 'gateway.log'), { flags: 'a' })
  return (entry) => {
    const line = `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`
    file.write(line)
    if (entry.level === 'error') process.stderr.write(line)
  }
}
