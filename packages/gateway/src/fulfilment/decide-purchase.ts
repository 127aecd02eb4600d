import { type FailureCode, ShopError } from '@xiaopu/domain'
import { askInstead } from '../after-sales/ask-suppliers.ts'
import { exchangeOf, refundExchange } from '../after-sales/exchange-goods.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Turn } from '../http/turn.ts'
import { addJob } from '../jobs/jobs.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { giveBackMissing, type RefundReason, readBought } from '../payments/give-back.ts'
import { readOwnRefunds } from '../payments/refunds.ts'
import { bringOrderUpToDate } from './bring-order.ts'
import { waitsForAuth } from './hold-purchase.ts'
import { policyOf } from './judge-purchase.ts'
import { findReplacement, replacePurchase } from './replace-purchase.ts'
import {
  moveSupplierOrder,
  noteOnSupplierOrder,
  readPurchase,
  type SupplierOrderRow,
} from './supplier-orders.ts'

export type Decision = 'buy' | 'replace' | 'refund'

export interface Asked {
  readonly shopId: string
  readonly orderId: string
  readonly supplierOrderId: string
  /** Where somebody asks over the network. */
  readonly turn?: Turn
  /** Where nobody has decided: until when its owner could; she may have by now, and have a new time. */
  readonly until?: Date
}

/**
 * The owner decides what becomes of a purchase that the gateway would not make by itself, or that
 * ended without goods.
 *
 * @throws ShopError PURCHASE_NOT_FOUND, BAD_TRANSITION (nothing to decide), PURCHASE_NO_REPLACEMENT
 */
export async function decidePurchase(deps: Deps, asked: Asked, decision: Decision): Promise<void> {
  if (asked.turn?.isDone) return
  const found = decision === 'replace' ? await findReplacement(deps, asked) : undefined
  await deps.db.transaction().execute(async (tx) => {
    await asked.turn?.done(tx)
    const order = await lockOrder(tx, asked.shopId, asked.orderId)
    const { lines, purchases } = await readBought(tx, {
      shop_id: asked.shopId,
      order_id: asked.orderId,
    })
    const row = purchases.find((each) => each.supplier_order_id === asked.supplierOrderId)
    if (!order || !row)
      throw new ShopError('PURCHASE_NOT_FOUND', { purchase: asked.supplierOrderId })
    const own = lines.filter((line) => line.supplier_order_id === row.supplier_order_id)
    if (asked.until && row.decide_before?.getTime() !== asked.until.getTime()) return
    if (!isOpen(row, own))
      throw new ShopError('BAD_TRANSITION', { from: row.state, event: decision })
    if (decision === 'buy') await buyAnyway(deps, tx, row)
    if (decision === 'refund') await refundPurchase(deps, tx, order, row, own)
    if (found) {
      const instead = await replacePurchase(deps, tx, row, own, found)
      await askInstead(deps, tx, order, instead)
    }
    await bringOrderUpToDate(deps, tx, order)
  })
}

const openStates: ReadonlySet<string> = new Set(['held', 'rejected', 'cancelled'])

/**
 * Somebody has to decide: it is held, or ended without goods, and its buyer still waits for what is
 * left of it. What another purchase stands in for has no lines any more.
 */
function isOpen({ state, unwanted }: SupplierOrderRow, lines: readonly unknown[]): boolean {
  return openStates.has(state) && !unwanted && lines.length > 0
}

async function buyAnyway(deps: Deps, tx: Tx, row: SupplierOrderRow): Promise<void> {
  const seen = row.reasons as { readonly cost?: number } | null
  const cost = Math.max(seen?.cost ?? 0, (row.actual_goods ?? 0) + (row.actual_freight ?? 0))
  const event = row.platform_order_id === null ? 'release' : 'pay'
  const moved = await moveSupplierOrder(deps, tx, row, event, {
    ...(cost > 0 && { accepted_cost: cost }),
  })
  if (!moved) throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'buy' })
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  await addJob(deps, tx, 'buy-from-supplier', payload, { key: `buy:${row.supplier_order_id}` })
}

const reasonOf: Readonly<Partial<Record<FailureCode, RefundReason>>> = {
  OUT_OF_STOCK: 'out_of_stock',
  OFFER_OFFLINE: 'out_of_stock',
  OFFER_NOT_FOUND: 'out_of_stock',
  PRICE_CHANGED: 'too_dear',
}

/** What was bought in exchange was not paid: the money is that of the first pieces, by their claim. */
async function refundPurchase(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: SupplierOrderRow,
  own: Awaited<ReturnType<typeof readBought>>['lines'],
): Promise<void> {
  const reason = reasonOf[row.failure as FailureCode] ?? 'supplier_failed'
  if (!row.after_sale_id) return refundLines(deps, tx, order, row, { own, reason })
  const claim = await exchangeOf(tx, row.shop_id, row.after_sale_id)
  await refundExchange(deps, tx, order, claim, reason)
}

async function refundLines(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  row: SupplierOrderRow,
  {
    own,
    reason,
  }: {
    readonly own: Awaited<ReturnType<typeof readBought>>['lines']
    readonly reason: RefundReason
  },
): Promise<void> {
  const refunds = await readOwnRefunds(tx, row.shop_id, row.order_id)
  const back = refunds.flatMap(({ parts }) => parts.lines)
  const lines = own.flatMap(({ order_line_id: line, quantity }) => {
    const left = back
      .filter((part) => part.line === line)
      .reduce((pieces, part) => pieces - part.quantity, quantity)
    return left > 0 ? [{ line, quantity: left }] : []
  })
  await giveBackMissing(deps, tx, order, { lines, reason })
}

/**
 * The owner's time is up: a purchase that only waited for an authorisation is tried again until its
 * own time is up, everything else goes by the shop's policy.
 */
export async function decideByPolicy(
  deps: Deps,
  asked: { readonly shopId: string; readonly supplierOrderId: string },
): Promise<void> {
  const row = await readPurchase(deps, asked.shopId, asked.supplierOrderId)
  if (!row || !isOpen(row, row.lines)) return
  const { decide_before: until } = row
  const own = { ...asked, orderId: row.order_id, ...(until && { until }) }
  const isDue = (row.decide_before?.getTime() ?? 0) <= deps.clock.now()
  if (waitsForAuth(row) && !isDue) return retry(deps, own)
  const { noAnswer } = policyOf(row.policy)
  if (noAnswer === 'wait') return
  // What stands in for another is not replaced again: two suppliers have failed.
  if (noAnswer === 'replace' && row.replaces === null) {
    const replaced = await decidePurchase(deps, own, 'replace').then(
      () => true,
      (error: Error) => {
        deps.log({ level: 'info', event: 'purchase.not-replaced', reason: error.message })
        return false
      },
    )
    if (replaced) return
  }
  await decidePurchase(deps, own, 'refund')
}

async function retry(deps: Deps, asked: Asked): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, asked.shopId, asked.orderId)
    const { purchases } = await readBought(tx, { shop_id: asked.shopId, order_id: asked.orderId })
    const row = purchases.find((each) => each.supplier_order_id === asked.supplierOrderId)
    if (row?.state !== 'held') return
    await buyAnyway(deps, tx, row)
    // Nobody has decided anything: its time goes on, and no cost was accepted.
    const { accepted_cost, decide_before } = row
    await noteOnSupplierOrder(tx, row, { accepted_cost, decide_before })
    await refreshAttention(tx, asked.shopId, asked.orderId)
  })
}
