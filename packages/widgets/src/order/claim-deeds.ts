import type { Client } from '@xiaopu/client'
import { type AfterSales, afterSales } from '@xiaopu/client/after-sales'
import type { OrderStore } from '@xiaopu/client/stores'
import type { OrderView, ReturnedParcel } from '@xiaopu/domain'

/** What a buyer asks back, and why. */
export type ClaimWish = Parameters<AfterSales['open']>[1]

/** What a buyer can do about money and goods that go back; each says whether it was done. */
export interface ClaimDeeds {
  open(wish: ClaimWish): Promise<boolean>
  withdraw(claim: string): Promise<boolean>
  shipBack(claim: string, parcel: ReturnedParcel): Promise<boolean>
  dispute(claim: string, note: string): Promise<boolean>
}

export function claimDeeds(
  storeNow: () => OrderStore | undefined,
  client: Client,
  { order, token }: { readonly order: string; readonly token: string },
): ClaimDeeds {
  const claims = afterSales(client)
  let sent: { readonly wish: string; readonly idempotencyKey: string } | undefined
  const done = async (ask: () => Promise<OrderView>): Promise<boolean> => {
    try {
      await storeNow()?.claim(ask)
      return true
    } catch {
      // The store holds the failure.
      return false
    }
  }
  return {
    async open(wish) {
      const text = JSON.stringify(wish)
      const { idempotencyKey } = sent?.wish === text ? sent : { idempotencyKey: client.newKey() }
      sent = { wish: text, idempotencyKey }
      const opened = await done(() => claims.open(order, wish, { token, idempotencyKey }))
      // Only what may have got through unanswered is the same claim when it is sent again.
      if (opened || !storeNow()?.$order.get().error?.retry) sent = undefined
      return opened
    },
    withdraw: (claim) => done(() => claims.withdraw(order, claim, { token })),
    shipBack: (claim, parcel) => done(() => claims.shipBack(order, claim, parcel, { token })),
    dispute: (claim, note) => done(() => claims.dispute(order, claim, { note }, { token })),
  }
}
