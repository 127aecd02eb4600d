import { type Cart, type CartLine, fen, isBuyable, lineState, sum, times } from '@xiaopu/domain'
import { imageUrl } from '../catalog/images.ts'
import type { SellableSku } from '../catalog/sellable.ts'
import { cartGroup } from '../group-buys/cart-group.ts'
import type { CartLineRow, CartRow } from './carts.ts'

/** A cart against the shop as it is now. A Sku that is gone keeps its line, marked unavailable. */
export function cartView(
  cart: CartRow,
  rows: readonly CartLineRow[],
  sellable: ReadonlyMap<string, SellableSku>,
  baseUrl: string,
): Cart {
  const lines = rows.map((row) => lineView(row, sellable.get(row.sku_id), baseUrl))
  return {
    id: cart.cart_id,
    lines,
    quantity: lines.reduce((total, line) => total + line.quantity, 0),
    goods: sum(lines.filter((line) => isBuyable(line.state)).map((line) => line.subtotal)),
    version: cart.version,
    ...(cart.for_group && { forGroup: cartGroup(cart.for_group) }),
  }
}

function lineView(row: CartLineRow, sku: SellableSku | undefined, baseUrl: string): CartLine {
  const seen = fen(row.seen)
  const price = sku?.price ?? seen
  return {
    id: row.line_id,
    listing: row.listing_id,
    sku: row.sku_id,
    title: sku?.title ?? '',
    ...(sku?.imageSource && { imageUrl: imageUrl(baseUrl, sku.imageSource) }),
    properties: sku?.properties.map(({ name, value }) => ({ name, value })) ?? [],
    quantity: row.quantity,
    price,
    seen,
    subtotal: times(price, row.quantity),
    stock: Math.min(sku?.stock ?? 0, 999),
    state: sku ? lineState({ quantity: row.quantity, seen }, sku) : 'unavailable',
  }
}
