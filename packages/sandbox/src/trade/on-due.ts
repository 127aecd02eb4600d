import type { Due, DueKind } from '../world/dues.ts'
import type { Order, TraceStatus } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import { agreeRefund, lapseRefund, openRefunds, rejectRefund } from './answer-refund.ts'
import { answerAddress } from './change-address.ts'
import { closeOrder } from './close-order.ts'
import { confirmOrder, settleOrder } from './confirm-order.ts'
import { closeForLack, refusesRefund, reprice, shipAsPlanned } from './temper.ts'
import { addTrace } from './trail.ts'

/** Dues about an order. */
export type OrderDue = Exclude<DueKind, 'deliver' | 'cashier' | 'wechat-pay'>

/**
 * What happens to an order when its time comes. Each looks at the order as it stands: what somebody did
 * meanwhile (paid, shipped, closed) makes the planned thing void.
 */
export const onDue: Readonly<Record<OrderDue, (world: World, order: Order, due: Due) => void>> = {
  'pay-timeout': (world, order) => {
    if (order.status !== 'waitbuyerpay') return
    closeOrder(world, order, { by: 'SYSTEM', reason: 'other', remark: '买家逾期未付款' })
  },
  ship: (world, order, due) => {
    // Goods that the buyer wants its money for are not sent while the question is open.
    if (openRefunds(world, order).length > 0) postpone(world, due, 6 * HOUR_MS)
    else shipAsPlanned(world, order, due.detail)
  },
  trace: (world, order, due) => {
    const [logisticsId = '', status = ''] = (due.detail ?? '').split(' ')
    addTrace(world, order, logisticsId, { status: status as TraceStatus, planned: true })
  },
  'auto-confirm': (world, order, due) => {
    if (order.status !== 'waitbuyerreceive') return
    if (openRefunds(world, order).length > 0) postpone(world, due, DAY_MS)
    else confirmOrder(world, order)
  },
  reprice: (world, order) => reprice(world, order),
  'seller-close': (world, order, due) => {
    if (openRefunds(world, order).length > 0) postpone(world, due, 6 * HOUR_MS)
    else closeForLack(world, order)
  },
  'address-answer': (world, order) => {
    answerAddress(world, order, order.temperament !== 'refuses-refunds')
  },
  settle: (world, order, due) => {
    if (order.status !== 'confirm_goods') return
    if (openRefunds(world, order).length > 0) postpone(world, due, DAY_MS)
    else settleOrder(world, order)
  },
  'refund-answer': (world, order, due) => {
    const refund = world.refunds.get(due.detail ?? '')
    if (!refund) return
    if (refusesRefund(order, refund.rejectTimes)) rejectRefund(world, refund, '商品没有问题')
    else agreeRefund(world, refund)
  },
  'refund-lapse': (world, _order, due) => {
    const refund = world.refunds.get(due.detail ?? '')
    if (refund) lapseRefund(world, refund)
  },
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const postpone = (world: World, due: Due, ms: number): void =>
  plan(world, { ...due, at: due.at + ms })
