import {
  carts,
  listings,
  offers,
  orders,
  type Route,
  reconciliation,
  shares,
  shops,
} from './index.ts'

/** Every route of the contract. Its own entry, so that a page only loads the rows it calls. */
export const table: readonly Route[] = [
  shops,
  offers,
  listings,
  carts,
  orders,
  shares,
  reconciliation,
].flatMap((group) => Object.values(group))
