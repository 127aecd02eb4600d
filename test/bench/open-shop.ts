import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient, createSeller, type Seller } from '@xiaopu/client'
import type { Listing, ListingView } from '@xiaopu/domain'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import pg from 'pg'
import { type Child, start } from './child.ts'
import type { Processes } from './operations.ts'
import { freePair } from './ports.ts'

/** A shop that stands open for the benchmark: real gateway, real PostgreSQL, real sandbox. */
export interface OpenShop {
  /** Origin of the gateway. */
  readonly origin: string
  /** Publishable key. */
  readonly key: string
  readonly slug: string
  /** At least twenty on sale. */
  readonly listings: readonly ListingView[]
  /** Three of them, from three suppliers. */
  readonly fromThreeSuppliers: readonly ListingView[]
  readonly processes: Processes
  /** Makes the gateway forget its answers to the shop's buyers, as after any change in the shop. */
  forget(): void
  /** From now on no job is worked on, so that only what buyers wait for is done. */
  rest(): void
  /** Jobs are worked on again. */
  work(): void
  /** Resolves when no job is due, nor will be in the next two seconds: what orders led to is done. */
  quiet(): Promise<void>
  close(): Promise<void>
}

const howMany = 24

export async function openShop(): Promise<OpenShop> {
  const data = mkdtempSync(join(tmpdir(), 'xiaopu-bench-'))
  const port = await freePair()
  const sandbox = await program('serve-sandbox.ts', { GATEWAY_URL: `http://127.0.0.1:${port}` }, [])
  const env = {
    PORT: String(port),
    XIAOPU_DATA: data,
    // As packages/xiaopu/src/main.ts does: what strips types otherwise stays in a gateway's memory.
    NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
    SANDBOX_URL: sandbox.ready.slice('ready '.length),
    APP_KEY: DEFAULT_APP_KEY,
    APP_SECRET: DEFAULT_APP_SECRET,
    APP_TOKEN: FIRST_TOKEN,
  }
  const gateway = await program('serve-gateway.ts', { ...env, ROLE: 'answer' })
  const worker = await program('serve-gateway.ts', { ...env, ROLE: 'work' })
  const { origin, slug, key, secret, database } = JSON.parse(gateway.ready.slice('ready '.length))
  const jobs = new pg.Client({ connectionString: database })
  await jobs.connect()
  const published = await stock(createSeller({ gateway: origin, secret }))
  const ids = published.map(({ id }) => id)
  const { items } = await createClient({ gateway: origin, shop: key }).listings.list({ ids })
  return {
    origin,
    slug,
    key,
    listings: items,
    fromThreeSuppliers: onePerSupplier(published, items).slice(0, 3),
    processes: {
      gateway: gateway.pid,
      worker: worker.pid,
      database: postmaster(data),
      sandbox: sandbox.pid,
    },
    forget() {
      // It is handled long before the next request has travelled.
      process.kill(gateway.pid, 'SIGUSR2')
    },
    rest: () => process.kill(worker.pid, 'SIGSTOP'),
    work: () => process.kill(worker.pid, 'SIGCONT'),
    async quiet() {
      const limit = performance.now() + 120_000
      while (await areDue(jobs)) {
        if (performance.now() > limit) throw new Error('jobs are still due after two minutes')
        await new Promise((done) => setTimeout(done, 200))
      }
    },
    async close() {
      process.kill(worker.pid, 'SIGCONT')
      await jobs.end()
      await worker.stop()
      await gateway.stop()
      await sandbox.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** As the root scripts start a gateway: a small nursery, and a heap that grows in small steps. They start a sandbox without. */
const ofGateways = ['--max-semi-space-size=2', '--heap-growing-percent=25']

function program(file: string, env: Record<string, string>, flags = ofGateways): Promise<Child> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  return start([...flags, '--conditions=@xiaopu/source', path], { ready: /^ready /, env })
}

/** A job that failed and comes again later is not waited for. */
async function areDue(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select from graphile_worker._private_jobs
    where attempts < max_attempts and (locked_at is not null or run_at < now() + interval '2 seconds')
    limit 1`)
  return rows.length > 0
}

/** Imports what a search finds and puts it on sale, until there is enough. */
async function stock(seller: Seller): Promise<Listing[]> {
  // What a seller may spend in a day would end a long run's purchases, and with them half of its work.
  const plenty = { amount: 100_000_000_000, currency: 'CNY' } as const
  await seller.shop.change({ purchasePolicy: { maxPerDay: plenty } })
  const published: Listing[] = []
  for (let page = 1; published.length < howMany; page++) {
    const { offers } = await seller.offers.search({ page })
    if (offers.length === 0) throw new Error(`the platform sells only ${published.length} offers`)
    for (const { offerId } of offers.slice(0, howMany - published.length)) {
      await seller.offers.import({ source: offerId })
      const draft = await seller.listings.create({ offerId })
      published.push(await seller.listings.publish(draft.id))
    }
  }
  return published
}

function onePerSupplier(own: readonly Listing[], seen: readonly ListingView[]): ListingView[] {
  const suppliers = new Map(own.map(({ id, offer }) => [offer.supplier.id, id]))
  return [...suppliers.values()].flatMap((id) => seen.filter((listing) => listing.id === id))
}

/** The first line of `postmaster.pid` is PostgreSQL's first process. */
function postmaster(data: string): number {
  return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}
