import { html } from 'hono/html'
import type { PageTexts } from './page-texts.ts'
import { type Markup, payingPage } from './paying-page.ts'
import { stateAt } from './payments.ts'
import type { CashierPayment } from './state.ts'

/** The cashier page of a payment in whatever state it is: a document of plain HTML without scripts. */
export function paymentPage(
  texts: PageTexts,
  payment: CashierPayment,
  merchantName: string,
  now: number,
): Markup {
  const rows: [string, string][] = [
    [texts.merchant, merchantName],
    [texts.subject, payment.subject],
    [texts.number, payment.outTradeNo],
  ]
  if (payment.transactionId) rows.push([texts.transaction, payment.transactionId])
  return payingPage(
    texts,
    html`${standing(texts, payment, now)}
    <dl class="facts">${rows.map(
      ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
    )}</dl>
    ${actions(texts, payment, now)}`,
  )
}

/** The page of an address that is no payment's. */
export function unknownPage(texts: PageTexts): Markup {
  return payingPage(texts, notice('none', texts.unknown, texts.unknownNote))
}

/** What the buyer must know first: how much, or that there is nothing to pay. */
function standing(texts: PageTexts, payment: CashierPayment, now: number): Markup {
  const state = stateAt(payment, now)
  if (state === 'success') {
    return notice('done', texts.paid, texts.paidAt(chinaTime(payment.paidAt ?? now)), payment)
  }
  if (state === 'refund') {
    return notice('done', texts.refunded, texts.refundedNote(yuan(payment.refunded)), payment)
  }
  if (state === 'closed') {
    const isExpired = payment.state === 'notpay'
    const [title, note] = isExpired
      ? [texts.expired, texts.expiredNote]
      : [texts.closed, texts.closedNote]
    return notice('none', title, note, payment)
  }
  return html`<p class="due"><span class="label">${texts.amount}</span>
    <strong class="amount">${yuan(payment.amount)}</strong>
    <span class="until">${texts.payBy(chinaTime(payment.expiresAt))}</span></p>`
}

function notice(
  kind: 'done' | 'none',
  title: string,
  note: string,
  payment?: CashierPayment,
): Markup {
  return html`<div class="standing ${kind}" role="status">
    <span class="mark" aria-hidden="true"></span>
    <h2>${title}</h2>
    ${payment ? html`<strong class="amount">${yuan(payment.amount)}</strong>` : ''}
    <p>${note}</p></div>`
}

function actions(texts: PageTexts, payment: CashierPayment, now: number): Markup {
  if (stateAt(payment, now) !== 'notpay') {
    return html`<a class="button quiet" href="${payment.returnUrl}">${texts.back}</a>`
  }
  const base = `/cashier/${payment.token}`
  return html`<form method="post" action="${base}/pay">
    <button class="button" type="submit">${texts.pay(yuan(payment.amount))}</button></form>
    <form method="post" action="${base}/cancel">
    <button class="button quiet" type="submit">${texts.cancel}</button></form>`
}

function yuan(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `¥${whole}.${String(fen % 100).padStart(2, '0')}`
}

/** `11-24 16:15` in China, where the shops are. */
function chinaTime(at: number): string {
  const text = new Date(at + 8 * 3_600_000).toISOString()
  return `${text.slice(5, 10)} ${text.slice(11, 16)}`
}
