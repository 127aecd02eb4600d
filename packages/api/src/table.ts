import {
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
  type Route,
  reconciliation,
  shares,
  shops,
  watch,
  webhooks,
} from './index.ts'
import { scopeOf } from './scope.ts'

/** Every route of the contract. Its own entry, so that a page only loads the rows it calls. */
export const table: readonly Route[] = [
  shops,
  keys,
  offers,
  listings,
  carts,
  coupons,
  groupBuys,
  orders,
  payments,
  personal,
  promoters,
  afterSales,
  shares,
  channels,
  reconciliation,
  webhooks,
  watch,
  deadlines,
].flatMap((group) => Object.values(group))

/** Everything that a restricted key can be allowed. */
export const scopes: readonly string[] = [
  ...new Set(table.map(scopeOf).filter((scope) => scope !== undefined)),
].sort()
