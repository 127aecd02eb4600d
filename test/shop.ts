import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Problem } from '@xiaopu/api'
import type { Listing, PaymentProvider, Platform, PriceRule, Shop } from '@xiaopu/domain'
import {
  connect,
  createGateway,
  createShop,
  type EmbeddedDatabase,
  type Gateway,
  type GatewayOptions,
  type LogEntry,
  migrate,
  startEmbedded,
} from '@xiaopu/gateway'
import { afterAll } from 'vitest'
import { standInPlatform } from './stand-in.ts'

export interface TurnableClock {
  now(): number
  /** Turns the time forward and lets jobs become due. */
  advance(ms: number): Promise<void>
}

export interface Keys {
  readonly publishable: string
  readonly secret: string
}

/** A shop on a real database with a clock of its own; everything asked through `fetch`, no port. */
export interface OpenShop {
  readonly gateway: Gateway
  readonly platform: Platform
  readonly clock: TurnableClock
  readonly shop: Shop
  readonly keys: Keys
  readonly databaseUrl: string
  readonly log: readonly LogEntry[]
  /** Asks as a buyer's page: with the publishable key. */
  ask<Body = Problem>(path: string, init?: Asked): Promise<Answer<Body>>
  /** Asks as the seller: with the secret key. */
  sell<Body = Problem>(path: string, init?: Asked): Promise<Answer<Body>>
  /** Imports an offer, puts it on sale and answers the listing. */
  list(offerId: string): Promise<Listing>
  close(): Promise<void>
}

export interface Asked {
  readonly method?: string
  /** An object travels as JSON, text and bytes as they are. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** `json` is what the test expects it to be; a problem unless it says otherwise. */
export interface Answer<Body = Problem> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Body
}

export interface OpenShopOptions {
  readonly platform?: Platform
  readonly payments?: PaymentProvider
  readonly priceRule?: PriceRule
  readonly gateway?: Partial<GatewayOptions>
}

export const baseUrl = 'http://127.0.0.1:8688'
/** 2026-11-24, 16:00 in the shop. */
export const startOfTime = Date.UTC(2026, 10, 24, 8)

export async function openShop(options: OpenShopOptions = {}): Promise<OpenShop> {
  const databaseUrl = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-shop-'))
  let time = startOfTime
  const log: LogEntry[] = []
  const platform = options.platform ?? standInPlatform(() => time)
  const gateway = await createGateway({
    databaseUrl,
    baseUrl,
    platform,
    payments: options.payments ?? noPayments,
    merchant: 'mch_sandbox',
    imageHosts: ['cbu01.alicdn.com'],
    imageDir: folder,
    clock: { now: () => time },
    log: (entry) => log.push(entry),
    ...options.gateway,
  })
  const { shop, secretKey } = await createShop(gateway.deps, {
    slug: 'demo',
    name: '小铺',
    ...(options.priceRule && { priceRule: options.priceRule }),
  })
  const keys = { publishable: shop.publishableKey, secret: secretKey }
  const opened: OpenShop = {
    gateway,
    platform,
    clock: {
      now: () => time,
      async advance(ms) {
        time += ms
        await gateway.advance(ms)
      },
    },
    shop,
    keys,
    databaseUrl,
    log,
    ask: (path, init) => ask(gateway, withKey(path, keys.publishable), init),
    sell: (path, init) =>
      ask(gateway, path, {
        ...init,
        headers: { authorization: `Bearer ${keys.secret}`, ...init?.headers },
      }),
    list: (offerId) => list(opened, offerId),
    async close() {
      await gateway.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return opened
}

/** Asks a gateway and reads the whole answer. */
export async function ask<Body = Problem>(
  gateway: Gateway,
  path: string,
  init: Asked = {},
): Promise<Answer<Body>> {
  const { body } = init
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const response = await gateway.fetch(
    new Request(new URL(path, baseUrl), {
      method: init.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(body !== undefined && {
        body: raw ? (body as BodyInit) : JSON.stringify(body),
      }),
    }),
  )
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const { status, headers } = response
  return { status, headers, text, json: isJson && text !== '' ? JSON.parse(text) : undefined }
}

/** Looks again until `condition` answers something, for what jobs do behind the scenes. */
export async function eventually<T>(condition: () => Promise<T | undefined | false>): Promise<T> {
  const until = performance.now() + 10_000
  for (;;) {
    const found = await condition()
    if (found !== undefined && found !== false) return found
    if (performance.now() > until) throw new Error('it did not happen within ten seconds')
    await new Promise((done) => setTimeout(done, 20))
  }
}

function withKey(path: string, key: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}shop=${key}`
}

async function list(opened: OpenShop, offerId: string): Promise<Listing> {
  await opened.sell('/v1/seller/offers', { body: { source: offerId } })
  const { json } = await opened.sell<Listing>('/v1/seller/listings', { body: { offerId } })
  const published = await opened.sell<Listing>(`/v1/seller/listings/${json.id}/publish`, {
    method: 'POST',
  })
  if (published.status !== 200) throw new Error(`not published: ${published.text}`)
  return published.json
}

const busy = async () => {
  throw new Error('this shop was opened without payments')
}
const noPayments: PaymentProvider = {
  name: 'sandbox',
  start: busy,
  query: busy,
  close: busy,
  refund: busy,
  queryRefund: busy,
  readNotice: busy,
}

/** The PostgreSQL server of this test file, with one migrated database to copy. */
let server: Promise<{ running: EmbeddedDatabase; dir: string }> | undefined
let databases = 0

async function freshDatabase(): Promise<string> {
  server ??= startServer()
  const { running } = await server
  const name = `shop_${++databases}`
  await run(running.url, `create database ${name} template template_shop`)
  return databaseAt(running.url, name)
}

async function startServer(): Promise<{ running: EmbeddedDatabase; dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-test-'))
  const running = await startEmbedded(dir)
  // Nobody needs these rows after a power cut.
  await run(running.url, 'alter system set fsync = off', 'select pg_reload_conf()')
  await run(running.url, 'create database template_shop')
  const template = connect({ url: databaseAt(running.url, 'template_shop') })
  await migrate(template)
  await template.close()
  return { running, dir }
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const connection = connect({ url, max: 1 })
  for (const statement of statements) await connection.pool.query(statement)
  await connection.close()
}

function databaseAt(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

afterAll(async () => {
  if (!server) return
  const { running, dir } = await server
  await running.stop()
  await rm(dir, { recursive: true, force: true })
})
