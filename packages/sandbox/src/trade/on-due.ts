import type { Due, DueKind } from '../world/dues.ts'
import type { Order, TraceStatus } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { answerAddress } from './change-address.ts'
import { closeOrder } from './close-order.ts'
import { confirmOrder, settleOrder } from './confirm-order.ts'
import { shipOrder } from './ship-order.ts'
import { addTrace } from './trail.ts'

/** Dues about an order. */
export type OrderDue = Exclude<DueKind, 'deliver' | 'cashier'>

/**
 * What happens to an order when its time comes. Each looks at the order as it stands: what somebody did
 * meanwhile (paid, shipped, closed) makes the planned thing void.
 */
export const onDue: Readonly<Record<OrderDue, (world: World, order: Order, due: Due) => void>> = {
  'pay-timeout': (world, order) => {
    if (order.status !== 'waitbuyerpay') return
    closeOrder(world, order, { by: 'SYSTEM', reason: 'other', remark: '买家逾期未付款' })
  },
  ship: (world, order) => {
    shipOrder(world, order)
  },
  trace: (world, order, due) => {
    const [logisticsId = '', status = ''] = (due.detail ?? '').split(' ')
    addTrace(world, order, logisticsId, { status: status as TraceStatus, planned: true })
  },
  'auto-confirm': (world, order) => {
    if (order.status === 'waitbuyerreceive') confirmOrder(world, order)
  },
  'address-answer': (world, order) => {
    answerAddress(world, order, true)
  },
  settle: (world, order) => {
    if (order.status === 'confirm_goods') settleOrder(world, order)
  },
}
