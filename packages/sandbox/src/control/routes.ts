import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../faults.ts'
import type { Sandbox } from '../sandbox.ts'
import { ControlError } from './control-error.ts'
import type { ControlRoute } from './control-route.ts'
import { orderRoutes } from './order-routes.ts'
import * as settings from './settings.ts'
import { describeOffers, describeState } from './state.ts'

const done = (): object => ({})

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
    run: (sandbox, { query }) => describeState(sandbox, query('q')),
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
  ...orderRoutes,
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
    summary: 'Offers, briefly: the first thousand, or those that `?q=` finds by words or number',
    run: ({ world }, { query }) => describeOffers(world.offers, query('q')),
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
    body: '{callbackUrl?, denied?: ["namespace:name"], callsPerMinute?, duplicateMode?: same|error, checkTimestamp?, autoShip?, temperament?, splitOrders?, partialOrders?}',
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
