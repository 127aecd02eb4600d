import { type DeadlineKind, day } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { followSupplierOrder } from '../fulfilment/follow-supplier-order.ts'
import { readSupplierOrders } from '../fulfilment/supplier-orders.ts'
import { addJob } from '../jobs/jobs.ts'
import { flagOrder, lockOrder, mayOrder } from '../orders/orders.ts'
import { hasOpenAfterSale, receiveLocked } from '../orders/receive-order.ts'
import { type DeadlineRow, startDeadline } from './deadlines.ts'
import { isParcelMissing } from './missing-parcels.ts'

/** What a deadline of one kind brings about when its time is over. */
export interface DeadlineEffect {
  /** Asks outside, before anything is decided, whether the deed was done meanwhile. May fail. */
  readonly look?: (deps: Deps, row: DeadlineRow) => Promise<void>
  /**
   * Writes what follows a breach, in its transaction, with the order locked. Calls to the outside
   * are jobs.
   */
  readonly breach: (deps: Deps, tx: Tx, row: DeadlineRow) => Promise<void>
}

/** A person must look after it. */
const flag: DeadlineEffect = {
  breach: (_deps, tx, row) => flagOrder(tx, row.shop_id, row.order_id, true),
}

/** The parcels may have moved since they were last read. */
async function lookAtParcels(
  deps: Deps,
  { shop_id: shopId, order_id }: DeadlineRow,
): Promise<void> {
  for (const purchase of await readSupplierOrders(deps.db, shopId, order_id))
    await followSupplierOrder(deps, { shopId, supplierOrderId: purchase.supplier_order_id })
}

/** Not shipped as promised: the supplier is urged, the seller told; the buyer sees it and may go. */
const ship: DeadlineEffect = {
  look: lookAtParcels,
  async breach(deps, tx, row) {
    await flag.breach(deps, tx, row)
    const payload = { shopId: row.shop_id, supplierOrderId: row.subject }
    await addJob(deps, tx, 'urge-supplier', payload, { key: `urge:${row.subject}` })
  },
}

/** A number that no carrier knows, or a parcel that stands still: it is not on its way. */
const parcel: DeadlineEffect = { look: lookAtParcels, breach: flag.breach }

/** How long an order waits again that cannot count as received yet. */
const againMillis = day

/**
 * Counts as received, unless a parcel of it is missing or a claim is open: then it is looked at
 * again every day, until that is settled.
 */
const receive: DeadlineEffect = {
  look: lookAtParcels,
  async breach(deps, tx, row) {
    const { shop_id: shopId, order_id: orderId } = row
    const order = await lockOrder(tx, shopId, orderId)
    if (!order || !mayOrder(order, 'receive')) return
    if (!(await isParcelMissing(tx, row)) && !(await hasOpenAfterSale(tx, shopId, orderId)))
      return receiveLocked(deps, tx, order)
    await startDeadline(deps, tx, {
      ...{ shopId, orderId, subject: orderId, kind: 'receive' },
      round: row.round + 1,
      dueAt: Math.max(deps.clock.now(), row.due_at.getTime()) + againMillis,
    })
  },
}

/**
 * Each kind with its use case. Waiting for money and for the end of the days of return are jobs of
 * their own; what a held purchase or a claim comes to, their slices decide.
 */
export const deadlineEffects: Readonly<Record<DeadlineKind, DeadlineEffect>> = {
  pay: flag,
  place: flag,
  ship,
  collect: parcel,
  scan: parcel,
  owner_decision: flag,
  after_sale_review: flag,
  return_ship: flag,
  inspect: flag,
  receive,
  settle: flag,
}
