import { html } from 'hono/html'
import type { Order } from '../../world/order.ts'
import type { Refund } from '../../world/refund.ts'
import { chinaTime, deed, facts, field, type Markup, type View, word, yuan } from './layout.ts'

/** What a buyer asked back of an order, what became of it, and the supplier's answers as buttons. */
export function refundsOf(view: View, order: Order): Markup[] {
  return view.state.refunds
    .filter(({ orderId }) => orderId === order.id)
    .map((refund) => entry(view, refund))
}

function entry(view: View, refund: Refund): Markup {
  const { texts } = view
  return html`<section class="refund" aria-label="${texts.refund} ${refund.id}">
    <h4>${texts.refund} <code>${refund.id}</code>
    <span class="tag ${refund.status}">${word(texts.refundStatus, refund.status)}</span></h4>
    ${facts([
      [texts.wish, `${texts.wishes[refund.request]} · ${refund.description}`],
      [texts.goods, yuan(refund.paymentFen)],
      [texts.freight, refund.carriageFen > 0 ? yuan(refund.carriageFen) : undefined],
      [texts.rejectReason, refund.rejectReason],
      [
        texts.returned,
        refund.returned && `${refund.returned.companyName} ${refund.returned.billNo}`,
      ],
      [texts.dueAt, refund.dueAt === undefined ? undefined : chinaTime(refund.dueAt)],
    ])}
    <details><summary>${texts.history}</summary><ol class="plain">${refund.history.map(
      ({ at, action }) => html`<li><time>${chinaTime(at)}</time> <code>${action}</code></li>`,
    )}</ol></details>
    ${answers(view, refund)}</section>`
}

function answers(view: View, { id, status, request }: Refund): Markup | string {
  const { texts } = view
  if (status !== 'waitselleragree' && status !== 'waitsellerreceive') return ''
  const yes =
    status === 'waitsellerreceive'
      ? texts.goodsCameBack
      : request === 'refund'
        ? texts.agreeRefund
        : texts.agreeReturn
  return html`<div class="deeds">${deed(view, `refunds/${id}/agree`, '', yes, 'main')}
    ${deed(view, `refunds/${id}/reject`, field('reason', texts.reason), texts.rejectRefund, 'quiet')}</div>`
}
