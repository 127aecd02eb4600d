import * as v from 'valibot'
import { CartGroup } from './cart-group.ts'
import { ShopError } from './error.ts'
import { Id } from './id.ts'
import { Money } from './money.ts'

export const maxLines = 60
export const maxQuantity = 999

export const Quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxQuantity))

/**
 * One change to a cart. `id` is made by the client and makes the change repeatable: the same id
 * changes a cart once. `seen` is the price the buyer saw, so that the cart can tell when it moved.
 */
export const CartChange = v.variant('action', [
  v.object({
    action: v.literal('add'),
    id: v.pipe(v.string(), v.minLength(8), v.maxLength(64)),
    listing: Id('listing'),
    sku: Id('sku'),
    quantity: v.number(),
    seen: v.optional(Money),
  }),
  v.object({
    action: v.literal('set'),
    id: v.pipe(v.string(), v.minLength(8), v.maxLength(64)),
    line: Id('line'),
    /** 0 removes the line. */
    quantity: v.number(),
  }),
])
export type CartChange = Readonly<v.InferOutput<typeof CartChange>>

/** How a line stands against the shop right now. */
export const LineState = v.picklist([
  'ok',
  'price-up',
  'price-down',
  'low-stock',
  'below-minimum',
  'unavailable',
])
export type LineState = v.InferOutput<typeof LineState>

export const CartLine = v.object({
  id: Id('line'),
  listing: Id('listing'),
  sku: Id('sku'),
  title: v.string(),
  imageUrl: v.optional(v.string()),
  properties: v.array(v.object({ name: v.string(), value: v.string() })),
  quantity: v.number(),
  price: Money,
  /** The price when the buyer put it in. */
  seen: Money,
  subtotal: Money,
  stock: v.number(),
  state: LineState,
})
export type CartLine = Readonly<v.InferOutput<typeof CartLine>>

/** A cart promises nothing: it reserves no stock and holds no price. A quote does. */
export const Cart = v.object({
  id: Id('cart'),
  lines: v.array(CartLine),
  /** Pieces over all lines. */
  quantity: v.number(),
  /** Sum of the lines that can be bought. */
  goods: Money,
  version: v.number(),
  /** It is for a group: one SKU, at the group's price. */
  forGroup: v.optional(CartGroup),
})
export type Cart = Readonly<v.InferOutput<typeof Cart>>

/**
 * @throws ShopError QUANTITY_INVALID for anything but a whole number from 1 to 999,
 * BELOW_MINIMUM under the offer's minimum, OUT_OF_STOCK above what is left.
 */
export function checkQuantity(
  quantity: number,
  limits: { minQuantity: number; stock: number },
): void {
  if (!v.is(Quantity, quantity)) {
    throw new ShopError('QUANTITY_INVALID', { asked: quantity, max: maxQuantity })
  }
  if (quantity > limits.stock)
    throw new ShopError('OUT_OF_STOCK', { asked: quantity, left: limits.stock })
  if (quantity < limits.minQuantity) {
    throw new ShopError('BELOW_MINIMUM', { asked: quantity, minimum: limits.minQuantity })
  }
}

/** How a line stands; the worst thing first. */
export function lineState(
  line: { quantity: number; seen: Money },
  now: { onSale: boolean; price: Money; stock: number; minQuantity: number },
): LineState {
  if (!now.onSale || now.stock === 0) return 'unavailable'
  if (line.quantity > now.stock) return 'low-stock'
  if (line.quantity < now.minQuantity) return 'below-minimum'
  if (now.price.amount > line.seen.amount) return 'price-up'
  if (now.price.amount < line.seen.amount) return 'price-down'
  return 'ok'
}

/** Whether a line in this state may go into a quote. */
export function isBuyable(state: LineState): boolean {
  return state === 'ok' || state === 'price-up' || state === 'price-down'
}
