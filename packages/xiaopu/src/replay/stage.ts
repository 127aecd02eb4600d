import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient, createSeller, type Seller } from '@xiaopu/client'
import { fetchTransport } from '@xiaopu/client/fetch'
import { minute, ShopError } from '@xiaopu/domain'
import { connect, createGateway, createShop, type Gateway, readMasterKeys } from '@xiaopu/gateway'
import { startEmbedded } from '@xiaopu/gateway/embedded'
import { createSandbox } from '@xiaopu/sandbox'
import { direct } from '../dev/direct.ts'
import { sandboxSides } from '../dev/sandbox-sides.ts'
import { fateCashier, type RefundFate } from './refund-fate.ts'

const gatewayUrl = 'http://127.0.0.1:8688'
const sandboxUrl = 'http://127.0.0.1:8689'

/** A shop that is made for one play and gone afterwards: nothing listens, nothing is kept. */
export interface Stage {
  readonly seller: Seller
  readonly client: Client
  now(): number
  /** Turns the clock of the shop and of 1688, and waits until nothing more is due. */
  advance(ms: number): Promise<void>
  /** Asks the sandbox's control API, below `/sandbox/api`. @throws ShopError PLATFORM_REFUSED */
  control(path: string, body?: object): Promise<void>
  /** Reads there. @throws ShopError PLATFORM_REFUSED */
  look<Body>(path: string): Promise<Body>
  /** Taps 支付 on the cashier's page. */
  pay(cashierUrl: string): Promise<void>
  /** Has the provider pay back what was on its way, or had failed, until now. */
  payBack(): Promise<void>
  close(): Promise<void>
}

/**
 * @param startsAt - ms since 1970: when the play begins
 * @param fates - what the provider does with refunds, first asked first; what has none is paid back at once
 */
export async function openStage(
  startsAt: number,
  fates: readonly RefundFate[] = [],
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-replay-'))
  const database = await startEmbedded(join(folder, 'postgres'))
  const sandbox = createSandbox({
    now: () => startsAt,
    callbackUrl: `${gatewayUrl}/v1/callbacks/1688`,
    publicUrl: sandboxUrl,
    fetch: (input, init) => gateway.fetch(new Request(input, init)),
  })
  const sides = sandboxSides(sandbox, sandboxUrl)
  const { payments, payBack } = fateCashier(sides.payments, fates, () => sandbox.clock.now())
  const gateway: Gateway = await createGateway({
    databaseUrl: database.url,
    baseUrl: gatewayUrl,
    masterKeys: readMasterKeys(randomBytes(32).toString('base64')),
    ...sides,
    payments,
    imageDir: join(folder, 'images'),
    log: () => {},
    alone: true,
    // Where the clock passes several moments at once, what was due first is done first, as it was in time.
    concurrency: 1,
  })
  const { shop, secretKey } = await createShop(gateway.deps, { slug: 'replay', name: 'replay' })
  const transport = fetchTransport({ fetch: direct((request) => gateway.fetch(request)) })
  const books = connect({ url: database.url, max: 1 })
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await sandbox.fetch(new Request(`${sandboxUrl}/sandbox/api${path}`, init))
    if (answer.ok) return answer
    throw new ShopError('PLATFORM_REFUSED', { status: answer.status, path })
  }
  return {
    seller: createSeller({ gateway: gatewayUrl, secret: secretKey, transport }),
    client: createClient({ gateway: gatewayUrl, shop: shop.publishableKey, transport }),
    now: () => sandbox.clock.now(),
    async advance(ms) {
      const least = Math.max(minute, Math.ceil(ms / mostParts))
      for (let left = ms; left >= 0; ) {
        const part = Math.min(left, Math.max(least, await untilDue(books.pool)))
        await sandbox.clock.advance(part)
        await gateway.advance(part)
        await untilQuiet(books.pool)
        if (part === left) return
        left -= part
      }
    },
    async control(path, body = {}) {
      const headers = { 'content-type': 'application/json' }
      await ask(path, { method: 'POST', body: JSON.stringify(body), headers })
    },
    async look<Body>(path: string) {
      return (await (await ask(path)).json()) as Body
    },
    async pay(cashierUrl) {
      await sandbox.fetch(new Request(`${cashierUrl}/pay`, { method: 'POST' }))
    },
    payBack,
    async close() {
      await gateway.stop()
      await sandbox.stop()
      await books.close()
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Pool = ReturnType<typeof connect>['pool']

const patienceMillis = 60_000

/** Who waits long lives through it in at most so many parts: a job that is late then is little late. */
const mostParts = 200

/** ms until the next job is due; Infinity where none waits. */
async function untilDue(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ ms: number | null }>(`
    select extract(epoch from min(run_at) - now())::float8 * 1000 as ms
    from graphile_worker._private_jobs where run_at > now() and attempts < max_attempts`)
  return Math.ceil(rows[0]?.ms ?? Number.POSITIVE_INFINITY)
}

async function untilQuiet(pool: Pool): Promise<void> {
  const until = performance.now() + patienceMillis
  while (performance.now() < until) {
    const { rows } = await pool.query(`select from graphile_worker._private_jobs
      where run_at <= now() and attempts < max_attempts limit 1`)
    if (rows.length === 0) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error('the jobs of the replayed shop do not come to an end')
}
