import { faultScriptSchema, writeFaultScript } from '../fault-script.ts'
import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../faults.ts'
import type { Sandbox } from '../sandbox.ts'
import * as apps from './apps.ts'
import { ControlError } from './control-error.ts'
import type { ControlRoute } from './control-route.ts'
import * as faults from './faults.ts'
import { orderRoutes } from './order-routes.ts'
import { providerRoutes } from './provider-routes.ts'
import * as settings from './settings.ts'
import { describeOffers, describeState } from './state.ts'

const done = (): object => ({})

/** Words are searched for in a market that may have to be read first. */
const searching: ControlRoute['before'] = ({ world }, { query }) =>
  query('q') ? world.offers.soon('titles') : Promise.resolve()

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
    before: searching,
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
  ...providerRoutes,
  {
    method: 'POST',
    path: '/members',
    summary: 'Credit and account period of an account, and money from outside',
    body: '{memberId, creditFen?, periodFen?, addFen?}',
    run: ({ world }, { body }) => settings.setMember(world, body),
  },
  {
    method: 'GET',
    path: '/offers',
    summary: 'Offers, briefly: the first thousand, or those that `?q=` finds by words or number',
    before: searching,
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
    body: '{appKey?, callbackUrl?, denied?: ["namespace:name"], granted?, limits?: {"namespace:name": callsPerMinute}, callsPerMinute?, duplicateMode?: same|error|another, checkTimestamp?, singleUser?: memberId, redirectUri?, autoShip?, temperament?, splitOrders?, partialOrders?}',
    run: ({ world }, { body }) => {
      return apps.setApp(world, body)
    },
  },
  {
    method: 'POST',
    path: '/apps',
    summary:
      'An app beside the first one, with its own secret, tokens, permissions, limits and messages',
    body: '{key, secret, …as for /app}',
    run: ({ world }, { body }) => apps.addApp(world, body),
  },
  {
    method: 'POST',
    path: '/consent/cancel',
    summary: 'A member takes its consent back: its tokens are gone, the app is told',
    body: '{memberId, appKey?}',
    run: ({ world }, { body }) => {
      apps.cancelConsent(world, body)
      return {}
    },
  },
  {
    method: 'POST',
    path: '/tokens',
    summary: 'A token of a member, who is made and funded when new',
    body: '{memberId, loginId?, appKey?}',
    run: ({ world }, { body }) => apps.grant(world, body),
  },
  {
    method: 'POST',
    path: '/codes',
    summary: 'A code as the consent page hands it out',
    body: '{memberId?, redirectUri?, appKey?}',
    run: ({ world }, { body }) => apps.authorise(world, body),
  },
  {
    method: 'POST',
    path: '/tokens/expire',
    summary: 'Let a token expire now',
    body: '{token}',
    run: ({ world }, { body }) => {
      apps.expireToken(world, body)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/faults',
    summary: 'The faults that wait, as a script',
    run: ({ world }) => writeFaultScript(world),
  },
  {
    method: 'GET',
    path: '/faults/schema',
    summary: 'JSON Schema of a fault script',
    run: () => faultScriptSchema,
  },
  {
    method: 'PUT',
    path: '/faults',
    summary: 'Put a fault script in the place of every fault that waits',
    body: '{seed?, faults?: […], messages?: […]} or a list of faults',
    run: ({ world }, { json }) => {
      faults.replaceFaults(world, json)
      return writeFaultScript(world)
    },
  },
  {
    method: 'POST',
    path: '/faults',
    summary: 'Let the next calls of an API suffer',
    body: `{api, kind: ${FAULT_KINDS.join('|')}, after?, times?, probability?, seed?, ms?, code?, message?, field?}`,
    run: ({ world }, { body }) => faults.orderFault(world, body),
  },
  {
    method: 'POST',
    path: '/message-faults',
    summary: 'Let the next push messages suffer',
    body: `{kind: ${MESSAGE_FAULT_KINDS.join('|')}, type?, after?, times?, probability?, seed?, ms?}`,
    run: ({ world }, { body }) => faults.orderMessageFault(world, body),
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
    method: 'DELETE',
    path: '/faults/:id',
    summary: 'Take back one fault of calls, messages or the cashier',
    run: ({ world, cashier }, { id }) => {
      const isCashiers = Object.hasOwn(cashier.state().faults, id)
      if (!isCashiers && !faults.removeFault(world, id))
        throw new ControlError(404, `no fault ${id} waits`)
    },
    after: async ({ cashier }, { id }) => {
      await cashier.removeFault(id)
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
