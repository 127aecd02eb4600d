import { type Coupon, formatMoney } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { inShopTime } from './shop-time.ts'
import { table } from './table.ts'

export function couponTable(
  coupons: readonly Coupon[],
  { cli: { coupons: words } }: Pick<Context, 'cli'>,
): string {
  return table(
    [
      { title: words.columns.code, value: ({ code }) => code },
      { title: words.columns.off, value: ({ off }) => offText(off, words) },
      {
        title: words.columns.minSpend,
        value: ({ minSpend }) => (minSpend.amount === 0 ? '-' : formatMoney(minSpend)),
      },
      { title: words.columns.taken, value: ({ taken, total }) => words.taken(taken, total) },
      { title: words.columns.perBuyer, value: ({ perBuyer }) => words.perBuyer(perBuyer) },
      {
        title: words.columns.valid,
        value: ({ validFrom, validUntil }) =>
          words.valid(inShopTime(validFrom), inShopTime(validUntil)),
      },
      { title: words.columns.state, value: ({ state }) => words.states[state] },
    ],
    coupons,
  )
}

function offText(off: Coupon['off'], words: Context['cli']['coupons']): string {
  if (off.kind === 'fixed') return words.off(formatMoney(off.amount))
  return words.percent(`${off.bp / 100}%`, off.most && formatMoney(off.most))
}
