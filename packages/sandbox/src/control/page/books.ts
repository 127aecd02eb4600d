import { html } from 'hono/html'
import type { Markup, State, View } from './layout.ts'
import { yuan } from './layout.ts'

/** One thing that must hold of all money, with the amount by which it does not. */
interface Balance {
  readonly what: string
  readonly offFen: number
}

/** Whether the books of the platform and the cashier balance, counted anew from their rows. */
function balances({ state, texts }: View): readonly Balance[] {
  const held = Object.values(state.purses).reduce((sum, fen) => sum + fen, 0)
  const all = state.members.reduce((sum, { balanceFen }) => sum + balanceFen, held)
  return [
    { what: texts.booksSum, offFen: all },
    { what: texts.booksLedger, offFen: offLedger(state) },
    { what: texts.booksStatement, offFen: offStatement(state) },
    { what: texts.booksCashier, offFen: overRefunded(state) },
  ]
}

/** How far purses are from what their movements add up to. */
function offLedger({ ledger, members, purses }: State): number {
  const counted = new Map<string, number>()
  for (const { from, to, fen } of ledger) {
    counted.set(from, (counted.get(from) ?? 0) - fen)
    counted.set(to, (counted.get(to) ?? 0) + fen)
  }
  const stated = new Map(Object.entries(purses))
  for (const { memberId, balanceFen } of members) stated.set(memberId, balanceFen)
  return [...new Set([...counted.keys(), ...stated.keys()])].reduce(
    (off, purse) => off + Math.abs((counted.get(purse) ?? 0) - (stated.get(purse) ?? 0)),
    0,
  )
}

/** How far accounts are from the lines of their statements. */
function offStatement({ book, members }: State): number {
  return members.reduce((off, { memberId, balanceFen }) => {
    const lines = book.filter((line) => line.memberId === memberId)
    return off + Math.abs(lines.reduce((sum, { fen }) => sum + fen, 0) - balanceFen)
  }, 0)
}

/** What the cashier gave back beyond what was paid. */
function overRefunded({ cashier }: State): number {
  const refunds = Object.values(cashier.refunds)
  return Object.values(cashier.payments).reduce((over, { outTradeNo, state, amount }) => {
    const back = refunds
      .filter((refund) => refund.outTradeNo === outTradeNo)
      .reduce((sum, refund) => sum + refund.amount, 0)
    const paid = state === 'success' || state === 'refund' ? amount : 0
    return over + Math.max(0, back - paid)
  }, 0)
}

/** One line each, said in words: colour alone says nothing. */
export function balanceList(view: View): Markup {
  const { texts } = view
  return html`<ul class="plain balances">${balances(view).map(
    ({ what, offFen }) => html`<li><span>${what}</span>
      <span class="tag ${offFen === 0 ? 'success' : 'cancel'}">${offFen === 0 ? texts.balanced : `${texts.offBy} ${yuan(offFen)}`}</span></li>`,
  )}</ul>`
}
