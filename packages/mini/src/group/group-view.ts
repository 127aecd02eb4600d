import { formatMoney, type ListingGroups, type OpenGroupBuy } from '@xiaopu/domain'
import type { ShopTexts } from '../shop/texts.ts'

/** A price for buyers who order together, and the groups that wait. */
export interface GroupView {
  readonly title: string
  readonly price: string
  /** Nothing where no group begins any more. */
  readonly begin: string
  readonly hint: string
  /** The group that a friend's link leads to has ended. */
  readonly ended: string
  readonly open: readonly {
    readonly id: string
    readonly missing: string
    readonly left: string
    readonly join: string
  }[]
  readonly openTitle: string
}

const minuteMillis = 60_000

/**
 * @param invited - the group that a friend's link leads to: it stands first
 * @param now - ms since 1970
 */
export function groupView(
  { deal, open }: ListingGroups,
  invited: string,
  now: number,
  { groupBuy: t, card }: ShopTexts,
): GroupView | undefined {
  if (!deal) return undefined
  const prices = deal.prices.map(({ price }) => price)
  const least = prices.reduce((one, other) => (other.amount < one.amount ? other : one))
  const from = prices.some(({ amount }) => amount > least.amount) ? card.from : ''
  const isIn = open.some(({ id }) => id === invited)
  const first = [...open].sort((a, b) => Number(b.id === invited) - Number(a.id === invited))
  return {
    title: t.title(deal.size),
    price: formatMoney(least) + from,
    begin: deal.state === 'over' ? '' : t.begin,
    hint: t.hint(deal.size, deal.openHours),
    ended: invited && !isIn ? t.ended : '',
    open: first.slice(0, 3).map((each) => ({
      id: each.id,
      missing: t.missing(each.missing),
      left: left(each, now, t),
      join: t.join,
    })),
    openTitle: isIn ? t.invited : t.open,
  }
}

/** Nothing where the phone's clock is past it: the gateway says that it is open. */
function left({ deadline }: OpenGroupBuy, now: number, t: ShopTexts['groupBuy']): string {
  const minutes = Math.ceil((Date.parse(deadline) - now) / minuteMillis)
  return minutes > 0 ? t.left(Math.floor(minutes / 60), minutes % 60) : ''
}
