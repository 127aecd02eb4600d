import type { Purchase, SupplierOrderState } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import { amountsOf, costSoFar } from '../fulfilment/amount-taken.ts'
import { startPlacing } from '../fulfilment/bring-order.ts'
import { followSupplierOrder } from '../fulfilment/follow-supplier-order.ts'
import { later } from '../fulfilment/hold-purchase.ts'
import {
  lockSupplierOrder,
  noteOnSupplierOrder,
  readPurchase,
  type SupplierOrderRow,
} from '../fulfilment/supplier-orders.ts'
import { bookReturns } from '../fulfilment/supplier-returns.ts'
import { lockOrder } from '../orders/orders.ts'
import { agreementOf } from './agree.ts'
import type { Look } from './look.ts'

/** A number that we could have given to a purchase: an id without its prefix. */
const ownNumber = /^[0-9A-HJKMNP-TV-Z]{26}$/

const byNumbers = statement<SupplierOrderRow>(`
  select * from supplier_orders where platform_order_id = $1 or out_order_id = $2
  order by platform_order_id = $1 desc nulls last limit 1`)

const byId = statement<SupplierOrderRow>(`
  select * from supplier_orders where shop_id = $1 and supplier_order_id = $2`)

/**
 * Compares a purchase with ours, which is found by the platform's number or by our own. What the
 * platform knows and we do not is followed or taken over; what has two readings is a difference.
 */
export async function comparePurchase(look: Look, purchase: Purchase): Promise<void> {
  const { platformOrderId, outOrderId = null } = purchase
  const [row] = await byNumbers(look.deps.db, [platformOrderId, outOrderId])
  if (!row) {
    if (outOrderId !== null && ownNumber.test(outOrderId)) await unknownHere(look, purchase)
    return
  }
  // Another shop's own look finds it.
  if (row.shop_id !== look.shopId) return
  if (row.platform_order_id === null) return takeOver(look, row, purchase)
  if (row.platform_order_id !== platformOrderId) return unknownHere(look, purchase, row)
  await look.agree('missing_there', row.supplier_order_id)
  if (isSame(row, purchase)) await settle(look, row)
  else await bringNearer(look, row, purchase)
  if (await bookReturns(look.deps, row, purchase.refunded?.amount ?? 0)) look.counts.repaired++
}

/** The platform sold something under a number of ours, and nothing here knows why. */
async function unknownHere(look: Look, purchase: Purchase, row?: SupplierOrderRow): Promise<void> {
  const { platformOrderId, outOrderId = '', state, rawState, goods, freight } = purchase
  if (state === 'cancelled') return look.agree('missing_here', platformOrderId)
  const detail = { outOrderId, there: rawState, amount: goods.amount + freight.amount }
  await look.differ({
    kind: 'missing_here',
    subject: platformOrderId,
    ...(row && { orderId: row.order_id }),
    detail: { ...detail, ...(row && { here: row.state }) },
  })
}

/** Bought, and the answer never arrived: whoever buys asks by our number, and finds it. */
async function takeOver(look: Look, row: SupplierOrderRow, purchase: Purchase): Promise<void> {
  const { deps } = look
  if (purchase.state === 'cancelled') return
  if (row.state === 'planned') {
    // Thought not to be made, and it was: it must not be made again.
    const planned = await readPurchase(deps, row.shop_id, row.supplier_order_id)
    const now = new Date(deps.clock.now())
    const also = { asked_at: now, absent_count: 0, failure: null }
    if (planned && (await startPlacing(deps, planned, also))) look.counts.repaired++
  } else if (row.state !== 'creating' && row.state !== 'in_doubt') {
    return unknownHere(look, purchase, row)
  }
  await later(deps, row, 0)
}

const costOf = ({ goods, freight }: Purchase) => goods.amount + freight.amount

/** What the platform takes is compared with what we wrote down that it took, never with a price. */
const isSameAmount = (row: SupplierOrderRow, purchase: Purchase): boolean =>
  purchase.state === 'cancelled' || row.actual_goods === null || costSoFar(row) === costOf(purchase)

const isSame = (row: SupplierOrderRow, purchase: Purchase): boolean =>
  isSameAmount(row, purchase) && isSameState(row, purchase)

const isSameState = (row: SupplierOrderRow, purchase: Purchase): boolean =>
  agreementOf(row.state as SupplierOrderState, purchase.state) === 'agree' ||
  isGivenBack(row, purchase)

/** What had left and was given back whole is over here by that very word of theirs. */
const isGivenBack = (row: SupplierOrderRow, { state, rawState }: Purchase): boolean =>
  state === 'cancelled' && row.state === 'done' && row.platform_state === rawState

async function settle(look: Look, row: SupplierOrderRow): Promise<void> {
  await look.agree('state', row.supplier_order_id)
  await look.agree('amount', row.supplier_order_id)
}

/** How often a purchase that goes on meanwhile is read again; the next look sees how it ended. */
const readings = 3

/**
 * Follows it, then reads both sides again. Only what stood still at the platform all the while can
 * differ: what came in between two readings is followed as well.
 */
async function bringNearer(look: Look, row: SupplierOrderRow, before: Purchase): Promise<void> {
  const { deps, shopId } = look
  const { supplier_order_id: supplierOrderId } = row
  const { platformOrderId } = before
  let seen = before
  for (let reading = 0; reading < readings; reading++) {
    await followSupplierOrder(deps, { shopId, supplierOrderId })
    const [now] = await byId(deps.db, [shopId, supplierOrderId])
    if (!now) return
    const purchase = await deps.platform(shopId).purchase(platformOrderId)
    if (isSame(now, purchase) || isUnmoved(seen, purchase)) {
      if (now.state !== row.state) look.counts.repaired++
      return compare(look, now, purchase)
    }
    seen = purchase
  }
}

const isUnmoved = (before: Purchase, after: Purchase): boolean =>
  before.rawState === after.rawState && costOf(before) === costOf(after)

async function compare(look: Look, row: SupplierOrderRow, purchase: Purchase): Promise<void> {
  const { supplier_order_id: subject, order_id: orderId } = row
  if (isSameState(row, purchase)) await look.agree('state', subject)
  else {
    const detail = { here: row.state, there: purchase.rawState }
    await look.differ({ kind: 'state', subject, orderId, detail })
  }
  await compareAmount(look, row, purchase)
}

/** Its money is not in the books yet. */
const unpaid: ReadonlySet<string> = new Set(['created', 'held'])

async function compareAmount(look: Look, row: SupplierOrderRow, purchase: Purchase): Promise<void> {
  const { supplier_order_id: subject, order_id: orderId } = row
  if (isSameAmount(row, purchase)) return look.agree('amount', subject)
  if (unpaid.has(row.state) && purchase.state === 'unpaid') {
    // The supplier changed the price before it was paid: whoever pays judges the new one.
    if (await noteAmount(look, row, purchase)) look.counts.repaired++
    return
  }
  const detail = { here: costSoFar(row), there: costOf(purchase) }
  await look.differ({ kind: 'amount', subject, orderId, detail })
}

/** @returns false where it was gone on with since it was read: that knows what was taken */
function noteAmount({ deps }: Look, row: SupplierOrderRow, purchase: Purchase): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, row.shop_id, row.order_id)
    const now = await lockSupplierOrder(tx, row.shop_id, row.supplier_order_id)
    if (now?.state !== row.state || costSoFar(now) !== costSoFar(row)) return false
    await noteOnSupplierOrder(tx, row, amountsOf(purchase))
    return true
  })
}
