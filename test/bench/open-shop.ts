import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient, createSeller, type Seller } from '@xiaopu/client'
import type { Listing, ListingView } from '@xiaopu/domain'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
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
  close(): Promise<void>
}

const howMany = 24

export async function openShop(): Promise<OpenShop> {
  const data = mkdtempSync(join(tmpdir(), 'xiaopu-bench-'))
  const port = await freePair()
  const sandbox = await program('serve-sandbox.ts', {
    GATEWAY_URL: `http://127.0.0.1:${port}`,
  })
  const env = {
    PORT: String(port),
    XIAOPU_DATA: data,
    SANDBOX_URL: sandbox.ready.slice('ready '.length),
    APP_KEY: DEFAULT_APP_KEY,
    APP_SECRET: DEFAULT_APP_SECRET,
    APP_TOKEN: FIRST_TOKEN,
  }
  const gateway = await program('serve-gateway.ts', { ...env, ROLE: 'answer' })
  const worker = await program('serve-gateway.ts', { ...env, ROLE: 'work' })
  const { origin, slug, key, secret } = JSON.parse(gateway.ready.slice('ready '.length))
  const published = await stock(createSeller({ gateway: origin, secret }))
  const ids = published.map(({ id }) => id)
  const { items } = await createClient({ gateway: origin, shop: key }).listings.list({ ids })
  return {
    origin,
    slug,
    key,
    listings: items,
    fromThreeSuppliers: onePerSupplier(published, items).slice(0, 3),
    processes: { gateway: gateway.pid, worker: worker.pid, database: postmaster(data) },
    forget() {
      // It is handled long before the next request has travelled.
      process.kill(gateway.pid, 'SIGUSR2')
    },
    async close() {
      await worker.stop()
      await gateway.stop()
      await sandbox.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** As the root scripts start a gateway: a small nursery, and a heap that grows in small steps. */
const flags = ['--max-semi-space-size=2', '--heap-growing-percent=25']

function program(file: string, env: Record<string, string>): Promise<Child> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  return start([...flags, '--conditions=@xiaopu/source', path], { ready: /^ready /, env })
}

/** Imports what a search finds and puts it on sale, until there is enough. */
async function stock(seller: Seller): Promise<Listing[]> {
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
