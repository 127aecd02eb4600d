import { announceOrder } from '../push/topics.ts'
import type { Order } from '../world/order.ts'
import { ESCROW, limitOf, payerOf, transfer } from '../world/wallet.ts'
import type { World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'
import { temperPaid } from './temper.ts'

/** `shegou` is 诚E赊 credit, `kjpay` 跨境宝, `period` 账期; names as `payChannel` of orders [sbx]. */
export type PayChannel = 'alipay' | 'shegou' | 'kjpay' | 'period'

/** How the cashier page pays an order: at the end of its period where it was made for one. */
export const usualChannel = ({ tradeType }: Order): PayChannel =>
  tradeType === 'period' ? 'period' : 'alipay'

/**
 * Pays an unpaid order into the platform's hands. Answers false, and changes nothing, where the account (or
 * its credit) does not hold enough.
 */
export function payOrder(world: World, order: Order, payChannel: PayChannel): boolean {
  const member = world.members.get(order.memberId)
  const limit = limitOf(payChannel)
  const left = member?.[limit ?? 'balanceFen']
  if (!member || left === undefined || left < order.totalFen) return false
  if (limit) world.members.put(member.memberId, { ...member, [limit]: left - order.totalFen })
  transfer(world, {
    kind: 'payment',
    from: payerOf({ memberId: order.memberId, payChannel }),
    to: ESCROW,
    fen: order.totalFen,
    orderId: order.id,
  })
  const now = world.now()
  const hours = world.offers.get(order.items[0]?.offerId ?? '')?.services.shipHours ?? 48
  const paid = changeOrder(world, order, {
    status: 'waitsellersend',
    paidFen: order.totalFen,
    paidAt: now,
    payChannel,
    shipBy: now + hours * 3_600_000,
  })
  temperPaid(world, paid, hours)
  announceOrder(world, paid, 'ORDER_PAY')
  return true
}
