import { deadlineMillis, type FailureCode, hour, minute } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder, mayOrder, moveOrder, type OrderRow } from '../orders/orders.ts'
import { refusesAddress } from './address-change.ts'
import type { Judged } from './judge-purchase.ts'
import {
  lockSupplierOrder,
  moveSupplierOrder,
  noteOnSupplierOrder,
  type SupplierOrderRow,
} from './supplier-orders.ts'

/** Failures that a new authorisation ends; nothing is wrong with the order itself. */
const authFailures: ReadonlySet<string> = new Set(['PLATFORM_AUTH', 'PLATFORM_PERMISSION'])

/** How long a purchase that waits for an authorisation waits before it is the owner's to decide. */
const authPatienceMillis = 12 * hour
const authRetryMillis = 10 * minute

/** How long a buyer has to correct an address that her supplier cannot send to. */
const addressPatienceMillis = 24 * hour

export function waitsForAuth({ failure }: Pick<SupplierOrderRow, 'failure'>): boolean {
  return failure !== null && authFailures.has(failure)
}

/** Stops here until the seller decides; the buyer's page says that the shop is looking after it. */
export async function hold(
  deps: Deps,
  row: SupplierOrderRow,
  failure: FailureCode,
  judged?: Judged,
): Promise<'wait'> {
  const isStale = await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, row.shop_id, row.order_id)
    // Another address was refused, or pieces that nobody wants any more: it is looked at anew.
    if (await isRevised(tx, row)) return true
    if (order && mayOrder(order, 'start-placing')) await moveOrder(deps, tx, order, 'start-placing')
    const reasons = judged && { cost: judged.cost, reasons: judged.reasons }
    const note = { failure, reasons: reasons ? JSON.stringify(reasons) : null }
    const held = await moveSupplierOrder(deps, tx, row, 'hold', note)
    if (held) await askOwner(deps, tx, held, mayCorrect(order, failure))
    return false
  })
  if (isStale) return later(deps, row, 0)
  const { supplier_order_id: supplierOrder } = row
  deps.log({ level: 'warn', event: 'purchase.held', supplierOrder, code: failure })
  return 'wait'
}

async function isRevised(tx: Tx, row: SupplierOrderRow): Promise<boolean> {
  const now = await lockSupplierOrder(tx, row.shop_id, row.supplier_order_id)
  return now?.revision !== row.revision
}

function mayCorrect(order: OrderRow | undefined, failure: FailureCode): boolean {
  return refusesAddress(failure) && order?.address_corrected_at === null
}

/**
 * Puts a purchase before its owner, who has half an hour; then the shop's policy decides. One that
 * waits for an authorisation is tried again by itself meanwhile, and one whose address can be corrected
 * waits a day for that.
 */
export async function askOwner(
  deps: Deps,
  tx: Tx,
  row: SupplierOrderRow,
  isCorrectable = false,
): Promise<void> {
  const now = deps.clock.now()
  const isAuth = waitsForAuth(row)
  const usual = isCorrectable ? addressPatienceMillis : deadlineMillis.owner_decision
  const patience = isAuth ? authPatienceMillis : usual
  const before = isAuth && row.decide_before ? row.decide_before : new Date(now + patience)
  await noteOnSupplierOrder(tx, row, { decide_before: before })
  await refreshAttention(tx, row.shop_id, row.order_id)
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  const at = isAuth ? Math.min(now + authRetryMillis, before.getTime()) : before.getTime()
  await addJob(deps, tx, 'decide-purchase', payload, { at, key: `decide:${row.supplier_order_id}` })
}

export async function later(deps: Deps, row: SupplierOrderRow, wait: number): Promise<'wait'> {
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  const at = deps.clock.now() + wait
  await addJob(deps, deps.db, 'buy-from-supplier', payload, {
    at,
    key: `buy:${row.supplier_order_id}`,
  })
  return 'wait'
}
