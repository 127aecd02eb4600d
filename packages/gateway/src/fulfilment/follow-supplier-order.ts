import {
  cleanTrailText,
  hour,
  isShopError,
  minute,
  type Parcel,
  type Purchase,
  type PurchaseState,
  type Shipment,
  type SupplierOrderEvent,
  type SupplierOrderState,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { leaveParcels, watchParcels } from '../deadlines/watch-parcels.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import { may } from '../orders/transitions.ts'
import { planShippingReport } from '../payments/report-shipping.ts'
import { amountsOf, correctAmount, isTakenOtherwise } from './amount-taken.ts'
import { bringOrderUpToDate } from './bring-order.ts'
import type { Asked } from './buy-from-supplier.ts'
import { askOwner } from './hold-purchase.ts'
import { pursueClaimsAgainst } from './supplier-claims.ts'
import * as rows from './supplier-orders.ts'
import { restReturned, toldBack } from './supplier-returns.ts'

/** What the platform's state lets our purchase do, in the order it should be tried. */
const eventsOf: Readonly<Record<PurchaseState, readonly SupplierOrderEvent[]>> = {
  unpaid: [],
  paid: ['paid'],
  part_shipped: ['paid', 'ship-part'],
  shipped: ['paid', 'ship-all'],
  received: ['paid', 'ship-all', 'receive'],
  done: ['paid', 'ship-all', 'finish'],
  // What had left already is over too, once everything of it was given back.
  cancelled: ['cancel', 'finish'],
  unknown: [],
}

/**
 * Reads a purchase and its parcels and brings order and shipments up to date. Pushes and the
 * clock both end here; a push only ever says: look again. Running it twice changes nothing.
 */
export async function followSupplierOrder(deps: Deps, asked: Asked): Promise<void> {
  const row = await rows.readPurchase(deps, asked.shopId, asked.supplierOrderId)
  if (!row?.platform_order_id || row.state === 'done' || row.state === 'cancelled') return
  const before = await rows.parcelsKnown(deps.db, row)
  const platform = deps.platform(asked.shopId)
  const purchase = await platform.purchase(row.platform_order_id)
  const isUnderway = !['unpaid', 'paid', 'cancelled'].includes(purchase.state)
  const parcels = isUnderway ? await platform.parcels(row.platform_order_id) : []
  if (!isNews(row, purchase, parcels)) return comeBack(deps, asked, row, parcels)

  const isOver = await deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, row.shop_id, row.order_id)
    const found = await rows.lockSupplierOrder(tx, row.shop_id, row.supplier_order_id)
    if (!found || !locked) return true
    // Somebody has looked meanwhile: what was told here may be older, and is asked for again.
    if ((await rows.parcelsKnown(tx, row)) !== before) return lookAgain(deps, tx, asked)
    const current = await bringPurchaseUpToDate(deps, tx, found, purchase)
    for (const parcel of parcels) await putParcel(deps, tx, current, row.lines, parcel)
    await watchParcels(deps, tx, current, parcels)
    if (purchase.state === 'cancelled') {
      await leaveParcels(tx, current)
      await pursueClaimsAgainst(tx, current)
    }
    await bringOrderUpToDate(deps, tx, row)
    if (parcels.length > 0) await planShippingReport(deps, tx, row)
    return current.state === 'done' || current.state === 'cancelled'
  })
  if (!isOver) await comeBack(deps, asked, row, parcels)
}

async function bringPurchaseUpToDate(
  deps: Deps,
  tx: Tx,
  row: rows.SupplierOrderRow,
  purchase: Purchase,
): Promise<rows.SupplierOrderRow> {
  let current = isTakenOtherwise(row, purchase) ? await correctAmount(deps, tx, row, purchase) : row
  for (const event of eventsOf[purchase.state]) {
    const note = {
      platform_state: purchase.rawState,
      ...(event === 'paid' && amountsOf(purchase)),
    }
    const isEnd =
      purchase.state === 'cancelled' &&
      may(supplierOrderMoves, current.state as SupplierOrderState, event)
    const facts = isEnd ? await restReturned(tx, current, toldBack(current, purchase)) : []
    const moved = await rows.moveSupplierOrder(deps, tx, current, event, note, { facts })
    if (moved?.state === 'cancelled' && !moved.unwanted) await askOwner(deps, tx, moved)
    current = moved ?? current
  }
  return current
}

/** Whether the platform says anything that we have not written down. */
function isNews(row: rows.Purchase, purchase: Purchase, parcels: readonly Parcel[]): boolean {
  const isMove = eventsOf[purchase.state].some((event) =>
    may(supplierOrderMoves, row.state as SupplierOrderState, event),
  )
  return isMove || parcels.length > 0 || isTakenOtherwise(row, purchase)
}

/** @returns true, for there is nothing to come back to later */
async function lookAgain(deps: Deps, tx: Tx, asked: Asked): Promise<true> {
  const key = `follow:${asked.supplierOrderId}`
  await addJob(deps, tx, 'follow-supplier-order', { ...asked }, { key })
  return true
}

/**
 * Pushes tell at once, and reconciliation every hour: what is fresh is looked at more often than that
 * nevertheless, for a push may be lost. On its way, a parcel's trail is all that is new.
 *
 * @param age - ms since it was paid
 * @returns ms
 */
export function untilNextLook(age: number, parcels: number): number {
  return parcels > 0 ? hour : Math.min(hour, Math.max(10 * minute, age / 10))
}

async function comeBack(
  deps: Deps,
  asked: Asked,
  row: rows.SupplierOrderRow,
  parcels: readonly Parcel[],
): Promise<void> {
  const now = deps.clock.now()
  const wait = untilNextLook(now - (row.paid_at?.getTime() ?? now), parcels.length)
  await addJob(
    deps,
    deps.db,
    'follow-supplier-order',
    { ...asked },
    {
      at: now + wait,
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

/**
 * Tells the platform that the buyer has the goods, so that the supplier gets his money.
 *
 * @throws ShopError PLATFORM_REFUSED where the platform does not want to hear it and says the same
 * state as before
 */
export async function confirmReceipt(deps: Deps, asked: Asked): Promise<void> {
  const row = await rows.readPurchase(deps, asked.shopId, asked.supplierOrderId)
  if (!row?.platform_order_id || row.state !== 'shipped') return
  try {
    await deps.platform(asked.shopId).confirmReceipt(row.platform_order_id)
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_REFUSED') throw error
    // It may have gone further than we know: given back, or confirmed by its supplier.
    await followSupplierOrder(deps, asked)
    const current = await rows.readPurchase(deps, asked.shopId, asked.supplierOrderId)
    if (current?.state === 'shipped') throw error
  }
  await followSupplierOrder(deps, asked)
}
