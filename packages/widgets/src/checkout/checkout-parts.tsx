import type { CheckoutState } from '@xiaopu/client/stores'
import { isBuyable, type LineState, type Money, type Quote, type QuoteLine } from '@xiaopu/domain'
import { Price } from '../price/price.tsx'
import { useEffect, useState } from '../render/index.ts'
import { addressFormId } from './address-form.tsx'
import { BoughtLine, SumRows } from './bought.tsx'
import type { CheckoutTexts } from './texts.ts'

/** What is being bought: one glance, no buttons. */
export function CheckoutLines(props: {
  lines: readonly (Omit<QuoteLine, 'group'> & { readonly state?: LineState })[]
  texts: CheckoutTexts
}) {
  const { lines, texts } = props
  return (
    <section class="card" part="lines">
      <ul>
        {lines.map((line) => (
          <BoughtLine
            key={line.sku}
            line={line}
            texts={texts}
            state={line.state}
            bad={
              line.state &&
              !isBuyable(line.state) && <p class="bad">{texts.cart.lineStates[line.state]}</p>
            }
          />
        ))}
      </ul>
    </section>
  )
}

/** What it comes to, and how long that holds. */
export function QuoteSums({ quote, texts }: { quote: Quote; texts: CheckoutTexts }) {
  const t = texts.checkout
  const { spendMore } = quote
  const hours = Math.max(...quote.groups.map(({ shipWithinHours }) => shipWithinHours))
  return (
    <section class="card sums" part="sums">
      <SumRows of={quote} code={quote.coupon} texts={texts} />
      {spendMore && <p class="values">{t.spendMore(spendMore.missing, spendMore.coupon)}</p>}
      <p class="values">
        {quote.groups.length > 1 && <span>{t.parcels(quote.groups.length)}</span>}
        {quote.groups.length > 0 && (
          <span>
            {quote.forGroup ? t.forGroup(quote.forGroup.size, hours) : t.shipWithin(hours)}
          </span>
        )}
      </p>
    </section>
  )
}

/** One line to type, under its name. */
export function TypedLine(props: {
  label: string
  hint?: string
  most: number
  value: string
  onChange: (text: string) => void
}) {
  const { label, hint, most, value, onChange } = props
  return (
    <label class="about">
      <span class="label">{label}</span>
      <input
        type="text"
        maxLength={most}
        placeholder={hint}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  )
}

/** A code that somebody was given, typed or pasted. */
export function CouponBox({
  texts,
  onUse,
}: {
  texts: CheckoutTexts
  onUse: (code: string) => void
}) {
  const t = texts.checkout
  const [code, setCode] = useState('')
  return (
    <form
      class="card where"
      part="coupon"
      onSubmit={(event) => {
        event.preventDefault()
        onUse(code.trim())
      }}
    >
      <TypedLine label={t.coupon} most={20} value={code} onChange={setCode} />
      <button type="submit" class="link">
        {t.useCoupon}
      </button>
    </form>
  )
}

/** Whole minutes until a moment (ms, 0 for none) of the client's clock; drawn anew as they pass. */
export function useMinutesLeft(until: number, now: () => number): number {
  const left = () => Math.max(0, Math.ceil((until - now()) / 60_000))
  const [minutes, setMinutes] = useState(left)
  useEffect(() => {
    const tick = () => setMinutes(left())
    tick()
    const timer = setInterval(tick, 5000)
    return () => clearInterval(timer)
  }, [until])
  return minutes
}

/** The bar under the thumb: what to pay, and the one button. */
export function PayBar(props: {
  state: CheckoutState
  goods: Money
  minutes: number
  leaving: boolean
  texts: CheckoutTexts
  onPay: () => void
}) {
  const { state, goods, minutes, leaving, texts, onPay } = props
  const { checkout: t, cart, card } = texts
  const { step, quote } = state
  const total = quote?.total || goods
  const busy = step === 'placing' || step === 'quoting' || leaving
  const label = leaving ? t.toCashier : step === 'placing' ? t.placing : t.pay(total)
  return (
    <div class="bar" part="total">
      <div class="due">
        <p>
          <span>{quote ? t.total : t.goods}</span>
          <Price money={total} label={card.priceLabel(total)} />
        </p>
        <p class="values">{quote ? t.validFor(minutes) : cart.freightLater}</p>
      </div>
      {quote ? (
        <button
          type="button"
          part="pay"
          class="solid"
          aria-disabled={busy || undefined}
          onClick={() => {
            if (!busy) onPay()
          }}
        >
          {step === 'quoting' ? t.quoting : label}
        </button>
      ) : (
        <button type="submit" form={addressFormId} class="solid" aria-disabled={busy || undefined}>
          {busy ? t.quoting : t.useAddress}
        </button>
      )}
    </div>
  )
}
