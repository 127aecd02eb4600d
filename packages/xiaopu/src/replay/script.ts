import type { OrderTimeline, TimelineItem } from '@xiaopu/domain'
import { isGivenBack, isGivenUp, moneyScript } from './money-script.ts'
import type { BuyingStep, Step } from './step.ts'

type Deed = BuyingStep['deed']

/** What changed, by the deed outside that made it change. */
const deedOfChange: Readonly<Record<string, Deed>> = {
  'payment prepare': 'start-paying',
  'payment succeed': 'pay',
  'supplier_order ship-part': 'ship',
  'supplier_order ship-all': 'ship',
  'supplier_order cancel': 'cancel',
  'supplier_order doubt': 'lose-answer',
}

const deedOfRequest: Readonly<Record<string, Deed>> = {
  'POST /v1/orders/:order/close': 'close',
  'POST /v1/orders/:order/receive': 'receive',
}

const deedOfFailure: Readonly<Record<string, Deed>> = {
  OUT_OF_STOCK: 'run-out',
  PRICE_CHANGED: 'raise-price',
}

/**
 * What must be done on a stage so that an order goes the way it went. What the platform did to our
 * calls must be prepared before the order is paid.
 */
export function scriptOf(timeline: OrderTimeline): Step[] {
  const { items, things } = timeline
  const steps = items.flatMap((item): BuyingStep[] => {
    const deed = deedOf(item)
    if (!deed) return []
    const at = Date.parse(item.at)
    const purchase = item.about?.startsWith('sor_') ? item.about : undefined
    if (deed === 'cancel' && purchase && isGivenBack(timeline, purchase, at)) return []
    return [{ at, deed, ...(purchase && { purchase }) }]
  })
  const begin = Date.parse(items[0]?.at ?? '')
  const held = things.flatMap(({ id, state, failure }): BuyingStep[] => {
    const wasHeld = state === 'held' || isGivenUp(timeline, id)
    const deed = wasHeld && failure ? deedOfFailure[failure] : undefined
    return deed ? [{ at: begin, deed, purchase: id }] : []
  })
  const prepared = steps.filter(({ deed }) => deed === 'lose-answer')
  const early = [...held, ...prepared.map((step) => ({ ...step, at: begin }))]
  const later = firstShips(steps.filter(({ deed }) => deed !== 'lose-answer'))
  // Stable: money goes back for what was bought in the same millisecond.
  return [...early, ...later, ...moneyScript(timeline)].sort((one, other) => one.at - other.at)
}

function deedOf({ kind, what, outcome }: TimelineItem): Deed | undefined {
  if (kind === 'change') return deedOfChange[what]
  return kind === 'request' && outcome === '200' ? deedOfRequest[what] : undefined
}

/** A purchase that went out in parts is shipped whole at its last part. */
function firstShips(steps: readonly BuyingStep[]): BuyingStep[] {
  return steps.filter(
    ({ deed, purchase }, i) =>
      deed !== 'ship' ||
      !steps.slice(i + 1).some((later) => later.deed === 'ship' && later.purchase === purchase),
  )
}
