import {
  type Cart,
  type CartChange,
  type CartLine,
  fen,
  isBuyable,
  type Money,
  sum,
  times,
} from '@xiaopu/domain'

/** A line as shown: `pending` while the gateway has not confirmed it. */
export interface ShownLine extends CartLine {
  readonly pending: boolean
}

/** A change that the buyer made and the gateway does not know yet. Lines are named by their SKU. */
export type Change =
  | { readonly action: 'add'; readonly id: string; readonly line: CartLine }
  | { readonly action: 'set'; readonly id: string; readonly sku: string; readonly quantity: number }

export interface CartView {
  readonly lines: readonly ShownLine[]
  /** Pieces over all lines. */
  readonly quantity: number
  /** Sum of the lines that can be bought; an estimate while lines are pending. */
  readonly goods: Money
}

/** The cart as the buyer means it: what the gateway last said, with the changes on top. */
export function viewCart(cart: Cart | undefined, changes: readonly Change[]): CartView {
  let lines: ShownLine[] = (cart?.lines || []).map((line) => ({ ...line, pending: false }))
  for (const change of changes) lines = applyChange(lines, change)
  const buyable = lines.filter((line) => isBuyable(line.state))
  return {
    lines,
    quantity: lines.reduce((total, line) => total + line.quantity, 0),
    goods: buyable.length > 0 ? sum(buyable.map((line) => line.subtotal)) : fen(0),
  }
}

function applyChange(lines: readonly ShownLine[], change: Change): ShownLine[] {
  if (change.action === 'set') {
    return lines
      .map((line) => (line.sku === change.sku ? withQuantity(line, change.quantity) : line))
      .filter((line) => line.quantity > 0)
  }
  const there = lines.find((line) => line.sku === change.line.sku)
  if (!there) return [...lines, { ...change.line, pending: true }]
  const more = withQuantity(there, there.quantity + change.line.quantity)
  return lines.map((line) => (line === there ? more : line))
}

function withQuantity(line: ShownLine, quantity: number): ShownLine {
  return { ...line, quantity, subtotal: times(line.price, quantity), pending: true }
}

/**
 * The changes that can be told now, from the oldest on: setting a line that an earlier change adds
 * has to wait until the gateway has given the line its id.
 */
export function sendable<C extends Change>(
  cart: Cart | undefined,
  changes: readonly C[],
): readonly C[] {
  const end = changes.findIndex((change) => change.action === 'set' && !lineOf(cart, change.sku))
  return end < 0 ? changes : changes.slice(0, end)
}

/** A change in the words of the contract. */
export function toCartChange(cart: Cart | undefined, change: Change): CartChange {
  if (change.action === 'set') {
    const line = lineOf(cart, change.sku)?.id || ''
    return { action: 'set', id: change.id, line, quantity: change.quantity }
  }
  const { listing, sku, quantity, price } = change.line
  return { action: 'add', id: change.id, listing, sku, quantity, seen: price }
}

function lineOf(cart: Cart | undefined, sku: string): CartLine | undefined {
  return cart?.lines.find((line) => line.sku === sku)
}
