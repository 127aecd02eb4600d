import { isShopError, minute, type PlatformLine, type PurchaseLine, second } from '@xiaopu/domain'
import { platformLine } from '../carts/quote-cart.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder, mayOrder, moveOrder, type OrderRow, readOrderRow } from '../orders/orders.ts'
import { hold, later } from './hold-purchase.ts'
import * as rows from './supplier-orders.ts'

type Row = rows.SupplierOrderRow

export interface Asked {
  readonly shopId: string
  readonly supplierOrderId: string
}

/** An unanswered purchase counts as not made when 1688 denied it twice and this long has passed. */
const doubtMillis = 2 * minute
const askAgain = [2, 5, 15, 45, 120].map((seconds) => seconds * second)

/**
 * Brings one purchase from planned to paid, a step per committed row. Whatever the moment a
 * process dies, the next run reads the row and goes on from there; a purchase whose answer was
 * never heard is asked for by our own number before anything is bought again.
 */
export async function buyFromSupplier(deps: Deps, asked: Asked): Promise<void> {
  // Each step commits; the bound only guards against a table that leads in circles.
  for (let step = 0; step < 10; step++) {
    const row = await rows.readSupplierOrder(deps.db, asked.shopId, asked.supplierOrderId)
    if (!row) return
    const go = steps[row.state]
    if (!go || (await go(deps, row)) === 'wait') return
  }
}

type Step = (deps: Deps, row: Row) => Promise<'on' | 'wait'>

const steps: Readonly<Partial<Record<string, Step>>> = {
  planned: claim,
  // Found in this state, its process died between the call and the answer.
  creating: doubt,
  in_doubt: settleDoubt,
  created: startPaying,
  paying: pay,
}

/** Checks with a preview, then commits the intent before the call that costs. */
async function claim(deps: Deps, row: Row): Promise<'on' | 'wait'> {
  const order = await readOrderRow(deps.db, row.shop_id, row.order_id)
  if (!order) return 'wait'
  const lines = await linesOf(deps, row)
  try {
    const preview = await deps.platform(row.shop_id).preview({ lines, address: order.address })
    const cost = preview.goods.amount + preview.freight.amount
    const limit = await mostWorthPaying(deps, row)
    if (cost > limit) return hold(deps, row, 'PRICE_CHANGED')
  } catch (error) {
    return refused(deps, row, error)
  }
  const claimed = await deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, row.shop_id, row.order_id)
    if (locked && mayOrder(locked, 'start-placing'))
      await moveOrder(deps, tx, locked, 'start-placing')
    const asked_at = new Date(deps.clock.now())
    return rows.moveSupplierOrder(deps, tx, row, 'create', {
      asked_at,
      absent_count: 0,
      failure: null,
    })
  })
  return claimed ? place(deps, claimed, order, lines) : 'wait'
}

/** The buyer's money for these lines and their freight: above it the shop would pay to sell. */
async function mostWorthPaying(deps: Deps, row: Row): Promise<number> {
  const lines = await rows.readLinesOf(deps.db, row)
  const goods = lines.reduce((total, line) => total + line.price * line.quantity, 0)
  return goods + row.expected_freight
}

async function place(
  deps: Deps,
  row: Row,
  order: OrderRow,
  lines: PlatformLine[],
): Promise<'on' | 'wait'> {
  try {
    const placed = await deps.platform(row.shop_id).place({
      outOrderId: row.out_order_id,
      shopId: row.shop_id,
      lines,
      address: order.address,
      ...(order.remark && { note: order.remark }),
    })
    return created(deps, row, placed)
  } catch (error) {
    if (isShopError(error) && error.code === 'PLATFORM_BUSY') {
      await rows.moveSupplierOrder(deps, deps.db, row, 'not-sent')
      throw error
    }
    return refused(deps, row, error)
  }
}

async function created(
  deps: Deps,
  row: Row,
  placed: { platformOrderId: string; goods: { amount: number }; freight: { amount: number } },
): Promise<'on' | 'wait'> {
  const moved = await rows.moveSupplierOrder(deps, deps.db, row, 'created', {
    platform_order_id: placed.platformOrderId,
    actual_goods: placed.goods.amount,
    actual_freight: placed.freight.amount,
  })
  return moved ? 'on' : 'wait'
}

async function doubt(deps: Deps, row: Row): Promise<'on' | 'wait'> {
  const moved = await rows.moveSupplierOrder(deps, deps.db, row, 'doubt')
  return moved ? 'on' : 'wait'
}

/** Asks 1688 by our own number. Only two denials, late enough, allow a second attempt. */
async function settleDoubt(deps: Deps, row: Row): Promise<'on' | 'wait'> {
  const purchase = await deps.platform(row.shop_id).find(row.out_order_id)
  if (purchase) {
    const isOurs = sameLines(purchase.lines, await linesOf(deps, row))
    return isOurs && purchase.state !== 'cancelled'
      ? created(deps, row, purchase)
      : hold(deps, row, 'PLATFORM_SCHEMA')
  }
  const absent = row.absent_count + 1
  const waited = deps.clock.now() - (row.asked_at?.getTime() ?? 0)
  if (absent >= 2 && waited >= doubtMillis) {
    await rows.moveSupplierOrder(deps, deps.db, row, 'absent')
    return 'on'
  }
  await rows.noteOnSupplierOrder(deps.db, row, { absent_count: absent })
  return later(deps, row, askAgain[Math.min(absent, askAgain.length) - 1] ?? doubtMillis)
}

/** Under our number must stand what we wanted, nothing else. */
function sameLines(found: readonly PlatformLine[], wanted: readonly PlatformLine[]): boolean {
  const spell = (lines: readonly PlatformLine[]) =>
    lines
      .map((line) => `${line.offerId}/${line.specId ?? ''}×${line.quantity}`)
      .sort()
      .join()
  return spell(found) === spell(wanted)
}

async function startPaying(deps: Deps, row: Row): Promise<'on' | 'wait'> {
  const total = (row.actual_goods ?? 0) + (row.actual_freight ?? 0)
  if (total > (await mostWorthPaying(deps, row))) return hold(deps, row, 'PRICE_CHANGED')
  const moved = await rows.moveSupplierOrder(deps, deps.db, row, 'pay')
  return moved ? 'on' : 'wait'
}

/** `false` from the pay call may be a time-out in disguise: only the purchase itself tells. */
async function pay(deps: Deps, row: Row): Promise<'on' | 'wait'> {
  const platform = deps.platform(row.shop_id)
  const platformOrderId = row.platform_order_id ?? ''
  const before = await platform.purchase(platformOrderId)
  if (before.state === 'cancelled') return hold(deps, row, 'ORDER_CLOSED')
  if (before.state === 'unpaid') {
    const paid = await platform.pay(platformOrderId).catch((error: unknown) => {
      if (isShopError(error) && /^PLATFORM_(BUSY|IN_DOUBT)$/.test(error.code)) return false
      throw error
    })
    if (!paid && (await platform.purchase(platformOrderId)).state === 'unpaid') {
      await rows.noteOnSupplierOrder(deps.db, row, { failure: 'UNPAID' })
      return later(deps, row, minute)
    }
  }
  await deps.db.transaction().execute((tx) => paidUp(deps, tx, row))
  return 'wait'
}

/** Paid at the platform; the order is placed once every purchase is. From here on it is followed. */
async function paidUp(deps: Deps, tx: Tx, row: Row): Promise<void> {
  const order = await lockOrder(tx, row.shop_id, row.order_id)
  const moved = await rows.moveSupplierOrder(deps, tx, row, 'paid', { failure: null })
  if (!moved || !order) return
  const all = await rows.readSupplierOrders(tx, row.shop_id, row.order_id)
  const isPlaced = all.every((each) => placedStates.has(each.state))
  if (isPlaced && mayOrder(order, 'all-placed')) await moveOrder(deps, tx, order, 'all-placed')
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  await addJob(deps, tx, 'follow-supplier-order', payload, {
    at: deps.clock.now() + minute,
    key: `follow:${row.supplier_order_id}`,
  })
}

const placedStates = new Set(['paid_up', 'part_shipped', 'shipped', 'received', 'done'])

/** What a refusal means: unknown is asked for, a passing fault is tried again, the rest needs a person. */
async function refused(deps: Deps, row: Row, error: unknown): Promise<'on' | 'wait'> {
  if (!isShopError(error) || error.code === 'PLATFORM_BUSY') throw error
  if (error.code === 'PLATFORM_IN_DOUBT')
    return row.state === 'creating' ? doubt(deps, row) : later(deps, row, minute)
  return hold(deps, row, error.code)
}

async function linesOf(deps: Deps, row: Row): Promise<PurchaseLine[]> {
  const lines = await rows.readLinesOf(deps.db, row)
  return lines.map((line) =>
    platformLine({ offerId: line.offer_id, specId: line.spec_id ?? undefined }, line.quantity),
  )
}
