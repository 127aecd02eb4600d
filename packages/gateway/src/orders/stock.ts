import { ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement, type Values } from '../db/statement.ts'

/**
 * Stock is the platform's to count; what we know of it is a hint that may be hours old. So that ten
 * buyers do not pay for the last piece, orders hold what they ordered until it is bought or given
 * up: a counter per Sku that must not pass the stock we last heard of.
 */
export interface Pieces {
  readonly skuId: string
  readonly quantity: number
}

/**
 * Part of a statement: holds the pieces of an order's lines, in one order for everybody so that two
 * buyers never wait for each other. Breaks the statement where a Sku has too few left.
 *
 * @param lines - a set of rows with `sku_id` and `quantity`, named `line`
 * @see stockError
 */
export function holdingStock(v: Values, shopId: string, lines: string): string {
  const shop = v.add(shopId)
  return `held_stock as (
    insert into stock_held as known (shop_id, sku_id, held, stock)
    select ${shop}, line.sku_id, line.quantity, sku.stock
    from ${lines} join listing_skus as sku on sku.shop_id = ${shop} and sku.sku_id = line.sku_id
    order by line.sku_id
    on conflict (shop_id, sku_id) do update
      set held = known.held + excluded.held, stock = excluded.stock
    returning 1)`
}

/** What a broken hold means to the buyer; every other error stays what it is. */
export function stockError(error: unknown, skuIds: readonly string[]): unknown {
  const { constraint } = error as { readonly constraint?: string }
  if (constraint !== 'stock_held_enough') return error
  const [only] = skuIds.length === 1 ? skuIds : []
  return new ShopError('OUT_OF_STOCK', only ? { sku: only } : {}, { cause: error as Error })
}

/** Part of a statement: lets go of what a purchase's lines hold, where `moved` has its row. */
export function releasingPurchase(v: Values, shopId: string, supplierOrderId: string): string {
  const shop = v.add(shopId)
  return `released as (
    with line as (
      select sku_id, quantity - dropped as pieces from order_lines
      where shop_id = ${shop} and supplier_order_id = ${v.add(supplierOrderId)}
        and exists (select from moved)),
    known as (
      select sku_id from stock_held
      where shop_id = ${shop} and sku_id in (select sku_id from line)
      order by sku_id for update)
    update stock_held as stock set held = held - line.pieces
    from line join known using (sku_id)
    where stock.shop_id = ${shop} and stock.sku_id = line.sku_id)`
}

const releaseOrder = statement(`
  with line as (
    select line.sku_id, line.quantity - line.dropped as pieces
    from order_lines as line where line.shop_id = $1 and line.order_id = $2),
  known as (
    select sku_id from stock_held where shop_id = $1 and sku_id in (select sku_id from line)
    order by sku_id for update)
  update stock_held as stock set held = held - line.pieces
  from line join known using (sku_id)
  where stock.shop_id = $1 and stock.sku_id = line.sku_id`)

/** Lets go of everything that an order holds which nobody paid. */
export async function releaseOrderStock(tx: Tx, shopId: string, orderId: string): Promise<void> {
  await releaseOrder(tx, [shopId, orderId])
}

const release = statement(`
  update stock_held set held = held - $3 where shop_id = $1 and sku_id = $2`)

/** Lets go of pieces of a locked order. */
export async function releaseStock(
  tx: Tx,
  shopId: string,
  pieces: readonly Pieces[],
): Promise<void> {
  const ordered = pieces.toSorted((a, b) => (a.skuId < b.skuId ? -1 : 1))
  for (const { skuId, quantity } of ordered) await release(tx, [shopId, skuId, quantity])
}
