import * as v from 'valibot'
import type { BilledRefund } from './bill.ts'
import { add, allocate, fen, type Money, subtract, sum } from './money.ts'
import {
  freightLeft,
  moneyLeft,
  type PaidOrder,
  piecesLeft,
  type RefundParts,
  tooMuch,
} from './refund-parts.ts'

/**
 * How a seller gave back herself what no provider gave back for the shop: in her merchant account's
 * own back office, where a bill shows it, or by other means, as by bank transfer.
 */
export const HandMeans = v.picklist(['back_office', 'other_means'])
export type HandMeans = v.InferOutput<typeof HandMeans>

/** A refund that its seller made herself, and what she can show for it. */
export const HandRefund = v.object({
  means: HandMeans,
  /** Her own words or number; of a bill's refund the number that the bill has. */
  reference: v.string(),
})
export type HandRefund = Readonly<v.InferOutput<typeof HandRefund>>

/** What went back already, and what it is said to have been for. */
export interface GoneBack {
  readonly amount: Money
  /** Every line of the order where absent; pieces 0 where the buyer keeps them. */
  readonly lines?: readonly { readonly line: string; readonly quantity: number }[]
}

/**
 * The parts of a refund whose amount nobody here chose: spread over the goods of its lines by what is
 * left of each, and what is more than these over the freight, the first parcel's first. All that is left
 * of an order takes its pieces with it.
 *
 * @throws ShopError REFUND_TOO_MUCH where more went back than is left
 */
export function partsOfAmount(
  order: PaidOrder,
  before: readonly RefundParts[],
  { amount, lines }: GoneBack,
): RefundParts {
  const wanted = lines ?? piecesOf(order, before, amount)
  for (const { line, quantity } of wanted)
    if (quantity > piecesLeft(order, before, line))
      throw tooMuch(line, moneyLeft(order, before, line))
  const lefts = wanted.map(({ line }) => moneyLeft(order, before, line))
  const goods = min(amount, sum(lefts))
  const shares =
    goods.amount > 0
      ? allocate(
          goods,
          lefts.map((left) => left.amount),
        )
      : []
  const freights = freightsOf(order, before, subtract(amount, goods))
  const found = add(goods, sum(freights.map(({ freight }) => freight)))
  if (found.amount < amount.amount) throw tooMuch(wanted[0]?.line ?? '', found)
  const parts = wanted.map((each, index) => ({ ...each, goods: shares[index] ?? fen(0) }))
  return { lines: parts.filter((part) => part.quantity > 0 || part.goods.amount > 0), freights }
}

function piecesOf(order: PaidOrder, before: readonly RefundParts[], amount: Money) {
  const left = sum([
    ...order.lines.map(({ id }) => moneyLeft(order, before, id)),
    ...order.freights.map(({ group }) => freightLeft(order, before, group)),
  ])
  const isAll = amount.amount === left.amount
  return order.lines.map(({ id }) => ({
    line: id,
    quantity: isAll ? piecesLeft(order, before, id) : 0,
  }))
}

function freightsOf(
  order: PaidOrder,
  before: readonly RefundParts[],
  amount: Money,
): RefundParts['freights'] {
  let rest = amount
  return order.freights.flatMap(({ group }) => {
    const freight = min(rest, freightLeft(order, before, group))
    rest = subtract(rest, freight)
    return freight.amount > 0 ? [{ group, freight }] : []
  })
}

const min = (one: Money, other: Money): Money => (one.amount < other.amount ? one : other)

/** Whether a seller's reference names the refund of a bill's line, by either of its numbers as a word of its own. */
export function isNamedIn(reference: string, { outRefundNo, refundId }: BilledRefund): boolean {
  const words = reference.split(/[^\w*|@-]+/)
  return words.includes(outRefundNo) || words.includes(refundId)
}
