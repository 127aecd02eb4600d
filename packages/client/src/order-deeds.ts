import type { Address, OrderView } from '@xiaopu/domain'
import { orderAddress } from './address.ts'
import type { Client } from './client.ts'
import type { OrderStore } from './stores/order.ts'

export { finishOrder, isPlacing, lastOrderOf } from './stores/place-order.ts'

/** Does something about a watched order; says whether it was done. What failed stands in the store. */
export async function isDone(store: OrderStore, ask: () => Promise<OrderView>): Promise<boolean> {
  try {
    await store.claim(ask)
    return true
  } catch {
    return false
  }
}

/** A write with a key: only what may have got through unanswered is the same wish when sent again. */
export function once<Wish>(
  store: OrderStore,
  client: Client,
  send: (wish: Wish, idempotencyKey: string) => Promise<OrderView>,
): (wish: Wish) => Promise<boolean> {
  let sent: { readonly wish: string; readonly key: string } | undefined
  return async (wish) => {
    const text = JSON.stringify(wish)
    const { key } = sent?.wish === text ? sent : { key: client.newKey() }
    sent = { wish: text, key }
    const done = await isDone(store, () => send(wish, key))
    if (done || !store.$order.get().error?.retry) sent = undefined
    return done
  }
}

/** Sends the order elsewhere; says whether it goes there now. The phone remembers the address. */
export function addressDeed(
  store: OrderStore,
  client: Client,
  { order, token }: { readonly order: string; readonly token: string },
): (address: Address) => Promise<boolean> {
  const change = once<Address>(store, client, (address, idempotencyKey) =>
    orderAddress(client).change(order, { address }, { token, idempotencyKey }),
  )
  return (address) => {
    client.storage.set('address', JSON.stringify(address))
    return change(address)
  }
}
