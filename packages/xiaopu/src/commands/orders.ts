import { formatMoney, OrderState, type SellerOrder } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Context } from '../context.ts'
import { table } from '../print/table.ts'
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
    say(orders, () => orders.map((order) => describe(order, texts)).join('\n\n'))
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

function orderTable(orders: readonly SellerOrder[], { cli, orderStates, channels }: Texts): string {
  const titles = cli.columns
  return table(
    [
      { title: titles.orderId, value: ({ id }) => id },
      { title: titles.order, value: ({ number }) => number },
      { title: titles.placedAt, value: ({ placedAt }) => inShopTime(placedAt) },
      { title: titles.state, value: ({ state }) => orderStates[state] },
      { title: titles.total, value: ({ total }) => formatMoney(total), right: true },
      { title: titles.cost, value: ({ cost }) => formatMoney(cost), right: true },
      { title: titles.profit, value: ({ profit }) => formatMoney(profit), right: true },
      {
        title: titles.share,
        value: ({ credit }) => (credit ? `${credit.code} ${channels[credit.channel]}` : ''),
      },
    ],
    orders,
  )
}

function describe(order: SellerOrder, texts: Texts): string {
  const { columns: titles } = texts.cli
  const purchases = table(
    [
      { title: titles.supplier, value: ({ supplier }) => supplier.name, width: 30 },
      { title: titles.platformOrder, value: ({ platformOrderId }) => platformOrderId ?? '-' },
      { title: titles.state, value: ({ state }) => stateText(state, texts) },
      { title: titles.cost, value: ({ goods }) => formatMoney(goods), right: true },
      { title: titles.freight, value: ({ freight }) => formatMoney(freight), right: true },
      { title: titles.why, value: ({ failure }) => failure ?? '' },
    ],
    order.supplierOrders,
  )
  const parcels = table(
    [
      { title: titles.parcel, value: ({ carrier, number }) => `${carrier} ${number}` },
      { title: titles.state, value: ({ state }) => texts.shipmentStates[state] },
      { title: titles.row, value: ({ trail }) => trail[0]?.text ?? '', width: 60 },
    ],
    order.shipments,
  )
  const rows = order.lines.map(
    ({ title, properties, quantity, price }) =>
      `  ${quantity} × ${formatMoney(price)}  ${title} ${properties.map(({ value }) => value).join(' ')}`,
  )
  return [
    orderTable([order], texts),
    ...rows,
    '',
    purchases,
    ...(order.shipments.length > 0 ? ['', parcels] : []),
  ].join('\n')
}

function stateText(state: string, { supplierOrderStates }: Texts): string {
  return (supplierOrderStates as Readonly<Record<string, string>>)[state] ?? state
}

/** 1688 and its shops live in China's one time zone. */
function inShopTime(instant: string): string {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  return at.toISOString().slice(0, 16).replace('T', ' ')
}
