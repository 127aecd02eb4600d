import type { OrderNow } from '@xiaopu/client/stores'
import type { AfterSaleState, AfterSaleView, OrderView } from '@xiaopu/domain'
import { valuesOf } from '../checkout/bought.tsx'
import { AskButton } from './ask.tsx'
import type { ClaimDeeds } from './claim-deeds.ts'
import { Dispute, ShipBack } from './claim-steps.tsx'
import { CopyButton } from './copy.tsx'
import { moment } from './moment.ts'
import type { OrderTexts } from './texts.ts'

/** Until money moves, a buyer may take her claim back. */
const withdrawable: readonly AfterSaleState[] = [
  'opened',
  'approved',
  'awaiting_return',
  'returning',
]

interface ClaimsProps {
  readonly order: OrderView
  readonly now: OrderNow
  readonly texts: OrderTexts
  readonly deeds: ClaimDeeds
}

/** What was asked back, newest first: where it stands, until when, and what the buyer can do. */
export function Claims({ order, ...props }: ClaimsProps) {
  return (
    <>
      {[...order.afterSales].reverse().map((claim) => (
        <Claim key={claim.id} {...props} order={order} claim={claim} />
      ))}
    </>
  )
}

function Claim(props: ClaimsProps & { claim: AfterSaleView }) {
  const { order, now, texts, deeds, claim } = props
  const { id, kind, state, dueAt, returnTo, agreed } = claim
  const t = texts.afterSales
  const busy = now.doing !== undefined
  const due = dueAt && t.due[state]?.(moment(dueAt))
  const isSent = state === 'resending'
  return (
    <section part="after-sale" class="card parcel" aria-label={t.title}>
      <h2>
        {t.kinds[kind]}
        <span class="state" role="status">
          {state === 'done' && !agreed ? texts.orderStates.completed : t.states[state]}
        </span>
      </h2>
      {due && <p>{due}</p>}
      <Facts order={order} claim={claim} texts={texts} />
      {returnTo && state === 'awaiting_return' && (
        <p class="number">
          <span>{t.returnTo(returnTo)}</span>
          <CopyButton text={returnTo} label={t.copyAddress} done={texts.order.copied} />
        </p>
      )}
      {state === 'awaiting_return' && (
        <ShipBack {...{ busy, texts }} onSend={(parcel) => void deeds.shipBack(id, parcel)} />
      )}
      {state === 'refused' && (
        <Dispute {...{ busy, texts }} onSend={(note) => void deeds.dispute(id, note)} />
      )}
      {(isSent || withdrawable.includes(state)) && (
        <AskButton
          class={isSent ? 'solid wide' : 'more'}
          title={isSent ? `${t.kinds[kind]} · ${texts.order.receive}` : t.withdraw}
          question={isSent ? texts.order.receiveAsk : t.withdrawAsk}
          texts={texts}
          busy={busy}
          onYes={() => void (isSent ? deeds.received : deeds.withdraw)(id)}
        />
      )}
    </section>
  )
}

/** What it is about and what both sides said, one under the other. */
function Facts(props: { order: OrderView; claim: AfterSaleView; texts: OrderTexts }) {
  const { order, claim, texts } = props
  const { reason, lines, exchange, note, answer, agreed, parcel } = claim
  const t = texts.afterSales
  const goods = order.lines.flatMap(({ id, title }) =>
    lines
      .filter(({ line }) => line === id)
      .map(({ quantity }) => `${title} ${texts.order.quantity(quantity)}`),
  )
  const facts = [
    [...goods, t.reasons[reason]].join(' · '),
    exchange && t.instead(valuesOf(exchange)),
    note && t.own(note),
    answer && t.answer(answer),
    agreed && t.agreed(agreed),
    parcel && t.parcel(parcel.carrier, parcel.number),
  ]
  return (
    <>
      {facts.map(
        (fact) =>
          fact && (
            <p key={fact} class="values">
              {fact}
            </p>
          ),
      )}
    </>
  )
}
