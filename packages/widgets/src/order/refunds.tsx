import { formatMoney, type OrderView } from '@xiaopu/domain'
import { moment } from './moment.ts'
import type { OrderTexts } from './texts.ts'

/** Money that goes back to the buyer, or is there; newest first. */
export function Refunds({ order, texts }: { order: OrderView; texts: OrderTexts }) {
  const t = texts.afterSales
  if (order.refunds.length === 0) return null
  return (
    <section part="refunds" class="card" aria-label={t.refunds}>
      <h2>{t.refunds}</h2>
      <ul class="back">
        {[...order.refunds].reverse().map(({ id, amount, state, reason, note, at, means }) => (
          <li key={id}>
            <p class="where">
              <b>{formatMoney(amount)}</b>
              <span class="state" role="status">
                {means ? t.states.done : t.refundStates[state]}
              </span>
            </p>
            <p class="values">
              {[t.refundReasons[reason], note, moment(at)].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
