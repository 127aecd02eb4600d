import {
  cleanTrailText,
  hour,
  minute,
  type Parcel,
  type PurchaseState,
  type Shipment,
  type SupplierOrderEvent,
  type SupplierOrderState,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { flagOrder, lockOrder, mayOrder, moveOrder } from '../orders/orders.ts'
import { markReceived } from '../orders/receive-order.ts'
import { may } from '../orders/transitions.ts'
import { placeWhereAllAre } from './bring-order.ts'
import type { Asked } from './buy-from-supplier.ts'
import * as rows from './supplier-orders.ts'

/** What the platform's state lets our purchase do, in the order it should be tried. */
const eventsOf: Readonly<Record<PurchaseState, readonly SupplierOrderEvent[]>> = {
  unpaid: [],
  paid: ['paid'],
  part_shipped: ['paid', 'ship-part'],
  shipped: ['paid', 'ship-all'],
  received: ['paid', 'ship-all', 'receive'],
  done: ['paid', 'ship-all', 'finish'],
  cancelled: ['cancel'],
  unknown: [],
}

/**
 * Reads a purchase and its parcels and brings order and shipments up to date. Pushes and the
 * clock both end here; a push only ever says: look again. Running it twice changes nothing.
 */
export async function followSupplierOrder(deps: Deps, asked: Asked): Promise<void> {
  const row = await rows.readPurchase(deps.db, asked.shopId, asked.supplierOrderId)
  if (!row?.platform_order_id || row.state === 'done' || row.state === 'cancelled') return
  const platform = deps.platform(asked.shopId)
  const purchase = await platform.purchase(row.platform_order_id)
  const isUnderway = !['unpaid', 'paid', 'cancelled'].includes(purchase.state)
  const parcels = isUnderway ? await platform.parcels(row.platform_order_id) : []
  if (!isNews(row, purchase, parcels)) return comeBack(deps, asked, parcels)

  const isOver = await deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, row.shop_id, row.order_id)
    let current = await rows.lockSupplierOrder(tx, row.shop_id, row.supplier_order_id)
    if (!current || !locked) return true
    for (const event of eventsOf[purchase.state]) {
      const note = { platform_state: purchase.rawState }
      current = (await rows.moveSupplierOrder(deps, tx, current, event, note)) ?? current
    }
    for (const parcel of parcels) await putParcel(deps, tx, current, row.lines, parcel)
    await placeWhereAllAre(deps, row, tx)
    await bringOrderUpToDate(deps, tx, row.shop_id, row.order_id)
    return current.state === 'done' || current.state === 'cancelled'
  })
  if (!isOver) await comeBack(deps, asked, parcels)
}

/** Whether the platform says anything that we have not written down. */
function isNews(
  row: rows.Purchase,
  { state }: { state: PurchaseState },
  parcels: readonly Parcel[],
): boolean {
  const isMove = eventsOf[state].some((event) =>
    may(supplierOrderMoves, row.state as SupplierOrderState, event),
  )
  return isMove || parcels.length > 0
}

async function comeBack(deps: Deps, asked: Asked, parcels: readonly Parcel[]): Promise<void> {
  const wait = parcels.length > 0 ? hour : 10 * minute
  await addJob(
    deps,
    deps.db,
    'follow-supplier-order',
    { ...asked },
    {
      at: deps.clock.now() + wait,
      key: `follow:${asked.supplierOrderId}`,
      yields: true,
    },
  )
}

async function putParcel(
  deps: Deps,
  tx: Tx,
  row: rows.SupplierOrderRow,
  lines: rows.Purchase['lines'],
  parcel: Parcel,
): Promise<void> {
  const trail = parcel.trail
    .map(({ at, text }) => ({
      at,
      text: cleanTrailText(text, [row.supplier_name, row.supplier_id]),
    }))
    .reverse()
  await rows.putShipment(tx, {
    shop_id: row.shop_id,
    shipment_id: deps.newId('shipment'),
    order_id: row.order_id,
    supplier_order_id: row.supplier_order_id,
    logistics_id: parcel.logisticsId,
    carrier: parcel.carrier,
    number: parcel.number,
    state: parcel.state,
    lines: JSON.stringify(contentsOf(lines, parcel)),
    trail: JSON.stringify(trail),
    announced_at: new Date(deps.clock.now()),
  })
}

/** In the buyer's words; a parcel that does not say what it holds holds everything. */
function contentsOf(lines: rows.Purchase['lines'], parcel: Parcel): Shipment['lines'] {
  const named = parcel.lines.flatMap((content) => {
    const line = lines.find(
      (each) =>
        each.offer_id === content.offerId && (!content.specId || each.spec_id === content.specId),
    )
    return line ? [{ sku: line.sku_id, title: line.title, quantity: content.quantity }] : []
  })
  if (named.length > 0) return named
  return lines.map((line) => ({ sku: line.sku_id, title: line.title, quantity: line.quantity }))
}

const shipped = new Set(['shipped', 'received', 'done'])
const arrived = new Set(['received', 'done'])

/** An order is where its purchases are: placed, shipped in part or whole, received. */
async function bringOrderUpToDate(
  deps: Deps,
  tx: Tx,
  shopId: string,
  orderId: string,
): Promise<void> {
  const all = await rows.readSupplierOrders(tx, shopId, orderId)
  const states = all.map((each) => each.state)
  if (states.includes('cancelled')) await flagOrder(tx, shopId, orderId, true)
  const live = states.filter((state) => state !== 'cancelled' && state !== 'rejected')
  if (live.length === 0) return
  const isAnythingShipped = live.some((state) => shipped.has(state) || state === 'part_shipped')

  let order = await lockOrder(tx, shopId, orderId)
  if (order && live.every((state) => shipped.has(state))) {
    if (mayOrder(order, 'ship-all')) order = await moveOrder(deps, tx, order, 'ship-all')
  } else if (
    order &&
    isAnythingShipped &&
    order.state !== 'partly_shipped' &&
    mayOrder(order, 'ship-part')
  ) {
    order = await moveOrder(deps, tx, order, 'ship-part')
  }
  if (order && live.every((state) => arrived.has(state)) && mayOrder(order, 'receive')) {
    await markReceived(deps, tx, order)
  }
}

/** Tells the platform that the buyer has the goods, so that the supplier gets his money. */
export async function confirmReceipt(deps: Deps, asked: Asked): Promise<void> {
  const row = await rows.readPurchase(deps.db, asked.shopId, asked.supplierOrderId)
  if (!row?.platform_order_id || row.state !== 'shipped') return
  await deps.platform(asked.shopId).confirmReceipt(row.platform_order_id)
  await followSupplierOrder(deps, asked)
}
