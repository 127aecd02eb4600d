import * as v from 'valibot'
import { Id } from './id.ts'
import { Instant } from './time.ts'

export const ShipmentState = v.picklist([
  'announced',
  'collected',
  'in_transit',
  'out_for_delivery',
  'signed',
  'exception',
])
export type ShipmentState = v.InferOutput<typeof ShipmentState>

export const TraceEvent = v.object({ at: Instant, text: v.string() })
export type TraceEvent = Readonly<v.InferOutput<typeof TraceEvent>>

/** One parcel on its way, as the buyer follows it; newest event first. */
export const Shipment = v.object({
  id: Id('shipment'),
  carrier: v.string(),
  number: v.string(),
  state: ShipmentState,
  /** Titles and quantities of what is inside. */
  lines: v.array(v.object({ sku: Id('sku'), title: v.string(), quantity: v.number() })),
  trail: v.array(TraceEvent),
  /** The exchange that it is sent for. */
  afterSale: v.optional(Id('afterSale')),
})
export type Shipment = Readonly<v.InferOutput<typeof Shipment>>

const rank: Record<ShipmentState, number> = {
  announced: 0,
  collected: 1,
  in_transit: 2,
  exception: 2,
  out_for_delivery: 3,
  signed: 4,
}

/** News about a parcel arrives out of order; its state never goes backwards. */
export function furthest(a: ShipmentState, b: ShipmentState): ShipmentState {
  return rank[b] > rank[a] ? b : a
}

/** What a supplier writes while no carrier has the parcel yet. */
const announcement = /(?:已发货|已出库|已打包|已下单|待揽收|(?:等待|通知).{0,8}揽)/

/**
 * When carriers had the parcel in their hands, first to last: what the supplier writes himself
 * proves nothing. A carrier's own state stands for a scan where its words are not known.
 *
 * @param trail - in any order
 */
export function scansOf({
  state,
  trail,
}: {
  readonly state: ShipmentState
  readonly trail: readonly TraceEvent[]
}): Instant[] {
  if (state === 'announced') return []
  const times = trail.map(({ at }) => at).sort()
  const scans = trail
    .filter(({ text }) => !announcement.test(text))
    .map(({ at }) => at)
    .sort()
  return scans.length > 0 ? scans : times.slice(-1)
}

/**
 * Trail text without what could lead around the shop: phone numbers and the supplier's names.
 * Carriers write couriers' and shops' numbers into it.
 */
export function cleanTrailText(text: string, supplierNames: readonly string[]): string {
  const named = supplierNames
    .filter((name) => name.length > 1)
    .reduce((cleaned, name) => cleaned.replaceAll(name, '商家'), text)
  return named.replaceAll(/\d[\d-]{6,}\d/g, (digits) => (isPhone(digits) ? '***' : digits))
}

function isPhone(digits: string): boolean {
  return /^(?:86)?-?1[3-9]\d{9}$|^0\d{2,3}-?\d{7,8}$|^400-?\d{3}-?\d{4}$/.test(digits)
}
