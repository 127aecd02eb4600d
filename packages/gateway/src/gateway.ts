import { hour, minute, newId, type PaymentAccount, ShopError } from '@xiaopu/domain'
import { Hono } from 'hono'
import { afterSaleRoutes } from './after-sales/routes.ts'
import { cartRoutes } from './carts/routes.ts'
import { imageRoutes } from './catalog/image-routes.ts'
import { imageReader } from './catalog/keep-image.ts'
import { createListingPieces, type ListingPieces } from './catalog/listing-pieces.ts'
import { catalogRoutes } from './catalog/routes.ts'
import { channelRoutes } from './channels/routes.ts'
import { couponRoutes } from './coupons/routes.ts'
import { type Connection, connect } from './db/database.ts'
import { isDatabaseGone } from './db/database-gone.ts'
import { migrate } from './db/migrate.ts'
import { deadlineRoutes } from './deadlines/routes.ts'
import type { Deps } from './deps.ts'
import { createEgress } from './egress/egress.ts'
import { fulfilmentRoutes } from './fulfilment/routes.ts'
import { groupBuyRoutes } from './group-buys/routes.ts'
import { createAnswering } from './http/answering.ts'
import { createCallers } from './http/caller.ts'
import { answerPreflight, finish } from './http/cors.ts'
import type { Doors } from './http/doors.ts'
import { forgetOldAnswers } from './http/idempotency.ts'
import { methodsAt } from './http/methods-at.ts'
import { holdGuesses } from './http/misses.ts'
import { createMount } from './http/mount.ts'
import { checkAddress, checkHeaders } from './http/plain-json.ts'
import { problemResponse } from './http/problem.ts'
import { createReadCache } from './http/read-cache.ts'
import { type ServiceState, serviceRoutes } from './http/service-routes.ts'
import { checkSurfaces } from './http/surfaces.ts'
import { withinLimits } from './http/within-limits.ts'
import { jobHandlers } from './jobs/handlers.ts'
import { advanceJobs } from './jobs/jobs.ts'
import { keepWorking } from './jobs/keep-working.ts'
import { startWorkers, type Workers } from './jobs/worker.ts'
import type { Peer } from './load/guard.ts'
import { createLoad } from './load/load.ts'
import { createRates } from './load/rates.ts'
import { createLog } from './log.ts'
import type { GatewayOptions } from './options.ts'
import { orderRoutes } from './orders/routes.ts'
import { pageRoutes } from './pages/routes.ts'
import { accountOpener } from './payments/accounts.ts'
import { openProvider } from './payments/open-provider.ts'
import { payRoutes } from './payments/pay-routes.ts'
import { createPayments } from './payments/providers.ts'
import { noticeRoutes, paymentRoutes } from './payments/routes.ts'
import { planForgetting } from './personal/forget.ts'
import { maskLog } from './personal/mask-log.ts'
import { personalRoutes } from './personal/routes.ts'
import { sealOldRows } from './personal/seal-old-rows.ts'
import { createVault } from './personal/vault.ts'
import { promoterRoutes } from './promoters/routes.ts'
import { createRandom } from './random.ts'
import { planReconciliations } from './reconciliation/plan-reconciliation.ts'
import { reconciliationRoutes } from './reconciliation/routes.ts'
import { recordedPayments, recordedPlatform } from './records/recorded-outside.ts'
import { createRecorder } from './records/recorder.ts'
import { shareRoutes } from './shares/routes.ts'
import { shopRoutes } from './shops/routes.ts'
import { createClockCheck } from './watch/clock-check.ts'
import { planWatch } from './watch/keep-watch.ts'
import { watchRoutes } from './watch/routes.ts'
import { adoptHistory } from './webhooks/adopt-history.ts'
import { forgetOldDeliveries } from './webhooks/deliveries.ts'
import { startPulse } from './webhooks/pulse.ts'
import { webhookRoutes } from './webhooks/routes.ts'

export interface Gateway {
  /** A gateway needs no port: this answers any request. */
  fetch(request: Request): Promise<Response>
  /**
   * What a server should call: at once where the answer is kept, and within the limits of load and
   * visitors where it came from a peer. `fetch` is for the same process and holds nobody back.
   */
  answer(request: Request, peer?: Peer): Response | Promise<Response>
  /** From now on it says that it is not ready; what comes nevertheless is answered. */
  drain(): void
  readonly deps: Deps
  /** All that it answers to, as its router knows it. */
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  /** Brings waiting jobs nearer after the clock was turned by `ms`. */
  advance(ms: number): Promise<void>
  /** For who runs a gateway with a concurrency of 0 and says himself when jobs are worked. */
  readonly jobs: Pick<Workers, 'workDue' | 'freeDead'>
  stop(): Promise<void>
}

/** Connects, migrates, starts the job workers. Throws where the database cannot be reached. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const connection = connect({ url: options.databaseUrl })
  await migrate(connection)
  return openGateway(connection, options)
}

/** Opens on a database that is migrated already; stopping closes the connection. */
export async function openGateway(
  connection: Connection,
  options: Omit<GatewayOptions, 'databaseUrl'>,
): Promise<Gateway> {
  const clock = options.clock ?? { now: () => Date.now() }
  const random = options.random ?? createRandom()
  const callers = createCallers(connection.db, clock.now)
  const cache = createReadCache(clock.now)
  const pieces = createListingPieces(clock.now)
  const log = maskLog(options.log ?? createLog(clock.now, (lines) => process.stderr.write(lines)))
  const recorder = createRecorder(connection.db, clock, log)
  const platform = recordedPlatform(options.platform, recorder)
  const vault = createVault(connection.db, options.masterKeys, random)
  const open = (account: PaymentAccount) =>
    openProvider(account, options.providers ?? {}, {
      now: clock.now,
      nonce: () => Buffer.from(random(16)).toString('hex'),
    })
  const deps: Deps = {
    db: connection.db,
    clock,
    random,
    newId: (kind) => newId(kind, clock.now(), random(16)),
    vault,
    platform: () => platform,
    payments: createPayments(
      options.payments && recordedPayments(options.payments, recorder),
      accountOpener({ db: connection.db, vault }, (account) =>
        recordedPayments(open(account), recorder),
      ),
    ),
    openProvider: open,
    baseUrl: options.baseUrl,
    wechatUrl: options.wechatUrl ?? 'https://api.weixin.qq.com',
    egress: createEgress({ fetch: options.fetch }),
    localWebhooks: options.localWebhooks ?? false,
    recorder,
    log,
    changed(shopId) {
      cache.drop(shopId)
      callers.forget(shopId)
    },
  }
  await openVault(deps)
  const load = createLoad(options.load ?? {}, random)
  const proxies = options.proxies ?? 0
  const doors: Doors = { deps, callers, cache, load, proxies }
  const clockCheck = createClockCheck(deps)
  let isStopping = false
  const app = routes(doors, pieces, options, { clockCheck, isStopping: () => isStopping })
  checkSurfaces(app.routes)
  const answer = createAnswering(doors, app, {
    rates: createRates(options.requestsPerMinute ?? 600, clock.now),
    proxies,
  })
  await planReconciliations(connection.db)
  await planWatch(connection.db)
  void clockCheck.look()
  const workers = await keepWorking(
    () =>
      startWorkers(connection, deps, jobHandlers(deps), {
        concurrency: options.concurrency ?? 4,
        alone: options.alone ?? false,
      }),
    deps,
  )
  await planForgetting(deps, minute)
  await adoptHistory(deps)
  const pulse = options.concurrency === 0 ? undefined : startPulse(deps)
  const cleaning = setInterval(() => {
    forgetOld(deps).catch((error: Error) =>
      deps.log({ level: 'warn', event: 'cleaning-failed', reason: error.message }),
    )
    void clockCheck.look()
  }, hour).unref()
  return {
    fetch: async (request) => answer(request),
    drain() {
      isStopping = true
    },
    answer,
    deps,
    routes: app.routes,
    advance: (ms) => advanceJobs(connection.db, ms),
    jobs: workers,
    async stop() {
      isStopping = true
      clearInterval(cleaning)
      await pulse?.stop()
      load.stop()
      await workers.stop()
      await recorder.flush()
      await connection.close()
    },
  }
}

/** What is kept for a while only. */
async function forgetOld(deps: Deps): Promise<void> {
  await forgetOldAnswers(deps)
  await forgetOldDeliveries(deps.db, deps.clock.now())
}

/** Every data key is wrapped with the newest master key, and no address stands in the clear. */
async function openVault(deps: Deps): Promise<void> {
  const rewrapped = await deps.vault.rewrap()
  const sealed = await sealOldRows(deps)
  if (rewrapped + sealed > 0) deps.log({ level: 'info', event: 'vault.opened', rewrapped, sealed })
}

function routes(
  doors: Doors,
  pieces: ListingPieces,
  options: Omit<GatewayOptions, 'databaseUrl'>,
  state: ServiceState,
): Hono {
  const { deps } = doors
  const app = new Hono({ strict: true })
  app.use(async (context, next) => {
    const started = performance.now()
    const requestId = deps.newId('request')
    context.set('requestId' as never, requestId as never)
    await next()
    const { res } = context
    finish(context.req.path, res, requestId)
    deps.log({
      level: res.status >= 500 ? 'error' : 'info',
      event: 'request',
      requestId,
      method: context.req.method,
      route: context.req.routePath,
      status: res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  app.use((context, next) => {
    checkAddress(context.req.raw.url)
    checkHeaders(context.req.raw.headers)
    return next()
  })
  app.use(withinLimits(doors.load))
  app.use('/v1/orders/*', holdGuesses(deps.clock.now))
  app.options('/v1/*', () => answerPreflight())
  // Whoever is refused sends it again.
  app.use('/v1/callbacks/*', (_context, next) => {
    state.clockCheck.demand()
    return next()
  })
  serviceRoutes(app, deps, state)

  const mount = createMount(app, doors)
  const readImage = imageReader(
    {
      db: deps.db,
      hosts: options.imageHosts,
      dir: options.imageDir,
      egress: deps.egress,
    },
    deps.clock.now,
  )
  shopRoutes(mount, deps)
  webhookRoutes(mount, deps)
  catalogRoutes(mount, deps, pieces)
  imageRoutes(app, deps, readImage)
  shareRoutes(mount, deps, readImage)
  channelRoutes(mount, deps)
  pageRoutes(app, doors, options.embedDir)
  cartRoutes(mount, deps)
  orderRoutes(mount, deps)
  deadlineRoutes(mount, deps)
  personalRoutes(mount, deps)
  afterSaleRoutes(mount, deps)
  paymentRoutes(mount, deps)
  promoterRoutes(mount, deps)
  couponRoutes(mount, deps)
  groupBuyRoutes(mount, deps)
  noticeRoutes(app, deps)
  payRoutes(app, deps, doors.proxies)
  fulfilmentRoutes(app, deps)
  reconciliationRoutes(mount, deps)
  watchRoutes(mount, deps, state.clockCheck)

  const methods = methodsAt(app)
  app.notFound((context) => {
    const allowed = methods(context.req.path)
    if (allowed.length === 0) throw new ShopError('NOT_FOUND')
    throw new ShopError('METHOD_NOT_ALLOWED', { allowed: allowed.join(', ') })
  })
  app.onError((error, context) => {
    const requestId = String(context.get('requestId' as never) ?? '')
    if (isDatabaseGone(error)) {
      deps.log({ level: 'error', event: 'database.gone', requestId, reason: error.message })
    } else if (error.name !== 'ShopError') {
      deps.log({
        level: 'error',
        event: 'request.bug',
        requestId,
        reason: error.message,
        stack: error.stack,
      })
    }
    return problemResponse(error, requestId)
  })
  return app
}
