import { formatMoney, type OrderView, type Shipment } from '@xiaopu/domain'
import { BoughtLine, SumRows } from '../checkout/bought.tsx'
import { useState } from '../render/index.ts'
import { CopyButton } from './copy.tsx'
import { moment } from './moment.ts'
import type { OrderTexts } from './texts.ts'

type Part = { order: OrderView; texts: OrderTexts }

/** How many events of a trail are shown before the buyer asks for all. */
const shortTrail = 3

export function Parcels({ order, texts }: Part) {
  const { shipments } = order
  const first = shipments.filter(({ afterSale }) => !afterSale)
  return (
    <>
      {shipments.map((shipment) => (
        <Parcel
          key={shipment.id}
          shipment={shipment}
          title={
            shipment.afterSale
              ? texts.afterSales.kinds.exchange
              : texts.order.parcel(first.indexOf(shipment) + 1, first.length)
          }
          texts={texts}
        />
      ))}
    </>
  )
}

function Parcel(props: { shipment: Shipment; title: string; texts: OrderTexts }) {
  const { shipment, title, texts } = props
  const { carrier, number, state, trail, lines } = shipment
  const t = texts.order
  const [all, setAll] = useState(false)
  const shown = all ? trail : trail.slice(0, shortTrail)
  return (
    <section part="parcel" class="card parcel" aria-label={title}>
      <h2>
        {title} <span class="state">{texts.shipmentStates[state]}</span>
      </h2>
      <p class="number">
        <span>{t.parcelNumber(carrier, number)}</span>
        <CopyButton text={number} label={t.copyParcelNumber} done={t.copied} />
      </p>
      <p class="values">
        {lines.map((line) => `${line.title} ${t.quantity(line.quantity)}`).join(' · ')}
      </p>
      {trail.length === 0 && <p class="values">{t.noTrail}</p>}
      {trail.length > 0 && <Trail events={shown} />}
      {trail.length > shortTrail && (
        <button type="button" class="more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.lessTrail : t.moreTrail}
        </button>
      )}
    </section>
  )
}

export function OrderLines({ order, texts }: Part) {
  const t = texts.order
  const { total, coupon, remark } = order
  return (
    <section part="lines" class="card" aria-label={t.lines}>
      <ul>
        {order.lines.map((line) => (
          <BoughtLine
            key={line.sku}
            line={line}
            texts={texts}
            back={<BackOf line={line} texts={texts} />}
          />
        ))}
      </ul>
      <div class="sums">
        <SumRows of={order} code={coupon?.code} texts={texts}>
          <div class="sum">
            <dt>{order.state === 'pending_payment' ? texts.checkout.total : t.total}</dt>
            <dd>{formatMoney(total)}</dd>
          </div>
        </SumRows>
      </div>
      {coupon?.backUntil && (
        <p class="values remark">{t.couponBack(coupon.code, moment(coupon.backUntil))}</p>
      )}
      {remark && (
        <p class="values remark">
          {t.remark} {remark}
        </p>
      )}
    </section>
  )
}

/** What happened, newest first. */
function Trail({ events }: { events: Shipment['trail'] }) {
  return (
    <ol class="trail">
      {events.map(({ at, text }) => (
        <li key={at + text}>
          <time dateTime={at}>{moment(at)}</time>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  )
}

/** What of a line was given back: pieces, or only money. */
function BackOf({ line, texts }: { line: OrderView['lines'][number]; texts: OrderTexts }) {
  const { returned = 0, refunded } = line
  const t = texts.afterSales
  if (!refunded) return null
  return <small>{returned > 0 ? t.returned(returned) : t.compensated(refunded)}</small>
}

/** What happened when, newest first. */
export function OrderSteps({ order, texts }: Part) {
  const t = texts.order
  return (
    <section part="steps" class="card" aria-label={t.steps}>
      <h2>{t.steps}</h2>
      <Trail
        events={[...order.steps]
          .reverse()
          .map(({ state, at }) => ({ at, text: texts.orderStates[state] }))}
      />
      <p class="number small">
        <span>{t.number(order.number)}</span>
        <CopyButton text={order.number} label={t.copyNumber} done={t.copied} />
      </p>
    </section>
  )
}
