import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { consent } from './calls/consent.ts'
import { apis } from './calls/index.ts'
import type { Cashier } from './cashier/index.ts'
import { openCatalogue } from './catalogue/index.ts'
import type { SandboxOffer } from './catalogue/offer.ts'
import { type Clock, createClock, createHands } from './clock.ts'
import { controlApi } from './control/api.ts'
import { controlPage } from './control/page/index.ts'
import { type CallLog, createCallLog } from './door/call-log.ts'
import { type Door, openDoor } from './door/door.ts'
import { GatewayError, gatewayErrorBody, newRequestId } from './door/gateway-error.ts'
import { createQuota } from './door/quota.ts'
import { createErrands } from './errands.ts'
import { loadFaultScript, readFaultScript } from './fault-script.ts'
import { openCashier } from './open-cashier.ts'
import { pictures } from './pictures/index.ts'
import { post } from './post.ts'
import { openProviders, type Providers } from './providers/index.ts'
import { deliver } from './push/deliver.ts'
import { type WechatAccounts, wechatAccounts } from './wechat/accounts.ts'
import { openWechatPay, type WechatPaySandbox } from './wechat-pay/index.ts'
import { openJournal } from './world/journal.ts'
import { createStore } from './world/store.ts'
import type { TemperamentChoice } from './world/temperament.ts'
import { type App, createWorld, FIRST_MEMBER, settle, type World } from './world/world.ts'

export interface SandboxOptions {
  readonly appKey?: string
  readonly appSecret?: string
  /** Where push messages go; can be set later through the control API. */
  readonly callbackUrl?: string
  /**
   * What is sold here instead of the sandbox's own catalogue: these offers, or a generated market of
   * so many (10 to 1,000,000).
   */
  readonly offers?: readonly SandboxOffer[] | number
  /** The same from a file of real offers, or `generate:100000`. */
  readonly offersFile?: string
  /** Directory that keeps the world; absent: memory only. */
  readonly dir?: string
  /** The base clock, epoch ms. Given one, nothing happens by itself while it stands still. */
  readonly now?: () => number
  /** Carries push messages to the app. */
  readonly fetch?: typeof fetch
  /** Same seed, same delays, carriers and numbers. */
  readonly seed?: string
  /** Calls a minute of each API before the frequency error; 500 like a plain app. */
  readonly callsPerMinute?: number
  /** Suppliers act by themselves; true unless said otherwise. */
  readonly autoShip?: boolean
  /** How suppliers treat orders: well (`none`), each its own way (`seeded`), or all in one way. */
  readonly temperament?: TemperamentChoice
  /** Calls without a token act for the first member, as for an app that is bound to one account. */
  readonly singleUser?: boolean
  /** A fault script to begin with; faults that waited from before are forgotten. */
  readonly faultsFile?: string
  /** Where buyers reach the cashier's page, when that differs from where the merchant calls it. */
  readonly publicUrl?: string
}

/** The 1688 open platform in one object: no port needed, `fetch` answers as the network would. */
export interface Sandbox {
  fetch(request: Request, env?: Partial<HttpBindings>): Promise<Response>
  readonly clock: Clock
  readonly world: World
  readonly calls: CallLog
  /** Collects payments of buyers; its state is the world's. */
  readonly cashier: Cashier
  /** Alipay and the like, and what they remember. */
  readonly providers: Providers
  /** WeChat's server for accounts; it remembers nothing over a restart. */
  readonly wechat: WechatAccounts
  /** Collects payments as WeChat does; its books are the world's. */
  readonly wechatPay: WechatPaySandbox
  /** Forgets all that happened since the first start; the clock keeps its time. */
  reset(): Promise<void>
  start(at?: { readonly port?: number; readonly host?: string }): Promise<{ readonly url: string }>
  /** Stops listening, writes what is to be kept. */
  stop(): Promise<void>
}

export const DEFAULT_APP_KEY = '1000000'
export const DEFAULT_APP_SECRET = 'sandbox-secret'

const MOST_TIMER_MS = 2 ** 31 - 1

export function createSandbox(options: SandboxOptions): Sandbox {
  const app = appFrom(options)
  const offers = openCatalogue(options)
  const kept =
    options.dir === undefined ? undefined : openJournal(options.dir, () => store.snapshot())
  const store = createStore(kept?.tables, kept?.journal)
  const base = options.now ?? Date.now
  const turned = store.table<number>('clock')
  const hands = createHands({ base, offset: turned.get('offset') ?? 0 })
  const world = createWorld({
    seed: options.seed ?? 'xiaopu',
    store,
    now: hands.now,
    offers,
    app,
  })
  store.remember(hands.now)
  if (options.faultsFile !== undefined) {
    const script = readFaultScript(readFileSync(options.faultsFile, 'utf8'))
    store.transaction(() => loadFaultScript(world, script))
  }
  const send = options.fetch ?? post
  const outside = {
    fetch: send,
    ...(options.now && { realNow: options.now }),
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
  }
  let housed = openCashier(world, outside)
  const providers = openProviders(world, outside)
  const paidByWechat = openWechatPay(world, { ...outside, wake: () => arm() })
  const errands = createErrands(world, {
    deliver: (due) => deliver(world, send, due),
    cashier: (due) => providers.due(due) ?? housed.due(due),
    'wechat-pay': (due) => paidByWechat.due(due),
  })
  const clock = createClock(world, hands, errands, (offset) => turned.put('offset', offset))
  const calls = createCallLog()
  const door: Door = { world, apis, quota: createQuota(), log: calls, flush: store.flush }

  // Real time passes too: a timer waits for the next thing due.
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const arm = (): void => {
    clearTimeout(timer)
    const next = world.queue.earliest(Infinity)
    if (!next || isStopped) return
    const wait = Math.max(0, next.at - hands.now())
    // With a given clock only what is due already may happen by itself.
    if (wait > 0 && options.now) return
    timer = setTimeout(tick, Math.min(wait, MOST_TIMER_MS)).unref()
  }
  const tick = (): void => {
    clock.catchUp()
    store.flush().catch(console.error)
    arm()
  }

  const http = new Hono<{ Bindings: Partial<HttpBindings> }>({ strict: false })
  // Before 1688's door: Kuaishou's is below the same folder.
  http.route('/', providers.app)
  http.all('/openapi/*', (context) =>
    openDoor(door, context.req.raw, () => resetConnection(context.env?.incoming)),
  )
  http.get('/', (context) => context.redirect('/sandbox/'))
  http.get('/oauth/authorize', (context) => consent(world, new URL(context.req.url).searchParams))
  const wechat = wechatAccounts(hands.now)
  http.all('/cgi-bin/*', (context) => wechat.fetch(context.req.raw))
  http.all('/cashier/*', (context) => housed.cashier.app.fetch(context.req.raw))
  http.all('/wechat-pay/*', (context) => paidByWechat.app.fetch(context.req.raw))
  http.route('/', pictures(offers))
  let server: ServerType | undefined
  const sandbox: Sandbox = {
    fetch: async (request, env = {}) => {
      clock.catchUp()
      const answer = await http.fetch(request, env)
      await store.flush()
      arm()
      return answer
    },
    clock,
    world,
    calls,
    wechat,
    wechatPay: paidByWechat.wechatPay,
    get cashier() {
      return housed.cashier
    },
    providers,
    reset: async () => {
      store.transaction(() => {
        const offset = hands.offset()
        store.clear()
        turned.put('offset', offset)
        settle(world, app)
      })
      housed = openCashier(world, outside)
      calls.clear()
      await store.flush()
    },
    start: async ({ port = 0, host = '127.0.0.1' } = {}) => {
      const answer = (request: Request, env: unknown) =>
        sandbox.fetch(request, env as Partial<HttpBindings>)
      const address = await new Promise<AddressInfo>((resolve, reject) => {
        server = serve({ fetch: answer, port, hostname: host }, resolve)
        server.once('error', reject)
      })
      arm()
      return { url: `http://${host}:${address.port}` }
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      const closing = server
      if (closing) {
        await new Promise<void>((resolve) => {
          closing.close(() => resolve())
          if ('closeAllConnections' in closing) closing.closeAllConnections()
        })
      }
      await errands.idle()
      await kept?.close(store.snapshot())
    },
  }
  http.route('/sandbox/api', controlApi(sandbox))
  http.route('/', controlPage(sandbox.fetch))
  http.onError((error) => {
    if (error instanceof ConnectionReset) throw error
    console.error(error)
    const failure = new GatewayError('500', 'Internal error', 500)
    return new Response(gatewayErrorBody(failure, newRequestId()), { status: 500 })
  })
  return sandbox
}

function appFrom(options: SandboxOptions): App {
  return {
    key: options.appKey ?? DEFAULT_APP_KEY,
    secret: options.appSecret ?? DEFAULT_APP_SECRET,
    ...(options.callbackUrl !== undefined && { callbackUrl: options.callbackUrl }),
    denied: [],
    callsPerMinute: options.callsPerMinute ?? 500,
    duplicateMode: 'same',
    checkTimestamp: false,
    autoShip: options.autoShip ?? true,
    ...(options.temperament && { temperament: options.temperament }),
    ...(options.singleUser && { boundMemberId: FIRST_MEMBER.memberId }),
  }
}

/** What a caller sees when the connection breaks under its request. */
class ConnectionReset extends TypeError {
  constructor() {
    super('fetch failed', {
      cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    })
  }
}

async function resetConnection(incoming: HttpBindings['incoming'] | undefined): Promise<Response> {
  if (!incoming) throw new ConnectionReset()
  incoming.socket.destroy()
  return new Response(null)
}
