import { claimable, wayBack } from '@xiaopu/client/after-sales'
import type { AfterSaleState, AfterSaleView, OrderView } from '@xiaopu/domain'
import type { ShopTexts } from '../shop/texts.ts'
import { moment } from './moment.ts'

/** How a buyer may have money back, and what she asked back before, newest first. */
export interface ClaimsView {
  /** What the button says; none where nothing can be asked back. */
  readonly title: string
  readonly claims: readonly {
    readonly id: string
    readonly kind: string
    readonly state: string
    readonly facts: readonly string[]
    readonly withdraw: string
  }[]
}

/** Until money moves, a buyer may take her claim back. */
const withdrawable: readonly AfterSaleState[] = [
  'opened',
  'approved',
  'awaiting_return',
  'returning',
]

/** @param now - ms since 1970 */
export function claimsView(order: OrderView, now: number, texts: ShopTexts): ClaimsView {
  const { afterSales: t } = texts
  return {
    title: titleOf(order, now, texts),
    claims: [...order.afterSales].reverse().map((claim) => ({
      id: claim.id,
      kind: t.kinds[claim.kind],
      state: t.states[claim.state],
      facts: factsOf(claim, texts),
      withdraw: withdrawable.includes(claim.state) ? t.withdraw : '',
    })),
  }
}

function titleOf(order: OrderView, now: number, { afterSales: t }: ShopTexts): string {
  const way = wayBack(order, now)
  if (!way) return ''
  if (way === 'claim') return t.claim
  const isWhole = order.refunds.length === 0 && claimable(order).length === order.lines.length
  return isWhole ? t.cancelAll : t.cancelRest
}

function factsOf(claim: AfterSaleView, { afterSales: t }: ShopTexts): string[] {
  const { state, dueAt, reason, note, answer, agreed, returnTo, parcel } = claim
  const due = dueAt && t.due[state]?.(moment(dueAt))
  return [
    due,
    t.reasons[reason],
    note && t.own(note),
    answer && t.answer(answer),
    agreed && t.agreed(agreed),
    returnTo && t.returnTo(returnTo),
    parcel && t.parcel(parcel.carrier, parcel.number),
  ].flatMap((fact) => fact || [])
}
