import { html } from 'hono/html'
import type { Order, Parcel } from '../../world/order.ts'
import {
  chinaTime,
  choice,
  deed,
  facts,
  field,
  type Markup,
  type View,
  word,
  yuan,
} from './layout.ts'

/** Orders, newest first, each with what may be done to it now; and what will happen next. */
export function ordersSection(view: View): Markup {
  const { state, texts } = view
  const orders = state.orders.toReversed().slice(0, 100)
  return html`${coming(view)}
    <h2>${texts.nav['']}</h2>
    ${orders.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <div class="cards">${orders.map((order) => card(view, order))}</div>`
}

function coming({ state, texts }: View): Markup {
  const dues = state.dues.toSorted((a, b) => a.at - b.at).slice(0, 5)
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
    ${order.parcels.map((parcel) => trail(view, parcel))}
    <div class="deeds">${deeds(view, order)}</div></article>`
}

function trail({ texts }: View, parcel: Parcel): Markup {
  return html`<div class="parcel"><p>${texts.parcel} ${parcel.company.name} <code>${parcel.billNo}</code></p>
    <ol>${parcel.nodes
      .toReversed()
      .map((node) => html`<li><time>${chinaTime(node.at)}</time> ${node.remark}</li>`)}</ol></div>`
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
