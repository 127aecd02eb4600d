import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { type ForGroup, forGroupColumn } from '../group-buys/cart-group.ts'

export interface CartRow {
  readonly cart_id: string
  readonly version: number
  /** The group that it is for. */
  readonly for_group: ForGroup | null
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
    forGroup: ForGroup | null
  },
): Promise<void> {
  const { shopId, cartId, at, version, changeIds, forGroup } = cart
  await newCart(db, [
    ...[shopId, cartId, version, at, [...changeIds], JSON.stringify(cart.lines)],
    ...[forGroup?.deal_id ?? null, forGroup?.group_id ?? null],
  ])
}

const newCart = statement(`
  with cart as (
    insert into carts (shop_id, cart_id, version, created_at, updated_at, deal_id, group_id)
    values ($1, $2, $3, $4, $4, $7, $8)),
  seen as (
    insert into cart_changes (shop_id, cart_id, change_id) select $1, $2, unnest($5::text[]))
  insert into cart_lines (shop_id, cart_id, line_id, listing_id, sku_id, quantity, seen)
  select $1, $2, line_id, listing_id, sku_id, quantity, seen
  from json_to_recordset($6::json)
    as line(line_id text, listing_id text, sku_id text, quantity integer, seen bigint)`)

/** Locks the cart: changes of one cart are applied one after another. */
export async function lockCart(
  tx: Tx,
  shopId: string,
  cartId: string,
): Promise<CartRow | undefined> {
  return (await lockedCart(tx, [shopId, cartId]))[0]
}

const lockedCart = statement<CartRow>(`
  select cart_id, version, ${forGroupColumn} from carts as cart
  where shop_id = $1 and cart_id = $2 for update of cart`)

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

/** A cart with its lines, as they were put in; without lines the list is empty. */
export async function readWholeCart(
  db: Database,
  shopId: string,
  cartId: string,
): Promise<(CartRow & { readonly lines: readonly CartLineRow[] }) | undefined> {
  const [cart] = await wholeCart(db, [shopId, cartId])
  return cart
}

const wholeCart = statement<CartRow & { readonly lines: readonly CartLineRow[] }>(`
  select cart_id, version, ${forGroupColumn},
    (select coalesce(json_agg(json_build_object('line_id', line_id, 'listing_id', listing_id,
        'sku_id', sku_id, 'quantity', quantity, 'seen', seen) order by position), '[]')
      from cart_lines as line
      where line.shop_id = cart.shop_id and line.cart_id = cart.cart_id) as lines
  from carts as cart where shop_id = $1 and cart_id = $2`)

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

export async function touchCart(
  tx: Tx,
  shopId: string,
  cart: Pick<CartRow, 'cart_id' | 'version'>,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('carts')
    .set({ version: cart.version + 1, updated_at: at })
    .where('shop_id', '=', shopId)
    .where('cart_id', '=', cart.cart_id)
    .execute()
}
