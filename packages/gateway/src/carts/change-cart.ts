import { type Cart, type CartChange, checkQuantity, maxLines, ShopError } from '@xiaopu/domain'
import { readSellable, type SellableSku } from '../catalog/sellable.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { type AskedGroup, type ForGroup, inGroup, readJoinable } from '../group-buys/cart-group.ts'
import { cartView } from './cart-view.ts'
import * as carts from './carts.ts'

/**
 * A new cart; its first changes are applied as in `changeCart`.
 *
 * @param asking - the group that it is for
 * @throws ShopError also GROUP_DEAL_NOT_FOUND, GROUP_DEAL_OVER, GROUP_BUY_OVER, GROUP_BUY_FULL
 */
export async function createCart(
  deps: Deps,
  shopId: string,
  changes: readonly CartChange[],
  asking?: AskedGroup,
): Promise<Cart> {
  const cartId = deps.newId('cart')
  const forGroup = asking ? await openForGroup(deps, shopId, asking, changes) : null
  const asked = changes.flatMap((change) => (change.action === 'add' ? [change.sku] : []))
  const sellable = bySku(await readSellable(deps.db, shopId, [...new Set(asked)]), forGroup)
  const draft: Draft = new Map()
  const fresh = new Set(changes.map((change) => change.id))
  applyAll(deps, draft, sellable, changes, fresh)
  const version = changes.length > 0 ? 1 : 0
  await carts.insertCart(deps.db, {
    shopId,
    cartId,
    at: new Date(deps.clock.now()),
    version,
    lines: [...draft.values()],
    changeIds: [...new Set(changes.map((change) => change.id))],
    forGroup,
  })
  return cartView(
    { cart_id: cartId, version, for_group: forGroup },
    [...draft.values()],
    sellable,
    deps.baseUrl,
  )
}

type Draft = Map<string, carts.CartLineRow>

/** Applies the changes that are fresh, in order; returns the Skus whose lines changed. */
function applyAll(
  deps: Deps,
  draft: Draft,
  sellable: ReadonlyMap<string, SellableSku>,
  changes: readonly CartChange[],
  fresh: Set<string>,
): Set<string> {
  const touched = new Set<string>()
  for (const change of changes) {
    if (fresh.delete(change.id)) touched.add(applyOne(deps, draft, sellable, change))
  }
  if (draft.size > maxLines) throw new ShopError('CART_FULL', { max: maxLines })
  return touched
}

/**
 * Applies changes in their order, all or none; a change id that was applied before is passed over.
 * Two phones that add at once wait for each other and both count.
 */
export async function changeCart(
  deps: Deps,
  shopId: string,
  cartId: string,
  changes: readonly CartChange[],
): Promise<Cart> {
  return deps.db.transaction().execute(async (tx) => {
    const cart = await carts.lockCart(tx, shopId, cartId)
    if (!cart) throw new ShopError('CART_NOT_FOUND', { cart: cartId })
    return apply(deps, tx, shopId, cart, changes)
  })
}

export async function readCart(deps: Deps, shopId: string, cartId: string): Promise<Cart> {
  const cart = await carts.readWholeCart(deps.db, shopId, cartId)
  if (!cart) throw new ShopError('CART_NOT_FOUND', { cart: cartId })
  const { lines } = cart
  const skus = await readSellable(
    deps.db,
    shopId,
    lines.map((line) => line.sku_id),
  )
  return cartView(cart, lines, bySku(skus, cart.for_group), deps.baseUrl)
}

async function apply(
  deps: Deps,
  tx: Tx,
  shopId: string,
  cart: carts.CartRow,
  changes: readonly CartChange[],
): Promise<Cart> {
  const lines = await carts.readLines(tx, shopId, cart.cart_id)
  const asked = changes.flatMap((change) => (change.action === 'add' ? [change.sku] : []))
  if (cart.for_group && asked.length > 0) throw oneSkuOnly()
  const skuIds = new Set([...lines.map((line) => line.sku_id), ...asked])
  const sellable = bySku(await readSellable(tx, shopId, [...skuIds]), cart.for_group)
  const ids = changes.map((change) => change.id)
  const fresh = await carts.claimChanges(tx, shopId, cart.cart_id, ids)
  const draft: Draft = new Map(lines.map((line) => [line.sku_id, line]))
  const touched = applyAll(deps, draft, sellable, changes, fresh)
  await write(tx, shopId, cart.cart_id, draft, touched)
  if (touched.size > 0) await carts.touchCart(tx, shopId, cart, new Date(deps.clock.now()))
  const version = touched.size > 0 ? cart.version + 1 : cart.version
  return cartView({ ...cart, version }, [...draft.values()], sellable, deps.baseUrl)
}

/** Returns the Sku whose line changed. */
function applyOne(
  deps: Deps,
  draft: Map<string, carts.CartLineRow>,
  sellable: ReadonlyMap<string, SellableSku>,
  change: CartChange,
): string {
  if (change.action === 'set') {
    const line = [...draft.values()].find((each) => each.line_id === change.line)
    if (!line) throw new ShopError('NOT_FOUND', { line: change.line })
    if (change.quantity === 0) {
      draft.delete(line.sku_id)
      return line.sku_id
    }
    const sku = onSale(sellable, line.sku_id)
    checkQuantity(change.quantity, sku)
    draft.set(line.sku_id, { ...line, quantity: change.quantity })
    return line.sku_id
  }
  const sku = onSale(sellable, change.sku)
  if (sku.listingId !== change.listing) throw new ShopError('SKU_NOT_FOUND', { sku: change.sku })
  const before = draft.get(change.sku)
  if (change.quantity < 1 || !Number.isInteger(change.quantity)) checkQuantity(change.quantity, sku)
  const quantity = (before?.quantity ?? 0) + change.quantity
  checkQuantity(quantity, sku)
  draft.set(change.sku, {
    line_id: before?.line_id ?? deps.newId('line'),
    listing_id: sku.listingId,
    sku_id: sku.skuId,
    quantity,
    seen: change.seen?.amount ?? sku.price.amount,
  })
  return change.sku
}

function onSale(sellable: ReadonlyMap<string, SellableSku>, skuId: string): SellableSku {
  const sku = sellable.get(skuId)
  if (!sku) throw new ShopError('SKU_NOT_FOUND', { sku: skuId })
  if (!sku.onSale) throw new ShopError('LISTING_NOT_ON_SALE', { listing: sku.listingId })
  return sku
}

async function write(
  tx: Tx,
  shopId: string,
  cartId: string,
  draft: ReadonlyMap<string, carts.CartLineRow>,
  touched: ReadonlySet<string>,
): Promise<void> {
  const gone = [...touched].filter((skuId) => !draft.has(skuId))
  await carts.deleteLines(tx, shopId, cartId, gone)
  for (const skuId of touched) {
    const line = draft.get(skuId)
    if (line) await carts.putLine(tx, shopId, cartId, line)
  }
}

function bySku(skus: readonly SellableSku[], forGroup: ForGroup | null): Map<string, SellableSku> {
  return new Map(skus.map((sku) => [sku.skuId, inGroup(sku, forGroup)]))
}

/** A group that takes one more, or one that may begin, for the one SKU that is added. */
async function openForGroup(
  deps: Deps,
  shopId: string,
  asked: AskedGroup,
  changes: readonly CartChange[],
): Promise<ForGroup> {
  if (changes.length !== 1 || changes[0]?.action !== 'add') throw oneSkuOnly()
  return readJoinable(deps, shopId, asked)
}

const oneSkuOnly = () =>
  new ShopError('BAD_REQUEST', { field: 'changes', reason: 'a group orders one SKU' })
