import { OrderState } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { describeOrder, orderTable } from '../print/order-tables.ts'
import { printTimelines } from '../print/timeline.ts'
import { all, openShop } from '../seller.ts'

const usualLimit = 20

/** Orders, newest first; or one with its purchases and parcels. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const { seller } = openShop(context)
  if (asked.flag('timeline')) return printTimelines(context, seller)
  if (asked.words.length > 0) {
    const orders = await Promise.all(asked.words.map((id) => seller.orders.read(id)))
    say(orders, () => orders.map((order) => describeOrder(order, texts)).join('\n\n'))
    return 0
  }
  const limit = asked.number('limit', 1, 10_000) ?? usualLimit
  const state = asked.choice('state', OrderState.options)
  const orders = await all(
    (cursor) =>
      seller.orders.list({
        limit: String(Math.min(limit, 100)),
        ...(state && { state }),
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
