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
    /** Where the goods go, to be copied. */
    readonly address: string
    /** What the claim waits for from its buyer: a parcel, or why she does not agree. */
    readonly ships: boolean
    readonly disputes: boolean
    /** Says that what was sent in exchange has arrived; empty while it has not been sent. */
    readonly received: string
  }[]
  readonly words: {
    readonly copyAddress: string
    readonly carrier: string
    readonly number: string
    readonly badNumber: string
    readonly shipBack: string
    readonly disputeNote: string
    readonly dispute: string
  }
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
  const { copyAddress, carrier, number, badNumber, shipBack, disputeNote, dispute } = t
  return {
    title: titleOf(order, now, texts),
    words: { copyAddress, carrier, number, badNumber, shipBack, disputeNote, dispute },
    claims: [...order.afterSales].reverse().map((claim) => ({
      id: claim.id,
      kind: t.kinds[claim.kind],
      state: stateOf(claim, texts),
      facts: factsOf(order, claim, texts),
      withdraw: withdrawable.includes(claim.state) ? t.withdraw : '',
      address: claim.state === 'awaiting_return' ? (claim.returnTo ?? '') : '',
      ships: claim.state === 'awaiting_return',
      disputes: claim.state === 'refused',
      received: claim.state === 'resending' ? receivedTitle(texts) : '',
    })),
  }
}

/** Told apart from receiving the order. */
export function receivedTitle({ afterSales, order }: ShopTexts): string {
  return `${afterSales.kinds.exchange} · ${order.receive}`
}

function stateOf({ state, agreed }: AfterSaleView, texts: ShopTexts): string {
  const isExchanged = state === 'done' && !agreed
  return isExchanged ? texts.orderStates.completed : texts.afterSales.states[state]
}

function titleOf(order: OrderView, now: number, { afterSales: t }: ShopTexts): string {
  const way = wayBack(order, now)
  if (!way) return ''
  if (way === 'claim') return t.claim
  const isWhole = order.refunds.length === 0 && claimable(order, now).length === order.lines.length
  return isWhole ? t.cancelAll : t.cancelRest
}

function factsOf(order: OrderView, claim: AfterSaleView, texts: ShopTexts): string[] {
  const { afterSales: t } = texts
  const { state, dueAt, reason, lines, exchange, note, answer, agreed, returnTo, parcel } = claim
  const due = dueAt && t.due[state]?.(moment(dueAt))
  const goods = lines.map(({ line, quantity }) => {
    const title = order.lines.find(({ id }) => id === line)?.title ?? ''
    return `${title} ${texts.order.quantity(quantity)}`
  })
  return [
    due,
    [...goods, t.reasons[reason]].join(' · '),
    exchange && t.instead(exchange.properties.map(({ value }) => value).join(' · ')),
    note && t.own(note),
    answer && t.answer(answer),
    agreed && t.agreed(agreed),
    returnTo && t.returnTo(returnTo),
    parcel && t.parcel(parcel.carrier, parcel.number),
  ].flatMap((fact) => fact || [])
}
