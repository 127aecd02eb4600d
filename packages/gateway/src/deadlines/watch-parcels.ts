import { deadlineMillis, type Parcel, scansOf } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { cancelDeadlines, type DeadlineRow, renewDeadline, startDeadline } from './deadlines.ts'
import { meetDeadline } from './meet-deadline.ts'

/** The purchase whose parcels these are. */
interface Purchase {
  readonly shop_id: string
  readonly order_id: string
  readonly supplier_order_id: string
  readonly state: string
}

interface Shipment {
  readonly shipment_id: string
  readonly logistics_id: string
  readonly announced_at: Date
}

/** What is known of a parcel while its promises are looked after. */
interface Watched {
  readonly purchase: Purchase
  readonly shipment: Shipment
  readonly parcel: Parcel
  /** When carriers had it (ms), first to last. */
  readonly scans: readonly number[]
  readonly deadlines: readonly DeadlineRow[]
}

const wholly: ReadonlySet<string> = new Set(['shipped', 'received', 'done'])
const arrived: ReadonlySet<string> = new Set(['received', 'done'])

/**
 * Looks after the promises about parcels that were just read and written: a carrier collects each
 * within a day of its being announced, then it moves at least every three days until it is signed
 * for; and the purchase counts as shipped once carriers have all of it. Running it twice changes
 * nothing.
 */
export async function watchParcels(
  deps: Deps,
  tx: Tx,
  purchase: Purchase,
  parcels: readonly Parcel[],
): Promise<void> {
  if (parcels.length === 0) return
  const { shop_id: shopId, supplier_order_id: purchaseId } = purchase
  const shipments = await shipmentsOf(tx, [shopId, purchaseId])
  const subjects = [purchaseId, ...shipments.map(({ shipment_id }) => shipment_id)]
  const deadlines = await deadlinesOf(tx, [shopId, subjects])
  const watched = parcels.flatMap((parcel): Watched[] => {
    const shipment = shipments.find(({ logistics_id }) => logistics_id === parcel.logisticsId)
    const scans = scansOf(parcel).map((at) => Date.parse(at))
    return shipment ? [{ purchase, shipment, parcel, scans, deadlines }] : []
  })
  for (const each of watched) await watchParcel(deps, tx, each)
  await shippedInTime(deps, tx, purchase, watched)
}

/** Nobody waits any more for the parcels of a purchase that was given back whole. */
export async function leaveParcels(
  tx: Tx,
  { shop_id: shopId, supplier_order_id }: Purchase,
): Promise<void> {
  for (const { shipment_id: subject } of await shipmentsOf(tx, [shopId, supplier_order_id]))
    await cancelDeadlines(tx, { shopId, subject })
}

const shipmentsOf = statement<Shipment>(`
  select shipment_id, logistics_id, announced_at from shipments
  where shop_id = $1 and supplier_order_id = $2`)

const deadlinesOf = statement<DeadlineRow>(`
  select * from deadlines where shop_id = $1 and subject = any($2::text[])
  order by subject, kind, round desc`)

const newest = (deadlines: readonly DeadlineRow[], subject: string, kind: string) =>
  deadlines.find((row) => row.subject === subject && row.kind === kind)

const isOpen = (row: DeadlineRow | undefined): row is DeadlineRow =>
  row !== undefined && row.met_at === null && row.state !== 'cancelled'

async function watchParcel(deps: Deps, tx: Tx, watched: Watched): Promise<void> {
  const { purchase, shipment, scans, deadlines } = watched
  const about = {
    shopId: purchase.shop_id,
    orderId: purchase.order_id,
    subject: shipment.shipment_id,
  }
  const collect = newest(deadlines, about.subject, 'collect')
  const [first] = scans
  if (arrived.has(purchase.state) && first === undefined) {
    // The buyer has it, whatever the carrier tells.
    if (collect?.state === 'running') await cancelDeadlines(tx, about)
    return
  }
  if (!collect) {
    const startAt = shipment.announced_at.getTime()
    await startDeadline(deps, tx, { ...about, kind: 'collect', startAt })
  }
  if (first === undefined) return
  if (!collect || isOpen(collect))
    await meetDeadline(deps, tx, { ...about, kind: 'collect' }, first)
  await watchScans(deps, tx, { ...about, kind: 'scan' as const }, watched)
}

type ScanPromise = { shopId: string; orderId: string; subject: string; kind: 'scan' }

/** Each scan keeps the last promise and starts the next, until the parcel is signed for. */
async function watchScans(
  deps: Deps,
  tx: Tx,
  about: ScanPromise,
  { purchase, parcel, scans, deadlines }: Watched,
): Promise<void> {
  const row = newest(deadlines, about.subject, 'scan')
  const isHome = parcel.state === 'signed' || arrived.has(purchase.state)
  const startAt = scans.at(-1) ?? 0
  if (!row) {
    if (!isHome) await startDeadline(deps, tx, { ...about, startAt })
    return
  }
  if (!isOpen(row)) return
  const news = scans.filter((at) => at > row.start_at.getTime())
  const [next] = news
  if (isHome) {
    // Two scans may be told with the same time.
    const signed = parcel.state === 'signed' ? startAt : undefined
    return endScans(deps, tx, about, row, next ?? signed)
  }
  if (next === undefined) return
  if (row.state === 'running' && isSteady(row.start_at.getTime(), news))
    return renewDeadline(deps, tx, row, startAt, startAt + deadlineMillis.scan)
  await meetDeadline(deps, tx, about, next)
  await startDeadline(deps, tx, { ...about, round: row.round + 1, startAt })
}

/** Home: by the last scan, or by the buyer's word alone. */
async function endScans(
  deps: Deps,
  tx: Tx,
  about: ScanPromise,
  { state }: DeadlineRow,
  next: number | undefined,
): Promise<void> {
  if (next === undefined && state === 'running') return cancelDeadlines(tx, about)
  await meetDeadline(deps, tx, about, next)
}

/** Whether no scan came too late after the one before it. */
function isSteady(start: number, scans: readonly number[]): boolean {
  return scans.every((at, index) => at - (scans[index - 1] ?? start) <= deadlineMillis.scan)
}

/** All of it is in carriers' hands: shipped when they had the last of it. */
async function shippedInTime(
  deps: Deps,
  tx: Tx,
  purchase: Purchase,
  watched: readonly Watched[],
): Promise<void> {
  const { shop_id: shopId, supplier_order_id: subject, state } = purchase
  const ship = watched[0] && newest(watched[0].deadlines, subject, 'ship')
  if (!wholly.has(state) || !isOpen(ship)) return
  const firsts = watched.map(({ scans: [first] }) => first)
  const known = firsts.filter((at) => at !== undefined)
  const isCollected = known.length === firsts.length || arrived.has(state)
  if (!isCollected) return
  const at = known.length > 0 ? Math.max(...known) : deps.clock.now()
  await meetDeadline(deps, tx, { shopId, subject, kind: 'ship' }, at)
}
