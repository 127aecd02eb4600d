import type { Client } from '@xiaopu/client'
import { orderAddress } from '@xiaopu/client/address'
import { type AfterSales, afterSales } from '@xiaopu/client/after-sales'
import type { OrderStore } from '@xiaopu/client/stores'
import type { Address, OrderView, ReturnedParcel } from '@xiaopu/domain'

/** What a buyer asks back, and why. */
export type ClaimWish = Parameters<AfterSales['open']>[1]

/** What a buyer can do about money and goods that go back; each says whether it was done. */
export interface ClaimDeeds {
  open(wish: ClaimWish): Promise<boolean>
  withdraw(claim: string): Promise<boolean>
  shipBack(claim: string, parcel: ReturnedParcel): Promise<boolean>
  dispute(claim: string, note: string): Promise<boolean>
}

type StoreNow = () => OrderStore | undefined
type Opened = { readonly order: string; readonly token: string }

export function claimDeeds(
  storeNow: StoreNow,
  client: Client,
  { order, token }: Opened,
): ClaimDeeds {
  const claims = afterSales(client)
  const done = (ask: () => Promise<OrderView>) => isDone(storeNow, ask)
  return {
    open: once(storeNow, client, (wish, idempotencyKey) =>
      claims.open(order, wish, { token, idempotencyKey }),
    ),
    withdraw: (claim) => done(() => claims.withdraw(order, claim, { token })),
    shipBack: (claim, parcel) => done(() => claims.shipBack(order, claim, parcel, { token })),
    dispute: (claim, note) => done(() => claims.dispute(order, claim, { note }, { token })),
  }
}

/** Sends the order elsewhere; says whether it goes there now. The phone remembers the address. */
export function addressDeed(
  storeNow: StoreNow,
  client: Client,
  { order, token }: Opened,
): (address: Address) => Promise<boolean> {
  const change = once<Address>(storeNow, client, (address, idempotencyKey) =>
    orderAddress(client).change(order, { address }, { token, idempotencyKey }),
  )
  return (address) => {
    client.storage.set('address', JSON.stringify(address))
    return change(address)
  }
}

async function isDone(storeNow: StoreNow, ask: () => Promise<OrderView>): Promise<boolean> {
  try {
    await storeNow()?.claim(ask)
    return true
  } catch {
    // The store holds the failure.
    return false
  }
}

/** A write with a key: only what may have got through unanswered is the same wish when sent again. */
function once<Wish>(
  storeNow: StoreNow,
  client: Client,
  send: (wish: Wish, idempotencyKey: string) => Promise<OrderView>,
): (wish: Wish) => Promise<boolean> {
  let sent: { readonly wish: string; readonly key: string } | undefined
  return async (wish) => {
    const text = JSON.stringify(wish)
    const { key } = sent?.wish === text ? sent : { key: client.newKey() }
    sent = { wish: text, key }
    const done = await isDone(storeNow, () => send(wish, key))
    if (done || !storeNow()?.$order.get().error?.retry) sent = undefined
    return done
  }
}
