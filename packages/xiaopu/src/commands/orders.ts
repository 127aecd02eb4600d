import type { Seller } from '@xiaopu/client'
import { OrderState } from '@xiaopu/domain'
import type { Asked } from '../arguments.ts'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
import { describeOrder, orderTable } from '../print/order-tables.ts'
import { printTimelines } from '../print/timeline.ts'
import { all, openShop } from '../seller.ts'
import { readSpan } from '../span.ts'

const usualLimit = 20

/** Orders, newest first, or those to a phone; or one with its purchases and parcels. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  if (asked.flag('csv')) return printTable(context)
  const { seller } = openShop(context)
  if (asked.text('phone') !== undefined) return printFound(context, seller)
  if (asked.flag('timeline')) return printTimelines(context, seller)
  if (asked.words.length > 0) {
    const orders = await Promise.all(
      asked.words.map(async (typed) => seller.orders.read(await orderIdOf(seller, typed))),
    )
    say(orders, () => orders.map((order) => describeOrder(order, texts)).join('\n\n'))
    return 0
  }
  const limit = asked.number('limit', 1, 10_000) ?? usualLimit
  const wanted = readWanted(asked)
  const orders = await all(
    (cursor) =>
      seller.orders.list({
        limit: String(Math.min(limit, 100)),
        ...wanted,
        ...(cursor && { cursor }),
      }),
    limit,
  )
  say(orders, () => {
    if (orders.length === 0) return cli.nothing
    const rows = orderTable(orders, texts)
    return orders.length === limit ? `${rows}\n\n${cli.more(limit)}` : rows
  })
  return 0
}

/** The newest twenty to a phone that a buyer has called from. */
async function printFound(context: Context, { orders }: Seller): Promise<number> {
  const { asked, cli, texts, say } = context
  const others = ['state', 'from', 'to', 'limit'].some((each) => asked.text(each) !== undefined)
  if (others || asked.flag('timeline') || asked.words.length > 0)
    throw new CommandError((texts) => texts.phoneAlone, 2)
  const { items } = await orders.find({ phone: asked.text('phone') ?? '' })
  say(items, () => (items.length === 0 ? cli.nothing : orderTable(items, texts)))
  return 0
}

/** All of them as a file for spreadsheets, written as it comes. */
async function printTable(context: Context): Promise<number> {
  const { asked, locale, pass } = context
  const isMore = ['limit', 'phone'].some((each) => asked.text(each) !== undefined)
  const others = ['json', 'timeline'].some(asked.flag) || isMore
  if (others || asked.words.length > 0) throw new CommandError((cli) => cli.csvAlone, 2)
  const query = new URLSearchParams({ ...readWanted(asked), lang: locale })
  await pass(openShop(context).download(`/v1/seller/orders/table?${query}`))
  return 0
}

function readWanted(asked: Asked) {
  const state = asked.choice('state', OrderState.options)
  return { ...(state && { state }), ...readSpan(asked) }
}
