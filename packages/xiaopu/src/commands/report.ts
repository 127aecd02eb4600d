import { formatMoney, type ReportRow } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Context } from '../context.ts'
import { type Column, table } from '../print/table.ts'
import { openShop } from '../seller.ts'
import { readSpan } from '../span.ts'

/** What each share and channel brought. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const { cli } = texts
  const span = readSpan(asked)
  const { seller } = openShop(context)
  const report = await seller.report.read(span)
  say(report, () => {
    const share = {
      title: cli.columns.share,
      value: (row: ReportRow) => row.name ?? row.code ?? (row === report.total ? cli.sum : '-'),
      width: 30,
    }
    const channel = {
      title: cli.columns.channel,
      value: (row: ReportRow) => (row.channel ? texts.channels[row.channel] : cli.noShare),
    }
    const totalChannel = {
      ...channel,
      value: (row: ReportRow) => (row === report.total ? '' : channel.value(row)),
    }
    return [
      table([share, totalChannel, ...figures(texts)], [...report.shares, report.total]),
      ...(report.channels.length > 0
        ? ['', table([channel, ...figures(texts)], report.channels)]
        : []),
    ].join('\n')
  })
  return 0
}

function figures({ cli }: Texts): Column<ReportRow>[] {
  const { columns } = cli
  const figure = (title: string, value: (row: ReportRow) => string) => ({
    title,
    value,
    right: true,
  })
  return [
    figure(columns.visits, ({ visits }) => String(visits)),
    figure(columns.visitors, ({ visitors }) => String(visitors)),
    figure(columns.orders, ({ orders }) => String(orders)),
    figure(columns.revenue, ({ revenue }) => formatMoney(revenue)),
    figure(columns.cost, ({ cost }) => formatMoney(cost)),
    figure(columns.profit, ({ profit }) => formatMoney(profit)),
  ]
}
