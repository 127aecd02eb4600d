import { html } from 'hono/html'
import { type Order, type Parcel, toShip } from '../../world/order.ts'
import {
  chinaTime,
  choice,
  deed,
  facts,
  field,
  hidden,
  type Markup,
  searchField,
  upcoming,
  type View,
  word,
  yuan,
} from './layout.ts'
import { refundsOf } from './refunds.ts'

/** Orders, newest first, each with what may be done to it now; and what will happen next. */
export function ordersSection(view: View): Markup {
  const { state, texts } = view
  const asked = (view.query('q') ?? '').trim()
  const orders = state.orders
    .toReversed()
    .filter((order) => holds(order, asked))
    .slice(0, 100)
  return html`${coming(view)}
    <h2>${texts.nav['']}</h2>
    <form class="search" role="search" action="/sandbox/">${searchField('q', texts.findOrders, asked)}
    <button class="small">${texts.search}</button></form>
    ${orders.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <div class="cards">${orders.map((order) => card(view, order))}</div>`
}

/** Whether a number, a name or a refund of the order holds the text. */
function holds(order: Order, asked: string): boolean {
  const { id, outOrderId = '', receiver, items, refundIds = [] } = order
  const names = items.map(({ name }) => name)
  return [id, outOrderId, receiver.fullName, ...names, ...refundIds].some((text) =>
    text.includes(asked),
  )
}

function coming({ state, texts }: View): Markup {
  const dues = upcoming(state).slice(0, 5)
  return html`<section class="coming"><h2>${texts.next}</h2>
    ${dues.length === 0 ? html`<p class="none">${texts.nothingNext}</p>` : ''}
    <ol>${dues.map(
      (due) => html`<li><time>${chinaTime(due.at)}</time>
        <span>${word(texts.dues, due.kind)}</span> <code>${due.about}</code></li>`,
    )}</ol></section>`
}

function card(view: View, order: Order): Markup {
  const { texts } = view
  const { fullName, province, city } = order.receiver
  return html`<article class="card">
    <h3><code>${order.id}</code> <span class="tag ${order.status}">${word(texts.status, order.status)}</span></h3>
    <ul class="items">${order.items.map(
      (
        item,
      ) => html`<li><img src="/${item.image}_80x80.png" alt="" width="40" height="40" loading="lazy">
        <span>${item.name}<small>${item.properties.map(({ value }) => value).join(' / ')}</small></span>
        <span class="number">${yuan(item.unitFen)} × ${item.quantity}</span></li>`,
    )}</ul>
    ${facts([
      [texts.outOrder, order.outOrderId],
      [texts.supplier, order.supplier.companyName],
      [texts.receiver, `${fullName} ${province} ${city}`],
      [texts.goods, yuan(order.goodsFen)],
      [texts.freight, yuan(order.postFen)],
      [texts.discount, order.discountFen === 0 ? undefined : yuan(-order.discountFen)],
      [texts.total, html`<strong>${yuan(order.totalFen)}</strong>`],
      [texts.paid, order.paidFen > 0 ? yuan(order.paidFen) : undefined],
      [texts.refunded, order.refundedFen > 0 ? yuan(order.refundedFen) : undefined],
    ])}
    ${order.parcels.map((parcel) => trail(view, order, parcel))}
    ${wantedAddress(view, order)}${refundsOf(view, order)}
    <div class="deeds">${deeds(view, order)}</div></article>`
}

function trail(view: View, order: Order, parcel: Parcel): Markup {
  const { texts } = view
  const number = html`${hidden('logisticsId', parcel.logisticsId)}${field('billNo', texts.billNo, { isRequired: true })}`
  return html`<div class="parcel"><p>${texts.parcel} ${parcel.company.name} <code>${parcel.billNo}</code></p>
    <ol>${parcel.nodes
      .toReversed()
      .map((node) => html`<li><time>${chinaTime(node.at)}</time> ${node.remark}</li>`)}</ol>
    <details><summary>${texts.correctNumber}</summary>
    ${deed(view, `orders/${order.id}/number`, number, texts.correctNumber)}</details></div>`
}

/** The buyer's wish for another address, which the supplier answers. */
function wantedAddress(view: View, { id, wantedReceiver: to }: Order): Markup | string {
  const { texts } = view
  if (!to) return ''
  return html`<section class="refund"><h4>${texts.wantedReceiver}</h4>
    <p>${to.fullName} ${to.province} ${to.city} ${to.address}</p><div class="deeds">
    ${deed(view, `orders/${id}/address`, hidden('agree', 'true'), texts.agreeAddress, 'main')}
    ${deed(view, `orders/${id}/address`, hidden('agree', 'false'), texts.rejectAddress, 'quiet')}</div></section>`
}

/** Some of what is left, under a number of the supplier's own. */
function shipPart(view: View, order: Order): Markup {
  const { texts } = view
  const left = order.items.filter((item) => toShip(item) > 0)
  const fields = html`${left.map((item) =>
    field(`goods.${item.subId}`, texts.quantityOf(item.name), {
      type: 'number',
      value: String(toShip(item)),
    }),
  )}${field('billNo', texts.billNo)}`
  return html`<details class="more"><summary>${texts.shipPart}</summary>
    ${deed(view, `orders/${order.id}/ship`, fields, texts.ship)}</details>`
}

/** What the state of an order allows. */
function deeds(view: View, order: Order): Markup[] {
  const { texts } = view
  const path = (verb: string) => `orders/${order.id}/${verb}`
  const isUnpaid = order.status === 'waitbuyerpay'
  const isPaid = order.status === 'waitsellersend'
  const isSent = order.parcels.length > 0
  const moving = order.status === 'waitbuyerreceive' || (isPaid && isSent)
  return [
    ...(isUnpaid ? [deed(view, path('pay'), '', texts.pay, 'main')] : []),
    ...(isPaid ? [deed(view, path('ship'), '', texts.ship, 'main')] : []),
    ...(isPaid ? [shipPart(view, order)] : []),
    ...(isPaid || moving ? [deed(view, path('deliver'), '', texts.deliver)] : []),
    ...(isUnpaid
      ? [
          deed(
            view,
            path('price'),
            field('totalYuan', texts.newTotal, { type: 'number' }),
            texts.price,
          ),
        ]
      : []),
    ...(moving
      ? [
          deed(
            view,
            path('trace'),
            html`${choice('status', texts.traceStatus, Object.entries(texts.traces))}
            ${field('remark', texts.remark)}`,
            texts.trace,
          ),
        ]
      : []),
    ...((isUnpaid || isPaid) && !isSent
      ? [deed(view, path('close'), '', texts.close, 'quiet')]
      : []),
  ]
}
