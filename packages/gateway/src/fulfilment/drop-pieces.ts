import { fen, times } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { OrderLineRow, OrderRow } from '../orders/orders.ts'
import { releaseStock } from '../orders/stock.ts'
import { insertClaim } from './supplier-claims.ts'
import {
  hasLeft,
  isOver,
  isPlanned,
  moveSupplierOrder,
  type SupplierOrderRow,
} from './supplier-orders.ts'

export interface Dropped {
  /** What was given back, line by line. */
  readonly pieces: readonly { readonly line: OrderLineRow; readonly quantity: number }[]
  readonly purchases: readonly SupplierOrderRow[]
  readonly afterSaleId: string | undefined
}

/**
 * Nothing is bought, or kept, for pieces that were given back: what is not bought yet is bought
 * without them, what is bought is claimed back from its supplier. For a locked order.
 */
export async function dropPieces(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  { pieces, purchases, afterSaleId }: Dropped,
): Promise<void> {
  for (const purchase of purchases) {
    const own = pieces.filter(({ line }) => line.supplier_order_id === purchase.supplier_order_id)
    if (own.length === 0) continue
    if (isOver(purchase)) await giveUp(tx, purchase)
    else if (isUnbought(purchase)) await buyWithout(deps, tx, purchase, own)
    else await claimBack(deps, tx, order, purchase, own, afterSaleId)
  }
}

/** Nothing exists at the platform, and nobody is asking it to. */
function isUnbought({ state, platform_order_id }: SupplierOrderRow): boolean {
  return state === 'planned' || (state === 'held' && platform_order_id === null)
}

/** Nobody waits any more for what a supplier did not deliver. */
async function giveUp(tx: Tx, purchase: SupplierOrderRow): Promise<void> {
  const [left] = await piecesKept(tx, [purchase.shop_id, purchase.supplier_order_id])
  if (left?.pieces === 0) await revise(tx, [purchase.shop_id, purchase.supplier_order_id, true])
}

async function buyWithout(
  deps: Deps,
  tx: Tx,
  purchase: SupplierOrderRow,
  pieces: Dropped['pieces'],
): Promise<void> {
  for (const { line, quantity } of pieces)
    await dropFromLine(tx, [line.shop_id, line.order_line_id, quantity])
  const held = pieces.map(({ line, quantity }) => ({ skuId: line.sku_id, quantity }))
  // What its lines held was let go with the one it stands for; an exchange holds nothing.
  if (isPlanned(purchase)) await releaseStock(tx, purchase.shop_id, held)
  // Pieces may have been claimed back while it was being placed in vain: nobody wants those either.
  const [left] = await piecesKept(tx, [purchase.shop_id, purchase.supplier_order_id])
  const isNothingLeft = left?.pieces === 0
  await revise(tx, [purchase.shop_id, purchase.supplier_order_id, isNothingLeft])
  if (isNothingLeft) await moveSupplierOrder(deps, tx, purchase, 'cancel')
}

async function claimBack(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  purchase: SupplierOrderRow,
  pieces: Dropped['pieces'],
  afterSaleId: string | undefined,
): Promise<void> {
  const [left] = await piecesKept(tx, [purchase.shop_id, purchase.supplier_order_id])
  const isWhole = left?.pieces === 0
  if (isWhole && !hasLeft(purchase))
    await revise(tx, [purchase.shop_id, purchase.supplier_order_id, true])
  await insertClaim(deps, tx, {
    shop_id: order.shop_id,
    claim_id: deps.newId('supplierClaim'),
    order_id: order.order_id,
    supplier_order_id: purchase.supplier_order_id,
    after_sale_id: afterSaleId ?? null,
    lines: pieces.map(({ line, quantity }) => ({
      offerId: line.offer_id,
      ...(line.spec_id && { specId: line.spec_id }),
      quantity,
    })),
    returns_goods: false,
    wanted_goods: pieces.reduce(
      (total, { line, quantity }) => total + times(fen(line.cost), quantity).amount,
      0,
    ),
    wanted_freight:
      isWhole && !hasLeft(purchase) ? (purchase.actual_freight ?? purchase.expected_freight) : 0,
    opened_at: new Date(deps.clock.now()),
  })
}

const dropFromLine = statement(`
  update order_lines set dropped = dropped + $3 where shop_id = $1 and order_line_id = $2`)

/** Whoever read what is to be bought before this moment must read it again. */
const revise = statement(`
  update supplier_orders set revision = revision + 1, unwanted = unwanted or $3
  where shop_id = $1 and supplier_order_id = $2`)

/** Pieces of a purchase that no refund took back, those of this transaction included. */
const piecesKept = statement<{ readonly pieces: number }>(`
  select coalesce(sum(line.quantity - coalesce((
      select sum((part ->> 'quantity')::int)
      from refunds as refund, jsonb_array_elements(refund.parts -> 'lines') as part
      where refund.shop_id = line.shop_id and refund.order_id = line.order_id
        and part ->> 'line' = line.order_line_id), 0)), 0)::int as pieces
  from order_lines as line
  where line.shop_id = $1 and line.supplier_order_id = $2`)
