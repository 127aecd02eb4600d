import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alibaba, type Evidence } from '@xiaopu/alibaba'
import type { Problem } from '@xiaopu/api'
import type { Listing, PaymentProvider, Platform, PriceRule, Shop } from '@xiaopu/domain'
import {
  createGateway,
  createShop,
  findDifferences,
  type Gateway,
  type GatewayOptions,
  type LogEntry,
  readMasterKeys,
} from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import { freshDatabase } from './database.ts'
import { masterKey } from './master-key.ts'

export interface TurnableClock {
  now(): number
  /** Turns the time forward: what is due at the sandbox happens, jobs of the gateway become due. */
  advance(ms: number): Promise<void>
}

export interface Keys {
  readonly publishable: string
  readonly secret: string
}

/**
 * A shop on a real database, buying at the sandbox over its real protocol, both on one clock that
 * stands still until it is turned. Everything is asked through `fetch`; nothing listens on a port.
 */
export interface OpenShop {
  readonly gateway: Gateway
  readonly sandbox: Sandbox
  readonly clock: TurnableClock
  readonly shop: Shop
  readonly keys: Keys
  readonly databaseUrl: string
  readonly imageDir: string
  readonly log: readonly LogEntry[]
  /** Asks as a buyer's page: with the publishable key. */
  ask<Body = Problem>(path: string, init?: Asked): Promise<Answer<Body>>
  /** Asks as the seller: with the secret key. */
  sell<Body = Problem>(path: string, init?: Asked): Promise<Answer<Body>>
  /** Asks the sandbox's control API, below `/sandbox/api`. */
  control<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>
  /** Imports an offer, puts it on sale and answers the listing. */
  list(offerId: string): Promise<Listing>
  /** Stops everything, and audits the books unless the test wrote into them by hand. */
  close(how?: { readonly audited: boolean }): Promise<void>
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
  /** Stands between the gateway and the sandbox, both ways of the wire. */
  readonly wire?: Wire
  /** What the shop buys at, made from the sandbox's platform. */
  readonly platform?: (sandbox: Platform) => Platform
  /** Who collects the money, made from the sandbox's cashier. */
  readonly payments?: (cashier: PaymentProvider) => PaymentProvider
  readonly priceRule?: PriceRule
  /** ms since 1970, for who reads another clock; an afternoon in November unless given. */
  readonly startsAt?: number
  /** Told of every answer of the sandbox that made no sense. */
  readonly onEvidence?: (evidence: Evidence) => void
  readonly gateway?: Partial<GatewayOptions>
  /** Where browsers find the sandbox, for a test that serves it; nothing listens there unless it does. */
  readonly sandboxUrl?: string
  /** Told what the gateway was made of, for a test that starts another one beside it. */
  readonly seen?: (gateway: GatewayOptions) => void
}

export type Send = (request: Request) => Promise<Response>
export type Wire = (request: Request, send: Send) => Promise<Response>

export const baseUrl = 'http://127.0.0.1:8688'
const nobodyListens = 'http://127.0.0.1:8689'
/** 2026-11-24, 16:00 in the shop. */
const startOfTime = Date.UTC(2026, 10, 24, 8)

export async function openShop(options: OpenShopOptions = {}): Promise<OpenShop> {
  const { sandboxUrl = nobodyListens } = options
  const databaseUrl = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-shop-'))
  const log: LogEntry[] = []
  const sandbox = createSandbox({
    now: () => options.startsAt ?? startOfTime,
    callbackUrl: `${baseUrl}/v1/callbacks/1688`,
    fetch: (input, init) => gateway.fetch(new Request(input, init)),
  })
  const clock = { now: () => sandbox.clock.now() }
  const toSandbox: typeof fetch = (input, init) => {
    const request = new Request(input, init)
    const send: Send = (each) => sandbox.fetch(each)
    return options.wire ? options.wire(request, send) : send(request)
  }
  const platform = alibaba({
    baseUrl: sandboxUrl,
    appKey: DEFAULT_APP_KEY,
    appSecret: DEFAULT_APP_SECRET,
    token: FIRST_TOKEN,
    now: clock.now,
    fetch: toSandbox,
    delay: async () => {},
    ...(options.onEvidence && { onEvidence: options.onEvidence }),
  })
  const cashier = sandboxCashier({
    baseUrl: sandboxUrl,
    merchant: 'mch_sandbox',
    secret: 'cashier-secret',
    fetch: toSandbox,
    now: clock.now,
  })
  const made: GatewayOptions = {
    databaseUrl,
    baseUrl,
    masterKeys: readMasterKeys(masterKey),
    platform: options.platform?.(platform) ?? platform,
    payments: options.payments?.(cashier) ?? cashier,
    providers: {
      fetch: toSandbox,
      wechat: sandbox.wechatPay.hosts(sandboxUrl),
      ...{ alipay: `${sandboxUrl}/gateway.do`, douyin: sandboxUrl, kuaishou: sandboxUrl },
    },
    imageHosts: ['.alicdn.com'],
    imageDir: folder,
    // The sandbox draws what cannot be reached offline.
    fetch: (input, init) => {
      const url = new URL(String(input))
      if (url.origin === sandboxUrl) return sandbox.fetch(new Request(url, init))
      return sandbox.fetch(new Request(new URL(url.pathname, sandboxUrl)))
    },
    wechatUrl: sandboxUrl,
    clock,
    log: (entry) => log.push(entry),
    ...options.gateway,
  }
  options.seen?.(made)
  const gateway: Gateway = await createGateway(made)
  const { shop, secretKey } = await createShop(gateway.deps, {
    slug: 'demo',
    name: '小铺',
    ...(options.priceRule && { priceRule: options.priceRule }),
  })
  const keys = { publishable: shop.publishableKey, secret: secretKey }
  const opened: OpenShop = {
    gateway,
    sandbox,
    clock: {
      ...clock,
      async advance(ms) {
        await sandbox.clock.advance(ms)
        await gateway.advance(ms)
      },
    },
    shop,
    keys,
    databaseUrl,
    imageDir: folder,
    log,
    ask: (path, init) => ask(gateway, withKey(path, keys.publishable), init),
    sell: (path, init) =>
      ask(gateway, path, {
        ...init,
        headers: { authorization: `Bearer ${keys.secret}`, ...init?.headers },
      }),
    control: (path, body) => ask(sandbox, `/sandbox/api${path}`, { body }),
    list: (offerId) => list(opened, offerId),
    async close({ audited } = { audited: true }) {
      await gateway.stop()
      await sandbox.stop()
      await rm(folder, { recursive: true, force: true })
      const { differences } = audited ? await findDifferences(databaseUrl) : { differences: [] }
      if (differences.length > 0) throw new Error(`the audit found ${JSON.stringify(differences)}`)
    },
  }
  return opened
}

/** Asks a gateway, or a sandbox, and reads the whole answer. */
export async function ask<Body = Problem>(
  { fetch }: { fetch(request: Request): Promise<Response> },
  path: string,
  init: Asked = {},
): Promise<Answer<Body>> {
  const { body } = init
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(
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
