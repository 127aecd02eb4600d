import * as carts from './carts.ts'
import * as listings from './listings.ts'
import * as offers from './offers.ts'
import * as orders from './orders.ts'
import * as reconciliation from './reconciliation.ts'
import * as shares from './shares.ts'
import * as shops from './shops.ts'

export { Page } from './page.ts'
export { Problem, problemMedia } from './problem.ts'
export {
  type BodyInput,
  type BodyOf,
  type Caller,
  type CallerOf,
  type ParamsOf,
  paramKinds,
  type QueryInput,
  type QueryOf,
  type ReplyOf,
  type Route,
  route,
  type Schema,
} from './route.ts'
export { carts, listings, offers, orders, reconciliation, shares, shops }
