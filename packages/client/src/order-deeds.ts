import type { Address, OrderView } from '@xiaopu/domain'
import { orderAddress } from './address.ts'
import type { Client } from './client.ts'
import type { OrderStore } from './stores/order.ts'

export { finishOrder, lastOrderOf } from './stores/place-order.ts'

type StoreNow = () => OrderStore | undefined

/** Does something about a watched order; says whether it was done. What failed stands in the store. */
export async function isDone(storeNow: StoreNow, ask: () => Promise<OrderView>): Promise<boolean> {
  try {
    await storeNow()?.claim(ask)
    return true
  } catch {
    return false
  }
}

/** A write with a key: only what may have got through unanswered is the same wish when sent again. */
export function once<Wish>(
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

/** Sends the order elsewhere; says whether it goes there now. The phone remembers the address. */
export function addressDeed(
  storeNow: StoreNow,
  client: Client,
  { order, token }: { readonly order: string; readonly token: string },
): (address: Address) => Promise<boolean> {
  const change = once<Address>(storeNow, client, (address, idempotencyKey) =>
    orderAddress(client).change(order, { address }, { token, idempotencyKey }),
  )
  return (address) => {
    client.storage.set('address', JSON.stringify(address))
    return change(address)
  }
}
