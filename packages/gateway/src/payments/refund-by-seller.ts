import { type Money, ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { bringOrderUpToDate } from '../fulfilment/bring-order.ts'
import type { Turn } from '../http/turn.ts'
import { lockOrder } from '../orders/orders.ts'
import { giveBack } from './give-back.ts'

export interface SellerRefund {
  readonly lines: readonly {
    readonly line: string
    readonly quantity: number
    readonly amount?: Money | undefined
  }[]
  readonly words?: string | undefined
}

/** The seller gives money back of her own accord, once in a turn. @throws ShopError as `giveBack`, ORDER_NOT_FOUND */
export async function refundBySeller(
  deps: Deps,
  asked: { readonly shopId: string; readonly orderId: string; readonly turn: Turn },
  { lines, words }: SellerRefund,
): Promise<void> {
  if (asked.turn.isDone) return
  await deps.db.transaction().execute(async (tx) => {
    await asked.turn.done(tx)
    const order = await lockOrder(tx, asked.shopId, asked.orderId)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: asked.orderId })
    await giveBack(deps, tx, order, {
      lines: lines.map(({ line, quantity, amount }) => ({
        line,
        quantity,
        ...(amount && { goods: amount }),
      })),
      reason: 'seller',
      ...(words && { note: words }),
    })
    await bringOrderUpToDate(deps, tx, order)
  })
}
