import {
  isShopError,
  minute,
  type PlatformLine,
  type Purchase,
  type PurchaseLine,
  second,
} from '@xiaopu/domain'
import { platformLine } from '../carts/quote-cart.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder } from '../orders/orders.ts'
import { amountsOf, costSoFar } from './amount-taken.ts'
import { bringOrderUpToDate, placeWhereAllAre, startPlacing } from './bring-order.ts'
import { followSupplierOrder } from './follow-supplier-order.ts'
import { hold, later } from './hold-purchase.ts'
import { failureOf, judgePurchase } from './judge-purchase.ts'
import { recipientOf } from './recipient.ts'
import * as rows from './supplier-orders.ts'

type Row = rows.Purchase

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
  const row = await rows.readPurchase(deps, asked.shopId, asked.supplierOrderId)
  if (!row) return
  await buy(deps, row)
  await placeWhereAllAre(deps, row)
}

/** Takes the steps that a purchase needs from where it stands. */
export async function buy(deps: Deps, row: Row): Promise<void> {
  let current = row
  // Each step commits; the bound only guards against a table that leads in circles.
  for (let step = 0; step < 10; step++) {
    const after = await steps[current.state]?.(deps, current)
    if (!after || after === 'wait') return
    current = after
  }
}

/** The row as the step left it; `wait` where nothing more can be done now. */
type Outcome = Row | 'wait'

const steps: Readonly<Partial<Record<string, (deps: Deps, row: Row) => Promise<Outcome>>>> = {
  planned: claim,
  // Found in this state, its process died between the call and the answer.
  creating: doubt,
  in_doubt: settleDoubt,
  created: startPaying,
  paying: pay,
}

/** All of it was given back before anything was asked of the platform; its order may be over with it. */
async function cancelUnwanted(deps: Deps, row: Row): Promise<Outcome> {
  return deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, row.shop_id, row.order_id)
    const moved = await rows.moveSupplierOrder(deps, tx, row, 'cancel')
    if (moved) await bringOrderUpToDate(deps, tx, row)
    return moved ?? 'wait'
  })
}

/** Judges a preview by the shop's policy, then commits the intent before the call that costs. */
async function claim(deps: Deps, row: Row): Promise<Outcome> {
  if (row.unwanted) return cancelUnwanted(deps, row)
  if (row.awaits_group) return 'wait'
  const lines = linesOf(row)
  try {
    const { address } = await recipientOf(deps, row)
    const preview = await deps.platform(row.shop_id).preview({ lines, address })
    const judged = judgePurchase(row, preview.goods.amount + preview.freight.amount)
    if (judged.verdict !== 'go') return hold(deps, row, failureOf(judged), judged)
  } catch (error) {
    return refused(deps, row, error)
  }
  const claimed = await startPlacing(deps, row, {
    asked_at: new Date(deps.clock.now()),
    absent_count: 0,
    failure: null,
  })
  if (claimed) return place(deps, claimed, lines)
  // Somebody else has begun, or what is to be bought has changed: then it is read and checked anew.
  const now = await rows.readPurchase(deps, row.shop_id, row.supplier_order_id)
  return now?.state === 'planned' ? now : 'wait'
}

async function place(deps: Deps, row: Row, lines: PlatformLine[]): Promise<Outcome> {
  const platform = deps.platform(row.shop_id)
  const { address, remark } = await recipientOf(deps, row)
  const order = {
    outOrderId: row.out_order_id,
    shopId: row.shop_id,
    lines,
    address,
    ...(remark && { note: remark }),
  }
  let placed: Awaited<ReturnType<typeof platform.place>>
  try {
    placed = await platform.place(order)
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_BUSY') return refused(deps, row, error)
    await rows.moveSupplierOrder(deps, deps.db, row, 'not-sent')
    throw error
  }
  const after = await created(deps, row, placed)
  // Nobody else knows of it yet: it is unpaid, and need not be read first.
  return after !== 'wait' && after.state === 'paying' ? payNow(deps, after) : after
}

/** Known at 1688, and about to be paid where it costs no more than it may. */
async function created(
  deps: Deps,
  row: Row,
  placed: Pick<Purchase, 'platformOrderId' | 'goods' | 'freight'>,
): Promise<Outcome> {
  const cost = placed.goods.amount + placed.freight.amount
  const isWanted = !row.unwanted && judgePurchase(row, cost).verdict === 'go'
  const facts = { platform_order_id: placed.platformOrderId, ...amountsOf(placed) }
  const { revision } = row
  const paying =
    isWanted &&
    (await rows.moveSupplierOrder(deps, deps.db, row, ['created', 'pay'], facts, {
      still: { revision },
    }))
  if (paying) return paying
  if (!(await rows.moveSupplierOrder(deps, deps.db, row, 'created', facts))) return 'wait'
  // Given back while 1688 was asked, it is not paid.
  return (await rows.readPurchase(deps, row.shop_id, row.supplier_order_id)) ?? 'wait'
}

async function doubt(deps: Deps, row: Row): Promise<Outcome> {
  return (await rows.moveSupplierOrder(deps, deps.db, row, 'doubt')) ?? 'wait'
}

/** Asks 1688 by our own number. Only two denials, late enough, allow a second attempt. */
async function settleDoubt(deps: Deps, row: Row): Promise<Outcome> {
  const purchase = await deps.platform(row.shop_id).find(row.out_order_id)
  if (purchase) {
    const isOurs = sameLines(purchase.lines, linesOf(row))
    return isOurs && purchase.state !== 'cancelled'
      ? created(deps, row, purchase)
      : hold(deps, row, 'PLATFORM_SCHEMA')
  }
  const absent = row.absent_count + 1
  const waited = deps.clock.now() - (row.asked_at?.getTime() ?? 0)
  // A denial is about the purchase as it was asked for then: another one may have been made since.
  const still = { asked_at: row.asked_at, absent_count: row.absent_count }
  if (absent >= 2 && waited >= doubtMillis) {
    return (await rows.moveSupplierOrder(deps, deps.db, row, 'absent', {}, { still })) ?? 'wait'
  }
  if (!(await rows.countDenial(deps.db, row))) return 'wait'
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

async function startPaying(deps: Deps, row: Row): Promise<Outcome> {
  // Given back meanwhile: whoever pursues the claim cancels it.
  if (row.unwanted) return 'wait'
  const judged = judgePurchase(row, costSoFar(row))
  if (judged.verdict !== 'go') return hold(deps, row, failureOf(judged), judged)
  const { revision } = row
  return (
    (await rows.moveSupplierOrder(deps, deps.db, row, 'pay', {}, { still: { revision } })) ?? 'wait'
  )
}

/** Begun before, perhaps by a process that died: what became of it is read first. */
async function pay(deps: Deps, row: Row): Promise<Outcome> {
  const purchase = await deps.platform(row.shop_id).purchase(row.platform_order_id ?? '')
  if (purchase.state !== 'unpaid') return notUnpaid(deps, row, purchase)
  const cost = purchase.goods.amount + purchase.freight.amount
  if (cost === costSoFar(row)) return payNow(deps, row)
  // Its supplier has set another total since: that one is what may be paid, or may not.
  const changed = await rows.moveSupplierOrder(deps, deps.db, row, 'pay', amountsOf(purchase))
  if (!changed) return 'wait'
  const judged = judgePurchase(changed, cost)
  if (judged.verdict !== 'go') return hold(deps, changed, failureOf(judged), judged)
  return payNow(deps, changed)
}

/** `false` from the pay call may be a time-out in disguise: only the purchase itself tells. */
async function payNow(deps: Deps, row: Row): Promise<Outcome> {
  const platform = deps.platform(row.shop_id)
  const platformOrderId = row.platform_order_id ?? ''
  const paid = await platform.pay(platformOrderId).catch((error: unknown) => {
    if (isShopError(error) && /^PLATFORM_(BUSY|IN_DOUBT)$/.test(error.code)) return false
    throw error
  })
  if (paid) return paidUp(deps, row)
  const purchase = await platform.purchase(platformOrderId)
  if (purchase.state !== 'unpaid') return notUnpaid(deps, row, purchase)
  // The account is short of money, or may not pay by itself.
  return stayUnpaid(deps, row, 'UNPAID')
}

/** A state that nobody here knows is neither paid nor to be paid again: the next look may tell. */
async function notUnpaid(deps: Deps, row: Row, purchase: Purchase): Promise<Outcome> {
  if (purchase.state === 'cancelled') return closedThere(deps, row)
  if (purchase.state === 'unknown') return stayUnpaid(deps, row, 'PLATFORM_SCHEMA')
  return paidUp(deps, row, purchase)
}

/** Closed there before it was paid: what follows is the same as where 1688 tells of it by itself. */
async function closedThere(deps: Deps, row: Row): Promise<'wait'> {
  await followSupplierOrder(deps, {
    shopId: row.shop_id,
    supplierOrderId: row.supplier_order_id,
  })
  return 'wait'
}

/** The owner is told, and it is tried on; unless news of its end came while the platform was asked. */
async function stayUnpaid(
  deps: Deps,
  row: Row,
  failure: 'UNPAID' | 'PLATFORM_SCHEMA',
): Promise<Outcome> {
  const isStill = await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, row.shop_id, row.order_id)
    const now = await rows.lockSupplierOrder(tx, row.shop_id, row.supplier_order_id)
    if (now?.state !== row.state) return false
    await rows.noteOnSupplierOrder(tx, row, { failure })
    await refreshAttention(tx, row.shop_id, row.order_id)
    return true
  })
  return isStill ? later(deps, row, minute) : 'wait'
}

/** How soon a purchase that was just paid is looked at: what happens to it before is told by the platform. */
const firstLookMillis = 10 * minute

/** Paid at the platform: from here on it is followed, and what it took is read again where nobody has. */
async function paidUp(deps: Deps, row: Row, purchase?: Purchase): Promise<Outcome> {
  if (!row.failure) {
    await movePaid(deps, deps.db, row, purchase)
    return 'wait'
  }
  // What its owner was told of is over in the same moment.
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, row.shop_id, row.order_id)
    await movePaid(deps, tx, row, purchase)
    await refreshAttention(tx, row.shop_id, row.order_id)
  })
  return 'wait'
}

async function movePaid(
  deps: Deps,
  db: Database | Tx,
  row: Row,
  purchase: Purchase | undefined,
): Promise<void> {
  const payload = { shopId: row.shop_id, supplierOrderId: row.supplier_order_id }
  await rows.moveSupplierOrder(deps, db, row, 'paid', purchase && amountsOf(purchase), {
    job: {
      name: 'follow-supplier-order',
      payload,
      at: deps.clock.now() + firstLookMillis,
      key: `follow:${row.supplier_order_id}`,
    },
  })
}

/** What a refusal means: unknown is asked for, a passing fault is tried again, the rest needs a person. */
async function refused(deps: Deps, row: Row, error: unknown): Promise<Outcome> {
  if (!isShopError(error) || error.code === 'PLATFORM_BUSY') throw error
  if (error.code === 'PLATFORM_IN_DOUBT')
    return row.state === 'creating' ? doubt(deps, row) : later(deps, row, minute)
  return hold(deps, row, error.code)
}

/** The pieces of a purchase that are still wanted. */
export function linesOf(row: Row): PurchaseLine[] {
  return row.lines
    .map((line) => ({ ...line, quantity: line.quantity - line.dropped }))
    .filter(({ quantity }) => quantity > 0)
    .map((line) =>
      platformLine({ offerId: line.offer_id, specId: line.spec_id ?? undefined }, line.quantity),
    )
}
