import type { Client } from '@xiaopu/client'
import { type AfterSales, afterSales, exchangesFor } from '@xiaopu/client/after-sales'
import { isDone, once } from '@xiaopu/client/order-deeds'
import type { OrderStore } from '@xiaopu/client/stores'
import type { ListingSku, OrderLine, OrderView, ReturnedParcel } from '@xiaopu/domain'

/** What a buyer asks back, and why. */
export type ClaimWish = Parameters<AfterSales['open']>[1]

/** What a buyer can do about money and goods that go back; each says whether it was done. */
export interface ClaimDeeds {
  open(wish: ClaimWish): Promise<boolean>
  withdraw(claim: string): Promise<boolean>
  shipBack(claim: string, parcel: ReturnedParcel): Promise<boolean>
  dispute(claim: string, note: string): Promise<boolean>
  received(claim: string): Promise<boolean>
  /** What a line can be exchanged for besides the same. */
  exchanges(line: OrderLine): Promise<readonly ListingSku[]>
}

type Opened = { readonly order: string; readonly token: string }

export function claimDeeds(
  store: OrderStore,
  client: Client,
  { order, token }: Opened,
): ClaimDeeds {
  const claims = afterSales(client)
  const done = (ask: () => Promise<OrderView>) => isDone(store, ask)
  return {
    open: once(store, client, (wish, idempotencyKey) =>
      claims.open(order, wish, { token, idempotencyKey }),
    ),
    withdraw: (claim) => done(() => claims.withdraw(order, claim, { token })),
    shipBack: (claim, parcel) => done(() => claims.shipBack(order, claim, parcel, { token })),
    dispute: (claim, note) => done(() => claims.dispute(order, claim, { note }, { token })),
    received: (claim) => done(() => claims.receive(order, claim, { token })),
    exchanges: (line) =>
      client.listings.get(line.listing).then((listing) => exchangesFor(line, listing)),
  }
}
