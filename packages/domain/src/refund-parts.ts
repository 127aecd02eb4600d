import { ShopError } from './error.ts'
import { add, allocate, fen, type Money, subtract, sum } from './money.ts'

/** One line of a paid order: what its buyer paid for it, the line's part of a discount taken off. */
export interface PaidLine {
  readonly id: string
  /** Which parcel group the line ships with. */
  readonly group: number
  readonly quantity: number
  readonly payable: Money
}

/** What a buyer paid, part by part: `Σ payable + Σ freight` is the order's total. */
export interface PaidOrder {
  readonly lines: readonly PaidLine[]
  readonly freights: readonly { readonly group: number; readonly freight: Money }[]
}

/** What one refund gives back, part by part. */
export interface RefundParts {
  readonly lines: readonly {
    readonly line: string
    readonly quantity: number
    readonly goods: Money
  }[]
  readonly freights: readonly { readonly group: number; readonly freight: Money }[]
}

/** What is to be given back. */
export interface RefundWish {
  readonly lines: readonly {
    readonly line: string
    /** How many pieces are given back; 0 for a compensation that leaves the goods with the buyer. */
    readonly quantity: number
    /** An agreed amount in place of the pieces' own price. */
    readonly goods?: Money
  }[]
  /** Groups of which something has left the supplier: their freight has been used up. */
  readonly shipped: ReadonlySet<number>
}

/**
 * Spreads an order's discount over its lines by their subtotals, less a fen for each piece, so that
 * there is something of every piece to give back.
 */
export function paidOrder(
  lines: readonly (Omit<PaidLine, 'payable'> & { readonly subtotal: Money })[],
  freights: PaidOrder['freights'],
  discount: Money,
): PaidOrder {
  const above = lines.map(({ subtotal, quantity }) => Math.max(0, subtotal.amount - quantity))
  const isWithin = discount.amount <= above.reduce((total, each) => total + each, 0)
  const weights = isWithin ? above : lines.map(({ subtotal }) => subtotal.amount)
  const off = lines.length > 0 ? allocate(discount, weights) : []
  return {
    lines: lines.map(({ id, group, quantity, subtotal }, index) => ({
      id,
      group,
      quantity,
      payable: subtract(subtotal, off[index] ?? fen(0)),
    })),
    freights,
  }
}

/**
 * What a refund amounts to, given all refunds before it that did not fail.
 *
 * Whatever the order and the chunks in which an order is given back, the parts end at exactly what
 * was paid: pieces are priced by running totals, the last piece of a line takes what is left of it,
 * and a group's freight goes with the refund that leaves nothing of it to ship.
 *
 * @throws ShopError REFUND_TOO_MUCH where more pieces or money are asked for than are left
 */
export function refundParts(
  order: PaidOrder,
  before: readonly RefundParts[],
  wish: RefundWish,
): RefundParts {
  const asked = new Set(wish.lines.map(({ line }) => line))
  if (asked.size < wish.lines.length)
    throw new TypeError('a line is given back twice in one refund')
  const lines = wish.lines.map((part) => ({
    line: part.line,
    quantity: part.quantity,
    goods: goodsOf(lineOf(order, part.line), before, part),
  }))
  const after = [...before, { lines, freights: [] }]
  return { lines, freights: freightsOf(order, before, after, wish.shipped) }
}

/**
 * A wish that was once granted, cut down to what has not gone back since: never too much, and
 * without the lines of which nothing is left.
 */
export function withinRest(
  order: PaidOrder,
  before: readonly RefundParts[],
  lines: RefundWish['lines'],
): RefundWish['lines'] {
  return lines.flatMap(({ line, quantity, goods }) => {
    const pieces = Math.min(quantity, piecesLeft(order, before, line))
    const left = moneyLeft(order, before, line)
    const money = goods && goods.amount > left.amount ? left : goods
    if (pieces <= 0 && (money ?? fen(0)).amount <= 0) return []
    return [{ line, quantity: pieces, ...(money && { goods: money }) }]
  })
}

/** Everything of an order that has not been given back yet. */
export function refundRest(
  order: PaidOrder,
  before: readonly RefundParts[],
  shipped: ReadonlySet<number>,
): RefundParts {
  const lines = order.lines.map(({ id, quantity }) => ({
    line: id,
    quantity: quantity - piecesBack(before, id),
  }))
  return refundParts(order, before, { lines: lines.filter(isLeft(order, before)), shipped })
}

const isLeft =
  (order: PaidOrder, before: readonly RefundParts[]) =>
  ({ line, quantity }: { readonly line: string; readonly quantity: number }): boolean =>
    quantity > 0 || lineOf(order, line).payable.amount > moneyBack(before, line).amount

/** The sum of a refund's parts. */
export function refundTotal(parts: RefundParts): Money {
  return sum([
    ...parts.lines.map(({ goods }) => goods),
    ...parts.freights.map(({ freight }) => freight),
  ])
}

/** The sum of a paid order's parts. */
export function paidTotal(order: PaidOrder): Money {
  return sum([
    ...order.lines.map(({ payable }) => payable),
    ...order.freights.map(({ freight }) => freight),
  ])
}

function goodsOf(
  line: PaidLine,
  before: readonly RefundParts[],
  asked: RefundWish['lines'][number],
): Money {
  const back = piecesBack(before, line.id)
  const left = subtract(line.payable, moneyBack(before, line.id))
  const { quantity, goods } = asked
  if (!Number.isInteger(quantity) || quantity < 0 || back + quantity > line.quantity) {
    throw tooMuch(line.id, left)
  }
  if (goods) {
    if (goods.amount < 0 || goods.amount > left.amount) throw tooMuch(line.id, left)
    return goods
  }
  if (back + quantity === line.quantity) return left
  const price = subtract(firstPieces(line, back + quantity), firstPieces(line, back))
  // A compensation paid earlier may have used up a part of what these pieces cost.
  return price.amount <= left.amount ? price : left
}

/** What the first pieces of a line cost: a running total, so that chunks add up without a rest. */
function firstPieces({ payable, quantity }: PaidLine, pieces: number): Money {
  const [share = payable] = allocate(payable, [pieces, quantity - pieces])
  return share
}

function freightsOf(
  order: PaidOrder,
  before: readonly RefundParts[],
  after: readonly RefundParts[],
  shipped: ReadonlySet<number>,
): RefundParts['freights'] {
  return order.freights.flatMap(({ group, freight }) => {
    const left = subtract(freight, freightBack(before, group))
    const isOver = order.lines
      .filter((line) => line.group === group)
      .every((line) => piecesBack(after, line.id) === line.quantity)
    return isOver && !shipped.has(group) && left.amount > 0 ? [{ group, freight: left }] : []
  })
}

function lineOf(order: PaidOrder, id: string): PaidLine {
  const line = order.lines.find((each) => each.id === id)
  if (!line) throw new ShopError('REFUND_TOO_MUCH', { line: id, left: 0 })
  return line
}

export const tooMuch = (line: string, left: Money): ShopError =>
  new ShopError('REFUND_TOO_MUCH', { line, left: left.amount })

/** What of a line's money has not gone back. @throws ShopError REFUND_TOO_MUCH for a line of another order */
export const moneyLeft = (order: PaidOrder, before: readonly RefundParts[], id: string): Money =>
  subtract(lineOf(order, id).payable, moneyBack(before, id))

/** How many pieces of a line have not been given back. @throws ShopError as above */
export const piecesLeft = (order: PaidOrder, before: readonly RefundParts[], id: string): number =>
  lineOf(order, id).quantity - piecesBack(before, id)

/** What of a parcel group's freight has not gone back. */
export const freightLeft = (
  { freights }: PaidOrder,
  before: readonly RefundParts[],
  group: number,
): Money =>
  subtract(
    sum(freights.filter((each) => each.group === group).map(({ freight }) => freight)),
    freightBack(before, group),
  )

const linesBack = (refunds: readonly RefundParts[], id: string) =>
  refunds.flatMap(({ lines }) => lines.filter(({ line }) => line === id))

const piecesBack = (refunds: readonly RefundParts[], id: string): number =>
  linesBack(refunds, id).reduce((pieces, { quantity }) => pieces + quantity, 0)

const moneyBack = (refunds: readonly RefundParts[], id: string): Money =>
  linesBack(refunds, id).reduce((money, { goods }) => add(money, goods), fen(0))

const freightBack = (refunds: readonly RefundParts[], group: number): Money =>
  refunds
    .flatMap(({ freights }) => freights.filter((each) => each.group === group))
    .reduce((money, { freight }) => add(money, freight), fen(0))
