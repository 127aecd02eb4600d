import type { OrderTimeline, TimelineItem } from '@xiaopu/domain'

/** What somebody outside did: the buyer, the supplier, 1688. The rest follows by itself. */
export type Deed =
  | 'start-paying'
  | 'pay'
  | 'close'
  | 'receive'
  | 'ship'
  | 'cancel'
  | 'lose-answer'
  | 'run-out'
  | 'raise-price'

export interface Step {
  /** ms since 1970, as it happened. */
  readonly at: number
  readonly deed: Deed
  /** Of the recorded order; absent where it is about the order. */
  readonly purchase?: string
}

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
export function scriptOf({ items, things }: OrderTimeline): Step[] {
  const steps = items.flatMap((item): Step[] => {
    const deed = deedOf(item)
    if (!deed) return []
    const purchase = item.about?.startsWith('sor_') ? item.about : undefined
    return [{ at: Date.parse(item.at), deed, ...(purchase && { purchase }) }]
  })
  const begin = Date.parse(items[0]?.at ?? '')
  const held = things.flatMap(({ id, state, failure }): Step[] => {
    const deed = state === 'held' && failure ? deedOfFailure[failure] : undefined
    return deed ? [{ at: begin, deed, purchase: id }] : []
  })
  const prepared = steps.filter(({ deed }) => deed === 'lose-answer')
  const early = [...held, ...prepared.map((step) => ({ ...step, at: begin }))]
  const later = steps.filter(({ deed }) => deed !== 'lose-answer')
  return [...early, ...firstShips(later)]
}

function deedOf({ kind, what, outcome }: TimelineItem): Deed | undefined {
  if (kind === 'change') return deedOfChange[what]
  return kind === 'request' && outcome === '200' ? deedOfRequest[what] : undefined
}

/** A purchase that went out in parts is shipped whole at its last part. */
function firstShips(steps: readonly Step[]): Step[] {
  return steps.filter(
    ({ deed, purchase }, i) =>
      deed !== 'ship' ||
      !steps.slice(i + 1).some((later) => later.deed === 'ship' && later.purchase === purchase),
  )
}
