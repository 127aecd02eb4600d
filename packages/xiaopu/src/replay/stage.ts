import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient, createSeller, type Seller } from '@xiaopu/client'
import { fetchTransport } from '@xiaopu/client/fetch'
import { connect, createGateway, createShop, type Gateway, readMasterKeys } from '@xiaopu/gateway'
import { startEmbedded } from '@xiaopu/gateway/embedded'
import { createSandbox } from '@xiaopu/sandbox'
import { direct } from '../dev/direct.ts'
import { sandboxSides } from '../dev/sandbox-sides.ts'

const gatewayUrl = 'http://127.0.0.1:8688'
const sandboxUrl = 'http://127.0.0.1:8689'

/** A shop that is made for one play and gone afterwards: nothing listens, nothing is kept. */
export interface Stage {
  readonly seller: Seller
  readonly client: Client
  now(): number
  /** Turns the clock of the shop and of 1688, and waits until nothing more is due. */
  advance(ms: number): Promise<void>
  /** Asks the sandbox's control API, below `/sandbox/api`. */
  control(path: string, body?: object): Promise<void>
  /** Taps 支付 on the cashier's page. */
  pay(cashierUrl: string): Promise<void>
  close(): Promise<void>
}

/** @param startsAt - ms since 1970: when the play begins */
export async function openStage(startsAt: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-replay-'))
  const database = await startEmbedded(join(folder, 'postgres'))
  const sandbox = createSandbox({
    now: () => startsAt,
    callbackUrl: `${gatewayUrl}/v1/callbacks/1688`,
    publicUrl: sandboxUrl,
    fetch: (input, init) => gateway.fetch(new Request(input, init)),
  })
  const gateway: Gateway = await createGateway({
    databaseUrl: database.url,
    baseUrl: gatewayUrl,
    masterKeys: readMasterKeys(randomBytes(32).toString('base64')),
    ...sandboxSides(sandbox, sandboxUrl),
    imageDir: join(folder, 'images'),
    log: () => {},
    alone: true,
  })
  const { shop, secretKey } = await createShop(gateway.deps, { slug: 'replay', name: 'replay' })
  const transport = fetchTransport({ fetch: direct((request) => gateway.fetch(request)) })
  const books = connect({ url: database.url, max: 1 })
  return {
    seller: createSeller({ gateway: gatewayUrl, secret: secretKey, transport }),
    client: createClient({ gateway: gatewayUrl, shop: shop.publishableKey, transport }),
    now: () => sandbox.clock.now(),
    async advance(ms) {
      await sandbox.clock.advance(ms)
      await gateway.advance(ms)
      await untilQuiet(books.pool)
    },
    async control(path, body = {}) {
      const asked = { method: 'POST', body: JSON.stringify(body) }
      const headers = { 'content-type': 'application/json' }
      const url = `${sandboxUrl}/sandbox/api${path}`
      const { ok, status } = await sandbox.fetch(new Request(url, { ...asked, headers }))
      if (!ok) throw new Error(`the sandbox answered ${status} to ${path}`)
    },
    async pay(cashierUrl) {
      await sandbox.fetch(new Request(`${cashierUrl}/pay`, { method: 'POST' }))
    },
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
