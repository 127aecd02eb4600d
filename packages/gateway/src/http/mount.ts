import {
  type BodyOf,
  type CallerOf,
  type ParamsOf,
  paramKinds,
  type QueryOf,
  type ReplyOf,
  type Route,
  type Schema,
  scopeOf,
} from '@xiaopu/api'
import { type FailureCode, isId, ShopError } from '@xiaopu/domain'
import type { Context, Hono } from 'hono'
import * as v from 'valibot'
import { deedOfRequest, noteResource } from '../records/deed-of.ts'
import type { Deed } from '../records/recorder.ts'
import { jsonAnswer, ReadyJson, readyAnswer } from './answer.ts'
import { readJson } from './body.ts'
import type { SellerContext, ShopContext } from './caller.ts'
import { completeResponse, lastHeadersFor } from './cors.ts'
import type { Doors } from './doors.ts'
import { once } from './idempotency.ts'
import { free, type Turn } from './turn.ts'
import { addressBehind, looking } from './within-limits.ts'

/** What a handler gets: everything checked, nothing raw. */
export interface Asked<R extends Route> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly request: Request
  /** The buyer's order token, unverified: only the order's own row can tell. */
  readonly orderToken: string
  /** Who asks, for the audit log: id of the seller's key, or `buyer`. */
  readonly actor: string
  /** At a write with an `idempotency-key`. */
  readonly turn: Turn
}

export type Handler<R extends Route> = (
  asked: Asked<R> & ('public' extends CallerOf<R> ? unknown : { readonly shop: ShopContext }),
) => Promise<undefined extends ReplyOf<R> ? Response : ReplyOf<R> | ReadyJson>

/**
 * Mounts a row of the contract: who asks, is the input right, may it be repeated, is it cached.
 * Answers are parsed by the row's own schema, so a field it does not name cannot leave.
 */
export function createMount(app: Hono, doors: Doors) {
  return function mount<R extends Route>(route: R, handler: Handler<R>): void {
    const answerTo = async (context: Context, deed: Deed) => {
      const caller = await callerOf(route, context, doors)
      const shop = caller?.shop
      deed.shopId = shop?.shopId
      const request = context.req.raw
      if (route.media) return rawAnswer(await handle(route, handler, context, caller))
      const answer = async (turn: Turn = free) => {
        const reply = await handle(route, handler, context, caller, turn)
        if (reply instanceof ReadyJson) return readyAnswer(reply, route)
        const made = jsonAnswer(route.reply ? v.parse(route.reply, reply) : {}, route)
        noteResource(deed, made.resource)
        return made
      }
      const answered = async () => completeResponse(await answer(), lastHeadersFor(context))
      if (!shop) return answered()
      if (route.cache !== undefined && route.caller === 'shop') {
        const key = cacheKey(route, context)
        const make = looking(doors.load, context, answer)
        const last = lastHeadersFor(context)
        const asked = { shopId: shop.shopId, key, request, seconds: route.cache, last }
        const response = await doors.cache.answer(asked, make)
        const shopKey = context.req.query('shop') ?? ''
        doors.cache.remember(request.url, { shopId: shop.shopId, key, shopKey, route: route.path })
        return response
      }
      if (!route.idempotent) return answered()
      const params = context.req.param() as Record<string, string>
      const body = await bodyOf(route, context)
      const key = request.headers.get('idempotency-key')
      const credential = credentialOf(route, context)
      const requestId = requestIdOf(context)
      const asked = { shopId: shop.shopId, key, credential, route, params, body, requestId }
      return once(doors, asked, answer)
    }
    app.on(route.method, route.path, (context) => {
      const deed = deedOfRequest(route, context.req.param(), requestIdOf(context))
      // Who waits for an order reads it again and again.
      if (route.method === 'GET') return answerTo(context, deed)
      return doors.deps.recorder.during(deed, () => answerTo(context, deed))
    })
  }
}

export type Mount = ReturnType<typeof createMount>

function requestIdOf(context: Context): string {
  return String(context.get('requestId' as never) ?? '')
}

/** Path and the parameters that the row knows: others must not fill the cache with copies. */
function cacheKey(route: Route, context: Context): string {
  const { entries = {} } = (route.query ?? {}) as { readonly entries?: object }
  const known = Object.keys(entries).map((name) => `${name}=${context.req.query(name) ?? ''}`)
  return `${context.req.path}?${known.join('&')}`
}

function rawAnswer(reply: unknown): Response {
  if (reply instanceof Response) return reply
  throw new TypeError('a route that is not JSON answers a Response')
}

async function handle<R extends Route>(
  route: R,
  handler: Handler<R>,
  context: Context,
  caller: KnownCaller | undefined,
  turn: Turn = free,
): Promise<unknown> {
  const request = context.req.raw
  const params = readParams(context.req.param() as Record<string, string>)
  const query = route.query ? check(route.query, context.req.query(), 'query') : undefined
  const body = await bodyOf(route, context)
  const orderToken = request.headers.get('x-order-token') ?? ''
  const { shop, actor } = caller ?? {}
  const asked = { params, query, body, request, orderToken, shop, actor, turn }
  return handler(asked as unknown as Parameters<Handler<R>>[0])
}

/** Read and checked once, however often it is asked for. */
async function bodyOf(route: Route, context: Context): Promise<unknown> {
  if (!route.body) return undefined
  const known = bodies.get(context)
  if (known) return known.body
  const json = await readJson(context.req.raw, { mayLack: v.is(route.body, undefined) })
  const body = check(route.body, json, 'body')
  bodies.set(context, { body })
  return body
}

const bodies = new WeakMap<Context, { readonly body: unknown }>()

interface KnownCaller {
  readonly shop: ShopContext
  readonly actor: string
}

async function callerOf(
  route: Route,
  context: Context,
  doors: Doors,
): Promise<KnownCaller | undefined> {
  const { callers } = doors
  if (route.caller === 'public') return undefined
  if (route.caller === 'seller') {
    const [, key] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? []
    refuseBrowser(context)
    const seller = await callers.sellerOf(key)
    checkNetwork(context, seller, doors)
    checkScope(route, seller)
    return { shop: seller.shop, actor: seller.keyId }
  }
  const shop = await callers.shopOf(context.req.query('shop'))
  checkOrigin(shop, context.req.header('origin'), context.req.url)
  if (shop.state === 'closed' && !isForClosed(route)) throw new ShopError('SHOP_CLOSED')
  return { shop, actor: 'buyer' }
}

/** Who has an order is not locked out of it, and reads whose it is. */
const isForClosed = ({ caller, closedToo }: Route): boolean =>
  caller === 'buyer' || closedToo === true

/**
 * A key that stands in a page is everybody's. Browsers tell where a request comes from by these
 * headers; servers do not (Node's `fetch` sends `sec-fetch-mode`, which is therefore not looked at).
 */
function refuseBrowser(context: Context): void {
  const telling = ['origin', 'sec-fetch-site', 'sec-fetch-dest', 'sec-fetch-user']
  if (telling.some((name) => context.req.header(name) !== undefined))
    throw new ShopError('KEY_IN_BROWSER')
}

/** A key that was stolen is of no use elsewhere; who asks is told what the gateway takes her for. */
function checkNetwork(context: Context, { keyId, networks }: SellerContext, doors: Doors): void {
  if (!networks) return
  const address = addressBehind(context, doors.proxies)
  if (networks.hold(address)) return
  doors.deps.log({ level: 'warn', event: 'key.not-from-here', keyId })
  throw new ShopError('KEY_NOT_FROM_HERE', address === undefined ? {} : { address })
}

function checkScope(route: Route, { scopes }: SellerContext): void {
  if (!scopes) return
  const needed = scopeOf(route)
  if (!needed || !scopes.includes(needed))
    throw new ShopError('KEY_NOT_ALLOWED', { needed: needed ?? 'secret' })
}

/** What proves who asks: only its bearer gets an answer again. */
function credentialOf(route: Route, context: Context): string {
  if (route.caller === 'buyer') return context.req.header('x-order-token') ?? ''
  if (route.caller === 'seller') return context.req.header('authorization') ?? ''
  return context.req.query('shop') ?? ''
}

/** An empty list allows every page; our own pages are always allowed. */
export function checkOrigin(shop: ShopContext, origin: string | undefined, url: string): void {
  if (!origin || shop.allowedOrigins.length === 0) return
  if (shop.allowedOrigins.includes(origin) || origin === new URL(url).origin) return
  throw new ShopError('ORIGIN_NOT_ALLOWED', { origin })
}

function readParams(params: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(params)) {
    const kind = paramKinds[name]
    if (kind && !isId(kind, value))
      throw new ShopError(notFound[name] ?? 'NOT_FOUND', { [name]: value.slice(0, 60) })
  }
  return params
}

const notFound: Readonly<Record<string, FailureCode>> = {
  listing: 'LISTING_NOT_FOUND',
  cart: 'CART_NOT_FOUND',
  order: 'ORDER_NOT_FOUND',
  payment: 'PAYMENT_NOT_FOUND',
  share: 'SHARE_NOT_FOUND',
  difference: 'DIFFERENCE_NOT_FOUND',
  key: 'KEY_NOT_FOUND',
  webhook: 'WEBHOOK_NOT_FOUND',
}

/** @throws ShopError BAD_REQUEST naming the first field that does not fit and why */
function check(schema: Schema, input: unknown, where: 'query' | 'body'): unknown {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue as v.BaseIssue<unknown>) ?? ''
  throw new ShopError('BAD_REQUEST', { where, field, reason: issue.message.slice(0, 200) })
}
