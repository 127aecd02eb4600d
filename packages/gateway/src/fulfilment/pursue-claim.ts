import {
  fen,
  hour,
  isShopError,
  minute,
  openSupplierClaimStates,
  type PurchaseRefund,
  type RefundTerms,
} from '@xiaopu/domain'
import { readAfterSale } from '../after-sales/after-sales.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import { bringOrderUpToDate } from './bring-order.ts'
import {
  answerMillis,
  closeClaim,
  giveUp,
  ownOf,
  readAnswer,
  refused,
  soonMillis,
} from './claim-answer.ts'
import { followSupplierOrder } from './follow-supplier-order.ts'
import {
  moveClaim,
  pursuing,
  readClaim,
  readClaimsOf,
  type SupplierClaimRow,
} from './supplier-claims.ts'
import {
  hasLeft,
  isOver,
  moveSupplierOrder,
  type Purchase,
  readPurchase,
} from './supplier-orders.ts'
import { returnedBy } from './supplier-returns.ts'

/** How often it is looked for what may still arrive of a call that nobody has heard of. */
const stragglerMillis = 10 * minute

/**
 * Brings a claim on: an unpaid purchase that nobody wants any more is cancelled, money of a paid one
 * is asked back from its supplier and awaited. What the supplier refuses is shown to the seller.
 */
export async function pursueClaim(
  deps: Deps,
  asked: { readonly shopId: string; readonly claimId: string },
): Promise<void> {
  const claim = await readClaim(deps.db, asked.shopId, asked.claimId)
  if (!claim || !(isOpen(claim) || claim.state === 'refused')) return
  const purchase = await readPurchase(deps, asked.shopId, claim.supplier_order_id)
  if (!purchase) return
  const wait = await bringOn(deps, claim, purchase)
  if (wait === undefined) return
  const { name, payload, key, at } = pursuing(claim, deps.clock.now() + wait)
  await addJob(deps, deps.db, name, payload, { key, ...(at !== undefined && { at }), yields: true })
}

/** @returns how long to wait before looking again; undefined where nothing is left to do */
async function bringOn(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  if (await isWithdrawn(deps, claim)) return takeBack(deps, claim, purchase)
  return purchase.paid_at ? askBack(deps, claim, purchase) : drop(deps, claim, purchase)
}

async function isWithdrawn(
  { db }: Deps,
  { shop_id, after_sale_id }: SupplierClaimRow,
): Promise<boolean> {
  const afterSale = after_sale_id ? await readAfterSale(db, shop_id, after_sale_id) : undefined
  return afterSale?.state === 'withdrawn'
}

/**
 * The buyer has taken her claim back: then nothing is asked of the supplier either. What was begun to be asked,
 * perhaps by a process that died meanwhile, may be found there only later.
 */
async function takeBack(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  const { paid_at, platform_order_id } = purchase
  const { shop_id, platform_refund_id, asked_at } = claim
  const unheard =
    paid_at && platform_order_id && !platform_refund_id
      ? await findAsked(deps, claim, platform_order_id, await othersOf(deps, claim))
      : undefined
  const refundId = platform_refund_id ?? unheard?.refundId
  // Who has closed his order has nothing to be taken back from.
  if (refundId && !isOver(purchase)) await deps.platform(shop_id).withdrawRefund(refundId)
  else if (!refundId && asked_at && deps.clock.now() - asked_at.getTime() < skewMillis)
    return stragglerMillis
  return closeClaim(deps, claim, purchase)
}

function isOpen({ state }: SupplierClaimRow): boolean {
  return (openSupplierClaimStates as readonly string[]).includes(state)
}

/**
 * For a purchase that is not paid: cancelled where nobody wants any of it.
 *
 * @returns how long to wait before looking again; undefined where nothing is left to do
 */
async function drop(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  if (isOver(purchase)) return closeClaim(deps, claim, purchase)
  if (!purchase.unwanted || !purchase.platform_order_id) return soonMillis
  const asking = await moveSupplierOrder(deps, deps.db, purchase, 'ask-cancel')
  const current = asking ?? purchase
  if (current.state !== 'cancelling') return soonMillis
  const platform = deps.platform(claim.shop_id)
  await platform.cancel(purchase.platform_order_id, 'buyerCancel')
  const { state } = await platform.purchase(purchase.platform_order_id)
  if (state !== 'cancelled') {
    await followSupplierOrder(deps, ownOf(purchase))
    return soonMillis
  }
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, claim.shop_id, claim.order_id)
    await moveSupplierOrder(deps, tx, current, 'cancel')
    await moveClaim(deps, tx, claim, 'close')
    await bringOrderUpToDate(deps, tx, purchase)
  })
  return undefined
}

/** For a purchase that is paid: its money is asked back, once, and awaited. */
async function askBack(
  deps: Deps,
  claim: SupplierClaimRow,
  purchase: Purchase,
): Promise<number | undefined> {
  const platform = deps.platform(claim.shop_id)
  const platformOrderId = purchase.platform_order_id ?? ''
  const others = await othersOf(deps, claim)
  const isClosedThere = isOver(purchase)
  // Nobody sends back what has not been sent: it is asked for once it has left.
  const isTooEarly = (each: SupplierClaimRow) => each.returns_goods && !hasLeft(purchase)
  if (isTooEarly(claim) && !isClosedThere) return answerMillis
  if (others.some((other) => isBefore(other, claim) && !isTooEarly(other))) return soonMillis
  const known = claim.platform_refund_id
    ? await platform.refund(claim.platform_refund_id)
    : await findAsked(deps, claim, platformOrderId, others)
  // Who has closed his order has given its money back, whatever was asked of him before.
  if (isClosedThere && known?.state !== 'refunded') return closeClaim(deps, claim, purchase)
  if (known) return readAnswer(deps, claim, purchase, known)
  if (claim.state === 'refused') return giveUp(deps, claim, purchase)
  // Who sends goods back has them, whatever their state says.
  const received = claim.returns_goods || hasArrived(purchase)
  const scope = { platformOrderId, received, lines: claim.lines }
  try {
    const terms = await platform.refundTerms(scope)
    const reason = terms.reasons.find(({ needsEvidence }) => !needsEvidence)
    if (!reason) return await refused(deps, claim, 'PLATFORM_REFUSED')
    if (!(await beginAsking(deps, claim))) return soonMillis
    const { refundId } = await platform.askRefund({
      ...scope,
      ...amountsWithin(terms, claim),
      reasonId: reason.id,
      description: claim.returns_goods ? '买家退货退款' : '买家不再需要，申请退款',
      ...(claim.returns_goods && { returnGoods: true }),
    })
    return await noteAsked(deps, claim, refundId)
  } catch (error) {
    if (isShopError(error) && error.code === 'PLATFORM_IN_DOUBT') return soonMillis
    if (isShopError(error) && error.code === 'PLATFORM_REFUSED')
      return refused(deps, claim, error.code)
    throw error
  }
}

/** Notes that the supplier is about to be asked: whoever takes it back waits for what comes of that. */
async function beginAsking({ db, clock }: Deps, claim: SupplierClaimRow): Promise<boolean> {
  const asked = [claim.shop_id, claim.claim_id, new Date(clock.now())]
  return (await begin(db, asked)).length > 0
}

const begin = statement(`
  update supplier_claims set asked_at = $3
  where shop_id = $1 and claim_id = $2 and state = 'planned' returning 1`)

/** What its buyer has taken back while its supplier was being asked is taken back there too. */
async function noteAsked(
  deps: Deps,
  claim: SupplierClaimRow,
  refundId: string,
): Promise<number | undefined> {
  const also = { platform_refund_id: refundId }
  if (await moveClaim(deps, deps.db, claim, 'ask', also)) return soonMillis
  const now = await readClaim(deps.db, claim.shop_id, claim.claim_id)
  if (now?.state !== 'closed') return soonMillis
  await deps.platform(claim.shop_id).withdrawRefund(refundId)
  return undefined
}

async function othersOf(deps: Deps, claim: SupplierClaimRow): Promise<SupplierClaimRow[]> {
  const all = await readClaimsOf(deps.db, claim.shop_id, claim.supplier_order_id)
  return all.filter(({ claim_id }) => claim_id !== claim.claim_id)
}

/**
 * Claims of one purchase are asked one after the other: what is found at the platform under no
 * number of ours is then the one claim's that may have been asked unheard.
 */
function isBefore(other: SupplierClaimRow, claim: SupplierClaimRow): boolean {
  return claim.state === 'planned' && other.state === 'planned' && other.claim_id < claim.claim_id
}

/** How far the platform's clock and those of our processes may be apart. */
const skewMillis = hour

/**
 * A claim whose answer we never heard is found among those of its purchase before another is made:
 * one too many would have its supplier give money twice.
 */
async function findAsked(
  deps: Deps,
  claim: SupplierClaimRow,
  platformOrderId: string,
  others: readonly SupplierClaimRow[],
): Promise<PurchaseRefund | undefined> {
  if (claim.state !== 'planned') return undefined
  const opened = claim.opened_at.getTime()
  const taken = new Set<string | null>([
    ...others.map(({ platform_refund_id }) => platform_refund_id),
    ...(await returnedBy(deps.db, claim)),
  ])
  const all = await deps.platform(claim.shop_id).refunds(platformOrderId)
  return all.find(
    ({ refundId, askedAt, askedGoods, state }) =>
      !taken.has(refundId) &&
      state !== 'closed' &&
      askedGoods.amount <= claim.wanted_goods &&
      Date.parse(askedAt ?? '') >= opened - skewMillis,
  )
}

/** No more than the platform lets be asked for. */
function amountsWithin({ mostGoods, mostFreight }: RefundTerms, claim: SupplierClaimRow) {
  return {
    goods: fen(Math.min(mostGoods.amount, claim.wanted_goods)),
    freight: fen(Math.min(mostFreight.amount, claim.wanted_freight)),
  }
}

function hasArrived({ state }: Purchase): boolean {
  return state === 'received' || state === 'done'
}
