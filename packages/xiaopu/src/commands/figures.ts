import { orders as orderRoutes, shares } from '@xiaopu/api'
import { formatMoney, type ReportRow, type SellerOrder } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { type Column, table } from '../print/table.ts'
import { ask } from '../seller/ask.ts'
import { type Command, sellerOf, textFlag } from './command.ts'

/** What each share and channel brought. */
export const report: Command = {
  usage: '[--from 2026-11-01T00:00:00Z] [--to …]',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  async run(asked) {
    const { flags, texts } = asked
    const from = textFlag(flags, 'from')
    const to = textFlag(flags, 'to')
    const data = await ask(await sellerOf(asked), shares.readReport, {
      query: { ...(from && { from }), ...(to && { to }) },
    })
    const named = (title: string, value: (row: ReportRow) => string) =>
      [{ title, value, width: 30 }, ...figures(texts)] as const
    const { cli, channels } = texts
    const byShare = named(
      cli.columns.share,
      (row) => row.name ?? row.code ?? (row.share ? '' : cli.sum),
    )
    const byChannel = named(cli.columns.channel, (row) =>
      row.channel ? channels[row.channel] : cli.noShare,
    )
    const text = `${table(byShare, [...data.shares, data.total])}\n\n${table(byChannel, data.channels)}`
    return { text, data }
  },
}

function figures({ cli }: Texts): Column<ReportRow>[] {
  const number = (title: string, value: (row: ReportRow) => string) => ({
    title,
    value,
    right: true,
  })
  return [
    number(cli.columns.visits, (row) => String(row.visits)),
    number(cli.columns.visitors, (row) => String(row.visitors)),
    number(cli.columns.orders, (row) => String(row.orders)),
    number(cli.columns.revenue, (row) => formatMoney(row.revenue)),
    number(cli.columns.cost, (row) => formatMoney(row.cost)),
    number(cli.columns.profit, (row) => formatMoney(row.profit)),
  ]
}

/** Orders with their purchases, newest first. */
export const orders: Command = {
  usage: '[--limit 20]',
  options: { limit: { type: 'string' } },
  async run(asked) {
    const { flags, texts } = asked
    const limit = textFlag(flags, 'limit') ?? '20'
    const data = await ask(await sellerOf(asked), orderRoutes.listOwnOrders, { query: { limit } })
    const text = data.items.length > 0 ? orderTable(data.items, texts) : texts.cli.nothing
    return { text, data }
  },
}

function orderTable(rows: readonly SellerOrder[], texts: Texts): string {
  const { columns } = texts.cli
  return table(
    [
      { title: columns.order, value: (order) => order.number },
      { title: columns.placedAt, value: (order) => order.placedAt.slice(0, 16).replace('T', ' ') },
      { title: columns.state, value: (order) => texts.orderStates[order.state] },
      { title: columns.total, value: (order) => formatMoney(order.total), right: true },
      { title: columns.cost, value: (order) => formatMoney(order.cost), right: true },
      { title: columns.profit, value: (order) => formatMoney(order.profit), right: true },
      { title: columns.share, value: (order) => order.credit?.code ?? '' },
      {
        title: columns.supplier,
        value: (order) => order.supplierOrders.map(({ supplier }) => supplier.name).join(' '),
        width: 40,
      },
    ],
    rows,
  )
}
