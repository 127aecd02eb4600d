import type { Seller } from '@xiaopu/client'
import { isId, type Money, type OrderLine, type SellerOrder } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
import { readSum } from '../price-rule.ts'
import { describeOrder } from '../print/order-tables.ts'
import { openShop } from '../seller.ts'

/**
 * Gives money of an order back: all that is left of it, or what `--line` and `--amount` say. With
 * `--by-hand` it was given back already, and is written down.
 */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const [named] = asked.words
  if (!named) throw new CommandError((cli) => cli.missingArgument('<ord_…>'), 2)
  const { seller } = openShop(context)
  const { orders } = seller
  const amount = readSum(asked)
  const evidence = asked.text('by-hand')
  if (evidence === undefined && asked.text('refund') !== undefined)
    throw new CommandError(({ mistyped }) => mistyped.goesWith('--refund', '--by-hand'), 2)
  if (evidence !== undefined) {
    checkByHand(context, evidence)
    const id = await orderIdOf(seller, named)
    const order = await orders.recordRefund(id, byHand(context, await orders.read(id), evidence))
    say(order, () => describeOrder(order, texts))
    return 0
  }
  const id = await orderIdOf(seller, named)
  const lines = wanted(await orders.read(id), asked.text('line'), amount)
  const words = asked.text('words')
  const order = await orders.refund(id, { lines, ...(words && { words }) })
  say(order, () => describeOrder(order, texts))
  return 0
}

/** A refund of the shop's has its amount and lines, and a bill says the amount. */
function checkByHand({ asked }: Context, evidence: string): void {
  const isAmountSaid = asked.text('amount') !== undefined
  if (asked.text('refund') !== undefined && (isAmountSaid || asked.text('line') !== undefined))
    throw new CommandError(({ refunds }) => refunds.notWithRefund, 2)
  if (isId('difference', evidence) && isAmountSaid)
    throw new CommandError(({ refunds }) => refunds.billSaysAmount, 2)
}

type MadeByHand = Parameters<Seller['orders']['recordRefund']>[1]

function byHand(context: Context, order: SellerOrder, evidence: string): MadeByHand {
  const { asked } = context
  const [refund, typed, words] = [asked.text('refund'), asked.text('line'), asked.text('words')]
  const isBilled = isId('difference', evidence)
  const shown = isBilled ? { difference: evidence } : { reference: evidence }
  const said = { ...shown, ...(words && { words }) }
  if (refund !== undefined) return { ...said, refund }
  const amount = readSum(asked)
  const isKnown = isBilled || amount !== undefined
  const parts = typed === undefined ? (isKnown ? [] : everyLine(order)) : partsOf(typed)
  const lines = parts.map((part) => lineOf(order, part, isKnown))
  return { ...said, ...(lines.length > 0 && { lines }), ...(amount && { amount }) }
}

/** @throws CommandError for a line that is named twice: one of both would be left out */
function partsOf(typed: string): string[] {
  const parts = typed.split(/[,，\s]+/)
  const lines = parts.map((part) => part.replace(/[:：].*/, ''))
  const twice = lines.find((line, at) => lines.indexOf(line) < at)
  if (twice === undefined) return parts
  throw new CommandError((cli) => cli.refunds.lineTwice(twice), 2)
}

interface Wish {
  readonly line: string
  readonly quantity: number
  readonly amount?: Money
}

function wanted(order: SellerOrder, typed: string | undefined, amount: Money | undefined): Wish[] {
  const parts = typed === undefined ? everyLine(order) : partsOf(typed)
  if (amount && parts.length !== 1) throw new CommandError((cli) => cli.refunds.oneLine, 2)
  return parts.map((part) => ({
    ...lineOf(order, part, amount !== undefined),
    ...(amount && { amount }),
  }))
}

/** Lines of which something is left; all where nothing is, so that the gateway says so, or knows the evidence. */
function everyLine({ lines }: SellerOrder): string[] {
  const left = lines.filter((line) => leftOf(line) > 0)
  return (left.length > 0 ? left : lines).map(({ id }) => id)
}

/** `1`, `1:2` or `oln_…:2`; without pieces all that are left, or none where an amount is said. */
function lineOf({ lines }: SellerOrder, part: string, isAmountSaid: boolean) {
  const [which = '', pieces] = part.split(/[:：]/)
  const line = lines.find(({ id }, index) => id === which || String(index + 1) === which)
  if (!line || (pieces !== undefined && !/^[1-9]\d{0,3}$/.test(pieces)))
    throw new CommandError((cli) => cli.refunds.noLine(part), 2)
  const quantity = pieces === undefined ? (isAmountSaid ? 0 : leftOf(line)) : Number(pieces)
  return { line: line.id, quantity }
}

function leftOf({ quantity, returned = 0 }: OrderLine): number {
  return quantity - returned
}
