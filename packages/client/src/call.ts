import type {
  afterSales,
  BodyInput,
  Caller,
  carts,
  channels,
  coupons,
  deadlines,
  groupBuys,
  keys,
  listings,
  offers,
  orders,
  payments,
  personal,
  promoters,
  QueryInput,
  QueryOf,
  ReplyOf,
  Route,
  reconciliation,
  shares,
  shops,
  watch,
  webhooks,
} from '@xiaopu/api'
import type { Signal } from './transport/transport.ts'

interface Rows {
  readonly afterSales: typeof afterSales
  readonly carts: typeof carts
  readonly channels: typeof channels
  readonly deadlines: typeof deadlines
  readonly groupBuys: typeof groupBuys
  readonly keys: typeof keys
  readonly listings: typeof listings
  readonly offers: typeof offers
  readonly orders: typeof orders
  readonly payments: typeof payments
  readonly reconciliation: typeof reconciliation
  readonly personal: typeof personal
  readonly coupons: typeof coupons
  readonly promoters: typeof promoters
  readonly shares: typeof shares
  readonly shops: typeof shops
  readonly webhooks: typeof webhooks
  readonly watch: typeof watch
}

/** `carts.createCart`: where a row stands in the contract. */
export type RowName = {
  [Group in keyof Rows]: `${Group}.${keyof Rows[Group] & string}`
}[keyof Rows]

type Row<N> = N extends `${infer Group}.${infer Name}`
  ? Group extends keyof Rows
    ? Name extends keyof Rows[Group]
      ? Rows[Group][Name]
      : never
    : never
  : never

type PathOf<R> = R extends Route<infer Path> ? Path : never

/** Where a route takes its input. A body that may be left out is left out. */
type InputOf<R> = [undefined] extends [BodyInput<R>]
  ? [QueryInput<R>] extends [undefined]
    ? 'none'
    : 'query'
  : 'body'

/**
 * A route as a page needs it: a few strings. The row of the contract itself carries schemas, which
 * a browser has no use for; only its types are imported. A test holds every call to its row.
 */
export interface Call<N extends RowName = RowName, C extends Caller = Caller> {
  readonly method: Route['method']
  readonly path: string
  readonly input: 'none' | 'query' | 'body'
  readonly caller: C
  /** `key`: repeatable under an idempotency key. `safe`: repeatable as it is. */
  readonly repeat?: 'key' | 'safe' | undefined
  /** Only for the compiler; never there. */
  readonly row?: N
}

type CallArgs<R> = [
  method: Route['method'],
  path: PathOf<R>,
  input: InputOf<R>,
  repeat?: 'key' | 'safe',
]

type Maker<C extends Caller> = <N extends RowName>(...args: CallArgs<Row<N>>) => Call<N, C>

/** A call that pages of a shop make. */
export const shop: Maker<'shop'> = /* @__NO_SIDE_EFFECTS__ */ (method, path, input, repeat) => ({
  method,
  path,
  input,
  repeat,
  caller: 'shop',
})

/** A call about one order, by who holds its token. */
export const buyer: Maker<'buyer'> = /* @__NO_SIDE_EFFECTS__ */ (method, path, input, repeat) => ({
  method,
  path,
  input,
  repeat,
  caller: 'buyer',
})

/** A call with the shop's secret key. */
export const seller: Maker<'seller'> = /* @__NO_SIDE_EFFECTS__ */ (
  method,
  path,
  input,
  repeat,
) => ({
  method,
  path,
  input,
  repeat,
  caller: 'seller',
})

/** A call that anyone may make. */
export const anyone: Maker<'public'> = /* @__NO_SIDE_EFFECTS__ */ (method, path, input) => ({
  method,
  path,
  input,
  caller: 'public',
})

export interface CallOptions {
  readonly signal?: Signal
  /** For routes that need one; made up where absent. Give your own to repeat a call safely. */
  readonly idempotencyKey?: string
}

export interface BuyerOptions extends CallOptions {
  /** What `placeOrder` answered beside the order. */
  readonly token: string
}

/** One id for each that the path names, in its order. */
type Ids<Path> = Path extends `${string}/:${string}/${infer Rest}`
  ? [id: string, ...Ids<`/${Rest}`>]
  : Path extends `${string}/:${string}`
    ? [id: string]
    : []

/** Query values as a caller has them (a number, a list) or as they travel (text). */
type Loose<Travels, Has> = {
  [Name in keyof Travels]: Travels[Name] | (Name extends keyof Has ? Has[Name] : never)
}

type Value<R> = InputOf<R> extends 'body' ? BodyInput<R> : Loose<QueryInput<R>, QueryOf<R>>

type Input<R> =
  InputOf<R> extends 'none'
    ? []
    : Record<never, never> extends Value<R>
      ? [input?: Value<R>]
      : [input: Value<R>]

type Options<C> = C extends 'buyer' ? [options: BuyerOptions] : [options?: CallOptions]

/** A route as a function: its path's ids, its query or body, options; answers its reply. */
export type Method<R, C extends Caller> = (
  ...args: [...Ids<PathOf<R>>, ...Input<R>, ...Options<C>]
) => Promise<ReplyOf<R>>

export interface Calls {
  readonly [name: string]: Call | Calls
}

/** A tree of calls as a tree of functions. */
export type Bound<Tree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends Call<infer N, infer C>
    ? Method<Row<N>, C>
    : Bound<Tree[Name]>
}
