import type { Fields } from '../fields.ts'
import type { Sandbox } from '../sandbox.ts'
import type { ControlRoute } from './control-route.ts'
import * as orders from './orders.ts'
import * as refunds from './refunds.ts'

/** An action on one order, answered with the order as it then is. */
function onOrder(
  verb: string,
  summary: string,
  act: (world: Sandbox['world'], order: ReturnType<typeof orders.findOrder>, body: Fields) => void,
  body?: string,
): ControlRoute {
  return {
    method: 'POST',
    path: `/orders/:id/${verb}`,
    summary,
    ...(body && { body }),
    run: ({ world }, { id, body: asked }) => {
      const order = orders.findOrder(world, id)
      act(world, order, asked)
      return orders.findOrder(world, order.id)
    },
  }
}

/** What suppliers, carriers and the cashier do to orders and refunds. Orders go by id or by `outOrderId`. */
export const orderRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/orders',
    summary: 'All orders',
    run: ({ world }) => [...world.orders.values()],
  },
  {
    method: 'GET',
    path: '/orders/:id',
    summary: 'One order',
    run: ({ world }, { id }) => orders.findOrder(world, id),
  },
  onOrder('pay', 'Pay as on the cashier page', orders.pay),
  onOrder(
    'ship',
    'Ship all that is left, or some of it',
    orders.ship,
    '{goods?: [{subId, quantity}], company?, billNo?}',
  ),
  onOrder(
    'trace',
    'Add a node to the trail of its parcels',
    orders.trace,
    '{status: ACCEPT|TRANSPORT|DELIVERING|AGENT_SIGN|SIGN|FAILED, remark?, logisticsId?}',
  ),
  onOrder('deliver', 'Ship what is left and have every parcel signed for', orders.deliverAll),
  onOrder(
    'price',
    'The supplier changes the total of an unpaid order',
    orders.reprice,
    '{totalFen}',
  ),
  onOrder('close', 'The supplier closes it; money goes back', orders.closeBySeller, '{remark?}'),
  onOrder(
    'number',
    'The supplier corrects the number of a parcel',
    orders.correctNumber,
    '{billNo, company?, logisticsId?}',
  ),
  onOrder(
    'address',
    'The supplier answers the wish for another address',
    orders.answerWish,
    '{agree?}',
  ),
  {
    method: 'GET',
    path: '/refunds',
    summary: 'All refunds',
    run: ({ world }) => [...world.refunds.values()],
  },
  {
    method: 'GET',
    path: '/refunds/:id',
    summary: 'One refund',
    run: ({ world }, { id }) => refunds.findRefund(world, id),
  },
  {
    method: 'POST',
    path: '/refunds/:id/agree',
    summary: 'The supplier agrees: to the money, to the return, or that the goods came back',
    run: ({ world }, { id }) => refunds.agree(world, id),
  },
  {
    method: 'POST',
    path: '/refunds/:id/reject',
    summary: 'The supplier refuses; the buyer may ask otherwise',
    body: '{reason?}',
    run: ({ world }, { id, body }) => refunds.reject(world, id, body),
  },
  {
    method: 'POST',
    path: '/pay',
    summary: 'Pay several orders at the group cashier; ORDER_BATCH_PAY tells the result of each',
    body: '{orderIds}',
    run: ({ world }, { body }) => orders.payGroup(world, body),
  },
]
