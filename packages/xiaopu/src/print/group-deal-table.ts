import { formatMoney, type GroupDeal, savesTogether } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Context } from '../context.ts'
import { inShopTime } from './shop-time.ts'
import { table } from './table.ts'

export function groupDealTable(
  deals: readonly GroupDeal[],
  { cli: { groupDeals: words } }: Pick<Context, 'cli'>,
): string {
  const rows = table(
    [
      { title: words.columns.id, value: ({ id }) => id },
      { title: words.columns.title, value: ({ title }) => title },
      { title: words.columns.size, value: ({ size }) => words.size(size) },
      { title: words.columns.price, value: priceSpan },
      { title: words.columns.hours, value: ({ openHours }) => words.hours(openHours) },
      { title: words.columns.until, value: ({ validUntil }) => inShopTime(validUntil) },
      {
        title: words.columns.groups,
        value: ({ groups: { recruiting, succeeded, failed } }) =>
          words.groups(recruiting, succeeded, failed),
      },
      { title: words.columns.state, value: ({ state }) => words.states[state] },
    ],
    deals,
  )
  return [rows, ...deals.flatMap((deal) => saving(deal, words))].join('\n')
}

/** Where a deal that is on saves its buyers nothing. */
function saving({ id, state, skus }: GroupDeal, words: Texts['cli']['groupDeals']): string[] {
  const dull = skus.filter(({ price, alone }) => !savesTogether(price, alone))
  return state === 'on' && dull.length > 0 ? [`${id}: ${words.savesNothing(dull.length)}`] : []
}

function priceSpan({ skus }: GroupDeal): string {
  const prices = skus.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount)
  const [least] = prices
  const most = prices.at(-1)
  if (!least || !most) return '-'
  return least.amount === most.amount
    ? formatMoney(least)
    : `${formatMoney(least)} – ${formatMoney(most)}`
}

/** What each Sku costs in a group and earns. */
export function groupSkuTable(
  { skus }: GroupDeal,
  { cli: { groupDeals: words } }: Pick<Context, 'cli'>,
): string {
  return table(
    [
      { title: words.skuColumns.name, value: ({ name }) => name || '-' },
      { title: words.skuColumns.price, value: ({ price }) => formatMoney(price) },
      { title: words.skuColumns.alone, value: ({ alone }) => formatMoney(alone) },
      { title: words.skuColumns.profit, value: ({ profit }) => formatMoney(profit) },
    ],
    skus,
  )
}
