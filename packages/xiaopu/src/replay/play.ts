import { type OrderTimeline, second } from '@xiaopu/domain'
import { type Casting, castGoods, quoteGoods } from './goods.ts'
import { type Deed, type Step, scriptOf } from './script.ts'
import { openStage, type Stage } from './stage.ts'

/** How an order ended, thing by thing. */
export interface Ending {
  readonly order: string
  readonly purchases: readonly string[]
  readonly payments: readonly string[]
}

export interface Play {
  readonly recorded: Ending
  readonly played: Ending
  readonly isSame: boolean
}

/** News is looked at a moment after it came. */
const momentMillis = 3 * second

/**
 * Plays a recorded order at a fresh shop that buys at a fresh sandbox, on a clock that goes as it
 * went, and compares how it ends. Goods, prices and people are stand-ins.
 *
 * @param told - called before each step
 */
export async function playTimeline(
  timeline: OrderTimeline,
  told: (step: Step) => void = () => {},
): Promise<Play> {
  const stage = await openStage(Date.parse(timeline.order.placedAt))
  try {
    const actor = await placeOrder(stage, timeline)
    for (const step of scriptOf(timeline)) {
      told(step)
      await stage.advance(Math.max(0, step.at - stage.now()))
      await deeds[step.deed](actor, step)
      await stage.advance(momentMillis)
    }
    const end = Date.parse(timeline.items.at(-1)?.at ?? '')
    await stage.advance(Math.max(0, end - stage.now()))
    const played = endingOf(await stage.seller.orders.timeline(actor.order))
    const recorded = endingOf(timeline)
    return { recorded, played, isSame: JSON.stringify(played) === JSON.stringify(recorded) }
  } finally {
    await stage.close()
  }
}

/** Who acts in a play, on one order. */
interface Actor {
  readonly stage: Stage
  readonly order: string
  readonly token: string
  readonly cast: readonly Casting[]
  /** Our purchase's number at 1688, for a purchase of the recorded order. */
  numberOf(purchase: string | undefined): Promise<string>
}

async function placeOrder(stage: Stage, timeline: OrderTimeline): Promise<Actor> {
  const cast = await castGoods(stage, timeline)
  const quote = await quoteGoods(stage, timeline, cast)
  const { order, token } = await stage.client.orders.place({ quote: quote.id, total: quote.total })
  return {
    stage,
    order: order.id,
    token,
    cast,
    async numberOf(purchase) {
      const offer = cast.find((each) => each.purchase === purchase)?.listing.offer.offerId
      const { lines } = await stage.seller.orders.timeline(order.id)
      const ours = lines.find((line) => line.offer === offer)?.purchase
      if (!ours) throw new Error('no purchase stands in for the recorded one')
      return ours.slice('sor_'.length)
    },
  }
}

const returnUrl = 'http://127.0.0.1:8688/'

const deeds: Readonly<Record<Deed, (actor: Actor, step: Step) => Promise<unknown>>> = {
  'start-paying': ({ stage, order, token }) =>
    stage.client.orders.pay(order, { returnUrl }, { token }),
  pay: async ({ stage, order, token }) => {
    const { payment } = await stage.client.orders.read(order, { token })
    await stage.pay(payment?.cashierUrl ?? '')
  },
  close: ({ stage, order, token }) => stage.client.orders.close(order, { token }),
  receive: ({ stage, order, token }) => stage.client.orders.receive(order, { token }),
  ship: async ({ stage, numberOf }, { purchase }) =>
    stage.control(`/orders/${await numberOf(purchase)}/ship`),
  cancel: async ({ stage, numberOf }, { purchase }) =>
    stage.control(`/orders/${await numberOf(purchase)}/close`),
  'lose-answer': ({ stage }) =>
    stage.control('/faults', {
      api: 'alibaba.trade.fenxiaoOrder.create',
      kind: 'reset-after',
      times: 1,
    }),
  'run-out': ({ stage, cast }, step) => changeOffer(stage, cast, step, { stock: 0 }),
  'raise-price': ({ stage, cast }, step) =>
    changeOffer(stage, cast, step, { consignFen: 10_000_000 }),
}

async function changeOffer(
  stage: Stage,
  cast: readonly Casting[],
  { purchase }: Step,
  change: object,
): Promise<void> {
  const offer = cast.find((each) => each.purchase === purchase)?.listing.offer.offerId
  await stage.control(`/offers/${offer}`, change)
}

function endingOf({ order, things }: OrderTimeline): Ending {
  const of = (prefix: string) =>
    things
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ state, failure }) => (failure ? `${state} ${failure}` : state))
      .sort()
  return { order: order.state, purchases: of('sor_'), payments: of('pay_') }
}
