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
    // What is sent in exchange ran out when it was bought, not before.
    const at = exchangeOf(timeline, id)?.at ?? begin
    return deed ? [{ at, deed, purchase: id }] : []
  })
  const prepared = steps.filter(({ deed }) => deed === 'lose-answer')
  const early = [...held, ...prepared.map((step) => ({ ...step, at: begin }))]
  const later = firstShips(steps.filter(({ deed }) => deed !== 'lose-answer'))
  const group = groupSteps(timeline)
  // Stable: money goes back for what was bought in the same millisecond.
  return [...early, ...later, ...group, ...moneyScript(timeline)].sort(
    (one, other) => one.at - other.at,
  )
}

/** How her group ended, where it has. */
function groupSteps({ group }: OrderTimeline): BuyingStep[] {
  if (!group?.endedAt) return []
  const deed = group.state === 'succeeded' ? 'fill-group' : 'end-group'
  return [{ at: Date.parse(group.endedAt), deed }]
}

/** Of a purchase that was made for an exchange: when that began, and the purchase that brought the first goods. */
export function exchangeOf(
  { lines, moneyBack, items }: OrderTimeline,
  purchase: string,
): { readonly at: number; readonly first: string } | undefined {
  const claim = lines.find((line) => line.purchase === purchase)?.afterSale
  if (claim === undefined) return undefined
  const exchanged = moneyBack?.afterSales.find(({ id }) => id === claim)?.lines[0]?.line
  const first = lines.find(({ id }) => id !== undefined && id === exchanged)?.purchase
  const begun = items.find(({ what, about }) => what === 'after_sale replace' && about === claim)
  return first && begun ? { at: Date.parse(begun.at), first } : undefined
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
