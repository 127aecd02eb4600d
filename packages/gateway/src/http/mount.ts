import { createHash } from 'node:crypto'
import {
  type BodyOf,
  type CallerOf,
  type ParamsOf,
  paramKinds,
  type QueryOf,
  type ReplyOf,
  type Route,
  type Schema,
} from '@xiaopu/api'
import { type FailureCode, isId, ShopError } from '@xiaopu/domain'
import type { Context, Hono } from 'hono'
import * as v from 'valibot'
import { readJson } from './body.ts'
import type { Callers, ShopContext } from './caller.ts'
import type { Doors } from './doors.ts'
import { once } from './idempotency.ts'

/** What a handler gets: everything checked, nothing raw. */
export interface Asked<R extends Route> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly request: Request
  /** The buyer's order token, unverified: only the order's own row can tell. */
  readonly orderToken: string
}

export type Handler<R extends Route> = (
  asked: Asked<R> & ('public' extends CallerOf<R> ? unknown : { readonly shop: ShopContext }),
) => Promise<undefined extends ReplyOf<R> ? Response : ReplyOf<R>>

/**
 * Mounts a row of the contract: who asks, is the input right, may it be repeated, is it cached.
 * Answers are parsed by the row's own schema, so a field it does not name cannot leave.
 */
export function createMount(app: Hono, doors: Doors) {
  return function mount<R extends Route>(route: R, handler: Handler<R>): void {
    app.on(route.method, route.path, async (context) => {
      const shop = await callerOf(route, context, doors.callers)
      if (route.cache !== undefined && route.caller === 'shop' && shop) {
        return doors.cache.answer(shop.shopId, context.req.raw, route.cache, () =>
          run(route, handler, context, shop, doors),
        )
      }
      return run(route, handler, context, shop, doors)
    })
  }
}

export type Mount = ReturnType<typeof createMount>

async function run<R extends Route>(
  route: R,
  handler: Handler<R>,
  context: Context,
  shop: ShopContext | undefined,
  doors: Doors,
): Promise<Response> {
  const request = context.req.raw
  const params = readParams(context.req.param() as Record<string, string>)
  const query = route.query ? check(route.query, context.req.query(), 'query', ['shop']) : undefined
  const body = route.body ? check(route.body, await readJson(request), 'body') : undefined
  const orderToken = request.headers.get('x-order-token') ?? ''
  const asked = { params, query, body, request, orderToken, shop } as unknown as Parameters<
    Handler<R>
  >[0]

  const answer = async () => {
    const reply = await handler(asked)
    if (reply instanceof Response) return reply
    return json(route.reply ? v.parse(route.reply, reply) : {}, route)
  }
  if (!route.idempotent || !shop) return answer()
  return once(
    doors,
    { shopId: shop.shopId, key: request.headers.get('idempotency-key'), route, params, body },
    answer,
  )
}

async function callerOf(
  route: Route,
  context: Context,
  callers: Callers,
): Promise<ShopContext | undefined> {
  if (route.caller === 'public') return undefined
  if (route.caller === 'seller') {
    const [, key] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? []
    return callers.shopOf(key, 'secret')
  }
  const shop = await callers.shopOf(context.req.query('shop'), 'publishable')
  checkOrigin(shop, context.req.header('origin'), context.req.url)
  if (shop.state === 'closed') throw new ShopError('SHOP_CLOSED')
  return shop
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
}

/** @throws ShopError BAD_REQUEST naming the first field that does not fit and why */
function check(
  schema: Schema,
  input: unknown,
  where: string,
  ignored: readonly string[] = [],
): unknown {
  const given =
    ignored.length > 0 && input && typeof input === 'object'
      ? Object.fromEntries(Object.entries(input).filter(([name]) => !ignored.includes(name)))
      : input
  const result = v.safeParse(schema, given)
  if (result.success) return result.output
  const issue = result.issues[0]
  const field = v.getDotPath(issue as v.BaseIssue<unknown>) ?? ''
  throw new ShopError('BAD_REQUEST', { where, field, reason: issue.message.slice(0, 200) })
}

function json(reply: unknown, route: Route): Response {
  const text = JSON.stringify(reply)
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  if (route.method === 'GET') {
    headers.etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
    headers['cache-control'] =
      route.cache !== undefined
        ? `public, max-age=${route.cache}, stale-while-revalidate=60`
        : 'no-store'
  } else {
    headers['cache-control'] = 'no-store'
  }
  return new Response(text, { headers })
}
