import { html } from 'hono/html'
import { yuanText } from '../../money.ts'
import { balanceList } from './books.ts'
import { chinaTime, deed, field, hidden, type Markup, type View, word, yuan } from './layout.ts'

const limit = (fen: number | undefined): string => (fen === undefined ? '' : yuanText(fen))

/** The accounts that pay for orders, their book, and what buyers paid at the cashier. */
export function moneySection(view: View): Markup {
  const { state, texts } = view
  const { payments, refunds, notices } = state.cashier
  return html`<h2>${texts.nav.money}</h2>
    <section class="card wide"><h3>${texts.books}</h3>${balanceList(view)}</section>
    <div class="cards">${state.members.map(
      (member) => html`<section class="card"><h3>${member.companyName}</h3>
        <p class="balance">${yuan(member.balanceFen)}</p>
        <p class="none">${texts.balance} · <code>${member.memberId}</code></p>
        ${deed(view, 'members', html`${hidden('memberId', member.memberId)}${field('addYuan', texts.addMoney)}${field('creditYuan', texts.credit, { value: limit(member.creditFen) })}${field('periodYuan', texts.period, { value: limit(member.periodFen) })}`, texts.save)}</section>`,
    )}</div>
    <section class="card wide"><h3>${texts.purses}</h3>${table(
      texts,
      [texts.account, texts.balance],
      Object.entries(state.purses).map(([purse, fen]) => [
        word(texts.purseNames, purse),
        yuan(fen),
      ]),
    )}</section>
    <section class="card wide"><h3>${texts.book}</h3>${table(
      texts,
      [texts.time, texts.kind, texts.order, texts.amount, texts.balance],
      state.book
        .toReversed()
        .map(({ at, kind, orderId, fen, balanceFen }) => [
          chinaTime(at),
          word(texts.bookings, kind),
          orderId ?? '',
          yuan(fen),
          yuan(balanceFen),
        ]),
    )}</section>
    <section class="card wide"><h3>${texts.cashier}</h3>${table(
      texts,
      [texts.time, texts.order, texts.state, texts.amount, ''],
      Object.values(payments)
        .toReversed()
        .map((payment) => [
          chinaTime(payment.paidAt ?? payment.createdAt),
          payment.outTradeNo,
          word(texts.payments, payment.state),
          yuan(payment.amount),
          html`<a href="/cashier/${payment.token}">${texts.openCashier}</a>`,
        ]),
    )}</section>
    <section class="card wide"><h3>${texts.refunds}</h3>${table(
      texts,
      [texts.time, texts.order, texts.state, texts.amount],
      Object.values(refunds)
        .toReversed()
        .map(({ createdAt, outRefundNo, state: is, amount }) => [
          chinaTime(createdAt),
          outRefundNo,
          word(texts.refundStates, is),
          yuan(amount),
        ]),
    )}</section>
    <section class="card wide"><h3>${texts.notices}</h3>${table(
      texts,
      [texts.time, texts.kind, texts.state, texts.attempts, texts.result],
      Object.values(notices)
        .toReversed()
        .map(({ body, state: is, attempts, lastResult }) => [
          chinaTime(Date.parse(body.occurredAt)),
          `${body.type} ${body.outTradeNo}`,
          word(texts.noticeStates, is),
          String(attempts),
          lastResult ?? '',
        ]),
    )}</section>`
}

function table(
  texts: View['texts'],
  heads: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  if (rows.length === 0) return html`<p class="none">${texts.none}</p>`
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}
