import {
  type FailureCode,
  hour,
  isShopError,
  minute,
  type OrderTimeline,
  second,
} from '@xiaopu/domain'
import { type Actor, placeOrder } from './actor.ts'
import { type Ending, endingOf, isSameEnding } from './ending.ts'
import { endGroup, fillGroup } from './group-deeds.ts'
import { doAboutMoney } from './money-deeds.ts'
import { fateOf } from './refund-fate.ts'
import { exchangeOf, scriptOf } from './script.ts'
import { openStage, type Stage } from './stage.ts'
import type { BuyingStep, Step } from './step.ts'

export interface Play {
  readonly recorded: Ending
  readonly played: Ending
  readonly isSame: boolean
}

/** News is looked at a moment after it came. */
const momentMillis = 3 * second

/**
 * Plays a recorded order at a fresh shop that buys at a fresh sandbox, on a clock that goes as it
 * went, and compares how it ends. Goods, prices and people are stand-ins. What the stage refuses to
 * let be done is left out: the order then ends as it can.
 *
 * @param told - called after each step, with the code of the failure where it was refused
 */
export async function playTimeline(
  timeline: OrderTimeline,
  told: (step: Step, refused?: FailureCode) => void = () => {},
): Promise<Play> {
  const fates = timeline.moneyBack?.refunds.map((refund) => fateOf(timeline, refund))
  const stage = await openStage(Date.parse(timeline.order.placedAt), fates)
  try {
    const actor = await placeOrder(stage, timeline)
    let behind = 0
    for (const step of scriptOf(timeline)) {
      await stage.advance(Math.max(0, step.at - stage.now()))
      behind = Math.max(behind, stage.now() + momentMillis - step.at)
      told(step, await act(actor, step))
      await stage.advance(momentMillis)
    }
    const end = Date.parse(timeline.items.at(-1)?.at ?? '')
    // What was seen last is seen on the stage as much later as it fell behind by its moments.
    await stage.advance(Math.max(0, end + behind - stage.now()))
    return await endOf(stage, actor.order, timeline)
  } finally {
    await stage.close()
  }
}

/** How much later than it was recorded the last news may be seen: purchases are looked at every hour. */
const laterMillis = [0, minute, hour, 5 * hour]

/** Compares the endings, again up to six hours later where they are not the same yet. */
async function endOf(stage: Stage, order: string, timeline: OrderTimeline): Promise<Play> {
  const isMoneyTold = timeline.moneyBack !== undefined
  const recorded = endingOf(timeline, isMoneyTold)
  let played = recorded
  for (const later of laterMillis) {
    await stage.advance(later)
    played = endingOf(await stage.seller.orders.timeline(order), isMoneyTold)
    if (isSameEnding(played, recorded)) return { recorded, played, isSame: true }
  }
  return { recorded, played, isSame: false }
}

/** @returns the code of the failure where the stage refused it */
async function act(actor: Actor, step: Step): Promise<FailureCode | undefined> {
  try {
    if ('about' in step) await doAboutMoney(actor, step)
    else await deeds[step.deed](actor, step)
    return undefined
  } catch (error) {
    if (isShopError(error)) return error.code
    throw error
  }
}

const returnUrl = 'http://127.0.0.1:8688/'

type Deed = BuyingStep['deed']

const deeds: Readonly<Record<Deed, (actor: Actor, step: BuyingStep) => Promise<unknown>>> = {
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
  'fill-group': fillGroup,
  'end-group': endGroup,
  'run-out': (actor, step) => changeOffer(actor, step, { stock: 0 }),
  'raise-price': (actor, step) => changeOffer(actor, step, { consignFen: 10_000_000 }),
}

async function changeOffer(
  { stage, cast, timeline }: Actor,
  { purchase }: BuyingStep,
  change: object,
): Promise<void> {
  const first = purchase && (exchangeOf(timeline, purchase)?.first ?? purchase)
  const offer = cast.find((each) => each.purchase === first)?.listing.offer.offerId
  await stage.control(`/offers/${offer}`, change)
}
