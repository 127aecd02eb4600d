import { isShopError, type Parcel, type PlatformLine, type ShipmentState } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { ToldParcel, ToldTrail } from './calls/logistics.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readDetails } from './read-order.ts'

/** The parcels of an order with what is in them and where they have been; none before shipping. */
export async function parcels(platform: Platform1688, platformOrderId: string): Promise<Parcel[]> {
  const { api } = platform
  const told = await orNone(api.run(calls.parcels, { platformOrderId }), ['500_2'])
  if (told.length === 0) return []
  const { entries } = await readDetails(platform, platformOrderId)
  const trails = await orNone(api.run(calls.trails, { platformOrderId }), noTrail)
  const lines = new Map(entries.map((entry) => [entry.entryId, lineOf(entry)]))
  return told.map((parcel) => toParcel(parcel, lines, trails))
}

/** No trail yet is answered as `404`, or as success with a message; after a year it is gone. */
const noTrail = ['404', 'order.createtime.history']

async function orNone<T>(asking: Promise<readonly T[]>, codes: readonly string[]) {
  return asking.catch((error: unknown) => {
    if (isShopError(error) && codes.includes(String(error.detail.platformCode))) return []
    throw error
  })
}

const lineOf = ({ offerId, specId, quantity }: PlatformLine): PlatformLine => ({
  offerId,
  ...(specId && { specId }),
  quantity,
})

function toParcel(
  { logisticsId, carrier, number, state, entries }: ToldParcel,
  lines: ReadonlyMap<string, PlatformLine>,
  trails: readonly ToldTrail[],
): Parcel {
  const trail = trails
    .filter(
      (each) =>
        each.logisticsId === logisticsId ||
        (each.logisticsId === undefined && each.number === number),
    )
    .flatMap((each) => each.trail)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    logisticsId,
    carrier,
    number,
    state: stateOf(state, trail),
    lines: entries.flatMap(({ entryId, quantity }) => {
      const line = lines.get(entryId)
      return line ? [{ ...line, quantity: quantity ?? line.quantity }] : []
    }),
    trail,
  }
}

/** The status list knows no delivery round; the last words of the trail do. */
function stateOf(told: ShipmentState | undefined, trail: Parcel['trail']): ShipmentState {
  const state = told ?? (trail.length > 0 ? 'in_transit' : 'announced')
  const isOut = /派送|派件|正在为您/.test(trail.at(-1)?.text ?? '')
  return state === 'in_transit' && isOut ? 'out_for_delivery' : state
}
