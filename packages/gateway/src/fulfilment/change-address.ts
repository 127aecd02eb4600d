import { type Address, isShopError, ShopError } from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import { passCoupon } from '../coupons/pass-coupon.ts'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { passSeat } from '../group-buys/pass-seat.ts'
import type { Turn } from '../http/turn.ts'
import { addJob } from '../jobs/jobs.ts'
import { refreshAttention } from '../orders/attention.ts'
import { lockOrder, type OrderRow, type OwnOrder, readOrderRow } from '../orders/orders.ts'
import { openRecipient, sealRecipient } from '../personal/sealed-address.ts'
import { addressChange, followsAddress, isAddressRefused } from './address-change.ts'
import { linesOf } from './buy-from-supplier.ts'
import { moveSupplierOrder, type Purchase, readPurchases } from './supplier-orders.ts'

export interface AddressWish extends OwnOrder {
  /** Id of a key, or `buyer`. */
  readonly actor: string
  readonly address: Address
  readonly turn: Turn
}

/**
 * Sends an order elsewhere, as long as nothing of it is being bought; where a supplier cannot send to
 * its address, corrects that once, and buying goes on. The freight stays what the buyer paid.
 *
 * Asking again for the address that stands already is answered, and does nothing.
 *
 * @throws ShopError ORDER_NOT_FOUND, ORDER_CLOSED, PERSONAL_DATA_ERASED, ADDRESS_FIXED (it is being
 * bought, or was corrected before), FREIGHT_CHANGED (the way there costs something else), and what a
 * preview throws: REGION_NOT_SERVED, ADDRESS_INCOMPLETE, OUT_OF_STOCK …; of a phone that has a seat of the
 * order's group, or has used its coupon, GROUP_BUY_JOINED and COUPON_USED_UP
 */
export async function changeAddress(deps: Deps, wish: AddressWish): Promise<void> {
  if (wish.turn.isDone) return
  const { shopId, orderId, address } = wish
  const order = await readOrderRow(deps.db, shopId, orderId, wish.tokenHash)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  const owner = { shopId, table: 'orders', id: orderId } as const
  const before = await openRecipient(deps, owner, order)
  const purchases = await readPurchases(deps, shopId, orderId)
  const change = addressChange(order, purchases)
  if (change !== 'needed' && isSame(before.address, address)) return
  if (!change) throw refusal(order)
  const following = purchases.filter(followsAddress)
  await Promise.all(
    following.map((purchase) => checkFreight(deps, purchase, before.address, address)),
  )
  const sealed = await sealRecipient(deps, owner, { ...before, address })
  await deps.db.transaction().execute(async (tx) => {
    await wish.turn.done(tx)
    const locked = await lockOrder(tx, shopId, orderId, wish.tokenHash)
    if (!locked) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
    await write(deps, tx, locked, { sealed, following, isCorrection: change === 'needed' })
    await goOn(deps, tx, following)
    await refreshAttention(tx, shopId, orderId)
    const { actor } = wish
    await writeAudit(deps, tx, { shopId, actor, action: 'order.address', subject: orderId })
  })
}

function refusal({ state, order_id: order }: OrderRow): ShopError {
  return new ShopError(state === 'closed' ? 'ORDER_CLOSED' : 'ADDRESS_FIXED', { order })
}

function isSame(one: Address, other: Address): boolean {
  return (Object.keys(other) as (keyof Address)[]).every((field) => one[field] === other[field])
}

/** The way to the new address must cost what the buyer paid for the old one: neither side owes then. */
async function checkFreight(
  deps: Deps,
  purchase: Purchase,
  from: Address,
  to: Address,
): Promise<void> {
  const lines = linesOf(purchase)
  const freightTo = async (address: Address) => {
    const { freight } = await deps.platform(purchase.shop_id).preview({ lines, address })
    return freight.amount
  }
  const now = await freightTo(to).catch((error: unknown) => {
    // Which api said so, and its numbers, stay inside.
    throw isShopError(error) ? new ShopError(error.code, {}, { cause: error }) : error
  })
  // Fewer pieces than were ordered may cost less to send, to either place.
  const isWhole = purchase.lines.every(({ dropped }) => dropped === 0)
  const was =
    isWhole || isAddressRefused(purchase) ? purchase.expected_freight : await freightTo(from)
  if (now !== was) throw new ShopError('FREIGHT_CHANGED', { was, now })
}

/** Nothing is written where one of the purchases is no longer as it was looked at. */
async function write(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  order: OrderRow,
  what: {
    readonly sealed: Awaited<ReturnType<typeof sealRecipient>>
    readonly following: readonly Purchase[]
    readonly isCorrection: boolean
  },
): Promise<void> {
  const { address, sealed, phone_hash: phone } = what.sealed
  const written = await redirect(tx, [
    order.shop_id,
    order.order_id,
    what.following.map(({ supplier_order_id: id }) => id),
    what.following.map(({ revision }) => revision),
    what.following.map(({ state }) => state),
    JSON.stringify(address),
    sealed,
    phone,
    what.isCorrection ? new Date(deps.clock.now()) : null,
  ])
  if (written.length === 0) throw refusal(order)
  await passSeat(tx, order, phone)
  await passCoupon(tx, order, phone)
}

/** Whoever has read a purchase with the old address finds another revision, and reads it anew. */
const redirect = statement(`
  with following as (
    select * from unnest($3::text[], $4::int[], $5::text[]) as looked(id, revision, state)),
  revised as (
    update supplier_orders as purchase set revision = purchase.revision + 1
    from following
    where purchase.shop_id = $1 and purchase.order_id = $2 and purchase.supplier_order_id = following.id
      and purchase.revision = following.revision and purchase.state = following.state
      and purchase.platform_order_id is null
    returning 1)
  update orders set address = $6, sealed = $7, phone_hash = $8,
    address_corrected_at = coalesce($9, address_corrected_at)
  where shop_id = $1 and order_id = $2 and state <> 'closed' and forgotten_at is null
    and ($9::timestamptz is null or address_corrected_at is null)
    and (select count(*) from revised) = cardinality($3::text[])
  returning 1`)

/** What waited for another address is bought now. */
async function goOn(deps: Deps, tx: Tx, following: readonly Purchase[]): Promise<void> {
  for (const purchase of following.filter(isAddressRefused)) {
    await moveSupplierOrder(deps, tx, purchase, 'release')
    const { shop_id: shopId, supplier_order_id: supplierOrderId } = purchase
    const key = `buy:${supplierOrderId}`
    await addJob(deps, tx, 'buy-from-supplier', { shopId, supplierOrderId }, { key })
  }
}
