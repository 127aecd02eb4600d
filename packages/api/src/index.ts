import * as afterSales from './after-sales.ts'
import * as carts from './carts.ts'
import * as channels from './channels.ts'
import * as coupons from './coupons.ts'
import * as deadlines from './deadlines.ts'
import * as groupBuys from './group-buys.ts'
import * as keys from './keys.ts'
import * as listings from './listings.ts'
import * as offers from './offers.ts'
import * as orders from './orders.ts'
import * as payments from './payments.ts'
import * as personal from './personal.ts'
import * as promoters from './promoters.ts'
import * as reconciliation from './reconciliation.ts'
import * as shares from './shares.ts'
import * as shops from './shops.ts'
import * as watch from './watch.ts'
import * as webhooks from './webhooks.ts'

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
export { scopeOf } from './scope.ts'
export {
  afterSales,
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
  reconciliation,
  shares,
  shops,
  watch,
  webhooks,
}
