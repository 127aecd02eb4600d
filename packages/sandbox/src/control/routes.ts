import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../faults.ts'
import type { Fields } from '../fields.ts'
import type { Sandbox } from '../sandbox.ts'
import { ControlError } from './control-error.ts'
import * as orders from './orders.ts'
import * as settings from './settings.ts'
import { describeOffers, describeState } from './state.ts'

/** One control call. A call that changes the world is a transaction; it answers after pushes went out. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/sandbox/api`. */
  readonly path: string
  readonly summary: string
  readonly body?: string
  readonly run: (sandbox: Sandbox, asked: Asked) => unknown
  /** Done after the transaction, e.g. turning the clock. */
  readonly after?: (sandbox: Sandbox, asked: Asked) => Promise<unknown>
}

export interface Asked {
  readonly id: string
  readonly body: Fields
}

const done = (): object => ({})

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

const offerOf = ({ world }: Sandbox, id: string) => {
  const offer = world.offers.get(id)
  if (!offer) throw new ControlError(404, `商品${id}不存在`)
  return offer
}

/** The whole control API; `GET /sandbox/api` prints this table. Orders go by id or by `outOrderId`. */
export const controlRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/state',
    summary: 'Everything: clock, app, orders, book, messages, calls with signature strings, faults',
    run: (sandbox) => describeState(sandbox),
  },
  {
    method: 'POST',
    path: '/clock',
    summary: 'Turn the clock forward; everything due on the way happens in order',
    body: '{advanceMs} or {at: epoch ms}',
    run: done,
    after: async ({ clock }, { body }) => {
      const [at, ms] = [body.number('at'), body.number('advanceMs')]
      if (at === undefined && ms === undefined)
        throw new ControlError(400, 'advanceMs or at is missing')
      if ((at ?? Infinity) < clock.now() || (ms ?? 0) < 0) {
        throw new ControlError(400, 'The clock only turns forward')
      }
      await (at === undefined ? clock.advance(ms ?? 0) : clock.set(at))
      return { now: clock.now() }
    },
  },
  {
    method: 'POST',
    path: '/reset',
    summary: 'Forget everything that happened',
    run: done,
    after: (sandbox) => sandbox.reset().then(done),
  },
  {
    method: 'GET',
    path: '/calls',
    summary: 'The last calls at the door',
    run: ({ calls }) => calls.all(),
  },
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
    method: 'POST',
    path: '/pay',
    summary: 'Pay several orders at the group cashier; ORDER_BATCH_PAY tells the result of each',
    body: '{orderIds}',
    run: ({ world }, { body }) => orders.payGroup(world, body),
  },
  {
    method: 'POST',
    path: '/members',
    summary: 'Credit of an account, and money from outside',
    body: '{memberId, creditFen?, addFen?}',
    run: ({ world }, { body }) => settings.setMember(world, body),
  },
  {
    method: 'GET',
    path: '/offers',
    summary: 'All offers, briefly',
    run: ({ world }) => describeOffers(world.offers),
  },
  {
    method: 'GET',
    path: '/offers/:id',
    summary: 'One offer as it stands',
    run: (sandbox, { id }) => offerOf(sandbox, id),
  },
  {
    method: 'POST',
    path: '/offers/:id',
    summary: 'Change status, stock or price of an offer; who listens is told',
    body: '{status?, dropship?, stock?, consignFen?, fen?}; numbers for all SKUs or {specId: number}',
    run: (sandbox, { id, body }) => settings.setOffer(sandbox.world, offerOf(sandbox, id), body),
  },
  {
    method: 'POST',
    path: '/app',
    summary: 'Callback URL of pushes and switches of the app',
    body: '{callbackUrl?, denied?: ["namespace:name"], callsPerMinute?, duplicateMode?: same|error, checkTimestamp?, autoShip?}',
    run: ({ world }, { body }) => {
      settings.setApp(world, body)
      return [...world.apps.values()][0]
    },
  },
  {
    method: 'POST',
    path: '/tokens',
    summary: 'A token of a member, who is made and funded when new',
    body: '{memberId, loginId?}',
    run: ({ world }, { body }) => settings.grant(world, body),
  },
  {
    method: 'POST',
    path: '/codes',
    summary: 'A code as the consent page hands it out',
    body: '{memberId?, redirectUri?}',
    run: ({ world }, { body }) => settings.authorise(world, body),
  },
  {
    method: 'POST',
    path: '/tokens/expire',
    summary: 'Let a token expire now',
    body: '{token}',
    run: ({ world }, { body }) => {
      settings.expireToken(world, body)
      return {}
    },
  },
  {
    method: 'POST',
    path: '/faults',
    summary: 'Let the next calls of an API suffer',
    body: `{api, kind: ${FAULT_KINDS.join('|')}, times?, ms?, code?, message?}`,
    run: ({ world }, { body }) => settings.orderFault(world, body),
  },
  {
    method: 'POST',
    path: '/message-faults',
    summary: 'Let the next push messages suffer',
    body: `{kind: ${MESSAGE_FAULT_KINDS.join('|')}, type?, times?, ms?}`,
    run: ({ world }, { body }) => settings.orderMessageFault(world, body),
  },
  {
    method: 'POST',
    path: '/cashier-faults',
    summary: 'Let the next notices or calls of the cashier suffer',
    body: '{kind: drop|duplicate|late|wrong-amount|wrong-signature|busy|lost-answer, times?, copies?, seconds?}',
    run: done,
    after: ({ cashier }, { body }) => settings.orderCashierFault(cashier, body),
  },
  {
    method: 'DELETE',
    path: '/faults',
    summary: 'Take back every fault that still waits',
    run: ({ world }) => {
      for (const { id } of [...world.faults.values()]) world.faults.remove(id)
      for (const { id } of [...world.messageFaults.values()]) world.messageFaults.remove(id)
    },
    after: async ({ cashier }) => {
      for (const id of Object.keys(cashier.state().faults)) await cashier.removeFault(id)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/messages',
    summary: 'All push messages with their attempts',
    run: ({ world }) => [...world.messages.values()],
  },
  {
    method: 'POST',
    path: '/messages/:id/send',
    summary: 'Send a message once more',
    run: ({ world }, { id }) => {
      settings.sendAgain(world, id)
      return {}
    },
  },
]
