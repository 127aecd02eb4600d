import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'

export interface CartRow {
  readonly cart_id: string
  readonly version: number
}

export interface CartLineRow {
  readonly line_id: string
  readonly listing_id: string
  readonly sku_id: string
  readonly quantity: number
  readonly seen: number
}

/** A new cart with its first lines and the changes that made them, in one statement. */
export async function insertCart(
  db: Database,
  cart: {
    shopId: string
    cartId: string
    at: Date
    version: number
    lines: readonly CartLineRow[]
    changeIds: readonly string[]
  },
): Promise<void> {
  const { shopId, cartId, at } = cart
  await sql`
    with cart as (
      insert into carts (shop_id, cart_id, version, created_at, updated_at)
      values (${shopId}, ${cartId}, ${cart.version}, ${at}, ${at})),
    seen as (
      insert into cart_changes (shop_id, cart_id, change_id)
      select ${shopId}, ${cartId}, unnest(${[...cart.changeIds]}::text[]))
    insert into cart_lines (shop_id, cart_id, line_id, listing_id, sku_id, quantity, seen)
    select ${shopId}, ${cartId}, line_id, listing_id, sku_id, quantity, seen
    from json_to_recordset(${JSON.stringify(cart.lines)}::json)
      as line(line_id text, listing_id text, sku_id text, quantity integer, seen bigint)`.execute(
    db,
  )
}

/** Locks the cart: changes of one cart are applied one after another. */
export async function lockCart(
  tx: Tx,
  shopId: string,
  cartId: string,
): Promise<CartRow | undefined> {
  return tx
    .selectFrom('carts')
    .select(['cart_id', 'version'])
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cartId)
    .forUpdate()
    .executeTakeFirst()
}

export async function readCartRow(
  db: Database | Tx,
  shopId: string,
  cartId: string,
): Promise<CartRow | undefined> {
  return db
    .selectFrom('carts')
    .select(['cart_id', 'version'])
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cartId)
    .executeTakeFirst()
}

export async function readLines(
  db: Database | Tx,
  shopId: string,
  cartId: string,
): Promise<CartLineRow[]> {
  return db
    .selectFrom('cart_lines')
    .select(['line_id', 'listing_id', 'sku_id', 'quantity', 'seen'])
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cartId)
    .orderBy('position')
    .execute()
}

/** The changes among these that this cart has not seen yet; they are now seen. */
export async function claimChanges(
  tx: Tx,
  shopId: string,
  cartId: string,
  changeIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .insertInto('cart_changes')
    .values(changeIds.map((change_id) => ({ shop_id: shopId, cart_id: cartId, change_id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('change_id')
    .execute()
  return new Set(rows.map((row) => row.change_id))
}

export async function putLine(
  tx: Tx,
  shopId: string,
  cartId: string,
  line: CartLineRow,
): Promise<void> {
  await tx
    .insertInto('cart_lines')
    .values({ shop_id: shopId, cart_id: cartId, ...line })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'cart_id', 'sku_id'])
        .doUpdateSet({ quantity: line.quantity, seen: line.seen }),
    )
    .execute()
}

export async function deleteLines(
  tx: Tx,
  shopId: string,
  cartId: string,
  skuIds: readonly string[],
): Promise<void> {
  if (skuIds.length === 0) return
  await tx
    .deleteFrom('cart_lines')
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cartId)
    .where('sku_id', 'in', [...skuIds])
    .execute()
}

export async function touchCart(tx: Tx, shopId: string, cart: CartRow, at: Date): Promise<void> {
  await tx
    .updateTable('carts')
    .set({ version: cart.version + 1, updated_at: at })
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cart.cart_id)
    .execute()
}
