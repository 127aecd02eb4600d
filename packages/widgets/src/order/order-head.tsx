import type { OrderNow } from '@xiaopu/client/stores'
import type { ChoosableProvider, OrderView } from '@xiaopu/domain'
import { usePayWay } from '../buying/pay-ways.tsx'
import { useState } from '../render/index.ts'
import { AskButton } from './ask.tsx'
import { ClaimButtons } from './claim-buttons.tsx'
import type { ClaimDeeds } from './claim-deeds.ts'
import { clock } from './moment.ts'
import { SeatDeed, seatHint } from './seat.tsx'
import type { OrderTexts } from './texts.ts'

export interface OrderDeeds {
  pay(provider: ChoosableProvider | undefined): void
  check(): void
  close(): void
  receive(): void
  joinGroup(): void
  readonly claims: ClaimDeeds
}

interface HeadProps {
  readonly order: OrderView
  readonly now: OrderNow
  readonly texts: OrderTexts
  /** The buyer comes from the cashier, or asked whether the money arrived. */
  readonly checking: boolean
  readonly leaving: boolean
  /** The shop's own page, once known. */
  readonly shopUrl: string | undefined
  /** Why the last deed failed. */
  readonly said: string | undefined
  readonly deeds: OrderDeeds
}

/** Where the order stands, in large letters, and what the buyer can do about it. */
export function OrderHead(props: HeadProps) {
  const { order, texts, checking } = props
  const t = texts.order
  const waits = order.state === 'pending_payment'
  const isBack = order.lines.every(({ quantity, returned = 0 }) => returned >= quantity)
  const next =
    seatHint(order, texts) ?? (isBack ? texts.afterSales.allBack : texts.orderHints[order.state])
  const hint = waits ? t.payBefore(clock(order.payBefore)) : next
  return (
    <section part="head" class="card head-card" data-state={order.state}>
      <div role="status">
        <h2 part="state">{texts.orderStates[order.state]}</h2>
        <p class="values">{waits && checking ? t.checking : hint}</p>
        {order.attention && order.addressChange !== 'needed' && (
          <p class="notice-bar">{t.attention}</p>
        )}
      </div>
      <SeatDeed {...props} onJoin={props.deeds.joinGroup} />
      {waits && <PayButtons {...props} />}
      {order.state === 'shipped' && (
        <AskButton
          part="receive"
          class="solid wide"
          title={t.receive}
          question={t.receiveAsk}
          texts={texts}
          busy={props.now.doing !== undefined}
          onYes={props.deeds.receive}
        />
      )}
      <ClaimButtons {...props} deeds={props.deeds.claims} />
    </section>
  )
}

function PayButtons({ order, now, texts, checking, leaving, deeds }: HeadProps) {
  const t = texts.order
  const [asked, setAsked] = useState(false)
  const [provider, ways] = usePayWay(texts, order.payWith, order.payment?.provider)
  const busy = now.doing !== undefined || leaving
  return (
    <>
      {ways}
      <button
        type="button"
        part="pay"
        class="solid wide"
        aria-disabled={busy || undefined}
        onClick={() => {
          if (!busy) deeds.pay(provider)
        }}
      >
        {leaving || now.doing === 'pay' ? texts.checkout.toCashier : t.pay(order.total)}
      </button>
      <div class="pair">
        <button
          type="button"
          class="plain"
          aria-disabled={checking || undefined}
          onClick={() => {
            setAsked(true)
            deeds.check()
          }}
        >
          {t.checkPayment}
        </button>
        <AskButton
          class="plain"
          title={t.cancel}
          question={t.cancelAsk}
          texts={texts}
          onYes={deeds.close}
        />
      </div>
      <p class="values" role="status">
        {asked && !checking && t.notPaidYet}
      </p>
    </>
  )
}
