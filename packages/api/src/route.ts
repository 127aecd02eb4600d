import type { IdKind } from '@xiaopu/domain'
import type * as v from 'valibot'

export type Schema = v.GenericSchema<unknown, unknown>

/**
 * Who may call a route. The gateway refuses everybody else before the handler runs.
 *
 * - `public`: anyone (health, contract)
 * - `shop`: a page of a shop, by its publishable key in `?shop=xpk_…` and its origin
 * - `buyer`: as `shop`, plus the order's token in `x-order-token`
 * - `seller`: the shop's secret key, `authorization: Bearer xsk_…`, or a restricted one, `xrk_…`,
 *   whose scopes name the route's
 */
export type Caller = 'public' | 'shop' | 'buyer' | 'seller'

/**
 * One row of the contract: mounted by the gateway, called by the client, printed as OpenAPI.
 *
 * `idempotent: true` means the route needs an `idempotency-key` header and may be repeated with
 * it; `cache` is for how many seconds a shared cache may keep the answer.
 */
export interface Route<
  Path extends string = string,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Reply extends Schema | undefined = Schema | undefined,
  Who extends Caller = Caller,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: Path
  readonly caller: Who
  /** What a restricted key must be allowed, where the path does not say it; `secret`: no such key. */
  readonly scope?: string
  readonly summary: string
  readonly query?: Query
  readonly body?: Body
  readonly reply?: Reply
  /** Media type of an answer that is not JSON. */
  readonly media?: string
  readonly idempotent?: boolean
  /** Answered by a closed shop too; what a buyer asks about her own order always is. */
  readonly closedToo?: boolean
  readonly cache?: number
}

export function route<
  const Path extends string,
  const Who extends Caller,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Reply extends Schema | undefined = undefined,
>(row: Route<Path, Query, Body, Reply, Who>): Route<Path, Query, Body, Reply, Who> {
  return row
}

type Names<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never

/** Path parameters of a route, read from its path: `/v1/orders/:order` → `{ order: string }`. */
export type ParamsOf<R> =
  R extends Route<infer Path> ? { readonly [Name in Names<Path>]: string } : never

type Out<S> = S extends Schema ? v.InferOutput<S> : undefined
type In<S> = S extends Schema ? v.InferInput<S> : undefined

export type QueryOf<R> = R extends Route<string, infer Query> ? Out<Query> : never
export type QueryInput<R> = R extends Route<string, infer Query> ? In<Query> : never
export type BodyOf<R> = R extends Route<string, Schema | undefined, infer Body> ? Out<Body> : never
export type BodyInput<R> =
  R extends Route<string, Schema | undefined, infer Body> ? In<Body> : never
export type ReplyOf<R> =
  R extends Route<string, Schema | undefined, Schema | undefined, infer Reply> ? Out<Reply> : never

/** Which kind of id a path parameter holds, where it is one. */
export const paramKinds: Readonly<Record<string, IdKind>> = {
  listing: 'listing',
  cart: 'cart',
  order: 'order',
  payment: 'payment',
  share: 'share',
  deadline: 'deadline',
  difference: 'difference',
  reconciliation: 'reconciliation',
  key: 'key',
  webhook: 'webhook',
  afterSale: 'afterSale',
  purchase: 'supplierOrder',
  promoter: 'promoter',
  coupon: 'coupon',
  deal: 'groupDeal',
}

export type CallerOf<R> =
  R extends Route<string, Schema | undefined, Schema | undefined, Schema | undefined, infer Who>
    ? Who
    : never
