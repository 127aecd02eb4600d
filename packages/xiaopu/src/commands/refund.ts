import type { Money, OrderLine, SellerOrder } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
import { readAmount } from '../price-rule.ts'
import { describeOrder } from '../print/order-tables.ts'
import { openShop } from '../seller.ts'

/** Gives money of an order back: all that is left of it, or what `--line` and `--amount` say. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const [named] = asked.words
  if (!named) throw new CommandError((cli) => cli.missingArgument('<ord_…>'), 2)
  const { seller } = openShop(context)
  const { orders } = seller
  const typed = asked.text('amount')
  const amount = typed === undefined ? undefined : readAmount(typed, '--amount')
  if (amount?.amount === 0) {
    throw new CommandError((cli) => cli.mistyped.like('--amount', typed ?? '', '3.5'), 2)
  }
  const id = await orderIdOf(seller, named)
  const lines = wanted(await orders.read(id), asked.text('line'), amount)
  const words = asked.text('words')
  const order = await orders.refund(id, { lines, ...(words && { words }) })
  say(order, () => describeOrder(order, texts))
  return 0
}

interface Wish {
  readonly line: string
  readonly quantity: number
  readonly amount?: Money
}

function wanted(order: SellerOrder, typed: string | undefined, amount: Money | undefined): Wish[] {
  const parts = typed === undefined ? everyLine(order) : typed.split(/[,，\s]+/)
  if (amount && parts.length !== 1) throw new CommandError((cli) => cli.refunds.oneLine, 2)
  return parts.map((part) => wishOf(order, part, amount))
}

/** Lines of which something is left. */
function everyLine({ lines }: SellerOrder): string[] {
  return lines.flatMap((line) => (leftOf(line) > 0 ? [line.id] : []))
}

/** `1`, `1:2` or `oln_…:2`; without pieces all that are left, or none where only money goes back. */
function wishOf({ lines }: SellerOrder, part: string, amount: Money | undefined): Wish {
  const [which = '', pieces] = part.split(/[:：]/)
  const line = lines.find(({ id }, index) => id === which || String(index + 1) === which)
  if (!line || (pieces !== undefined && !/^\d{1,4}$/.test(pieces)))
    throw new CommandError((cli) => cli.refunds.noLine(part), 2)
  const quantity = pieces === undefined ? (amount ? 0 : leftOf(line)) : Number(pieces)
  return { line: line.id, quantity, ...(amount && { amount }) }
}

function leftOf({ quantity, returned = 0 }: OrderLine): number {
  return quantity - returned
}
