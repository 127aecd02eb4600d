import { type AfterSaleView, formatMoney } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { inShopTime } from './shop-time.ts'
import { table } from './table.ts'

/** One row for each claim: what is asked, why, and until when somebody has to act. */
export function claimTable(
  claims: readonly AfterSaleView[],
  { cli, widgets: { afterSales } }: Texts,
): string {
  const titles = cli.refunds.columns
  const exchangedFor = ({ properties }: NonNullable<AfterSaleView['exchange']>) =>
    afterSales.instead(properties.map(({ value }) => value).join(' · '))
  return table(
    [
      { title: titles.claim, value: ({ id }) => id },
      { title: cli.columns.orderId, value: ({ order }) => order },
      { title: cli.columns.kind, value: ({ kind }) => afterSales.kinds[kind] },
      {
        title: cli.columns.state,
        value: ({ state, agreed }) =>
          state === 'done' && !agreed ? cli.refunds.exchanged : cli.refunds.afterSales[state],
      },
      { title: titles.reason, value: ({ reason }) => afterSales.reasons[reason] },
      {
        title: titles.refund,
        value: ({ agreed }) => (agreed ? formatMoney(agreed) : ''),
        right: true,
      },
      { title: titles.due, value: ({ dueAt }) => (dueAt ? inShopTime(dueAt) : '') },
      {
        title: titles.words,
        value: ({ exchange, note, parcel }) =>
          [exchange && exchangedFor(exchange), note, parcel && `${parcel.carrier} ${parcel.number}`]
            .filter(Boolean)
            .join(' · '),
        width: 40,
      },
    ],
    claims,
  )
}
