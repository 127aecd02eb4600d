import type { ReturnedParcel } from '@xiaopu/domain'
import { useState } from '../render/index.ts'
import type { OrderTexts } from './texts.ts'

interface StepProps<Answer> {
  readonly busy: boolean
  readonly texts: OrderTexts
  readonly onSend: (answer: Answer) => void
}

/** With which parcel the goods come back. */
export function ShipBack({ busy, texts, onSend }: StepProps<ReturnedParcel>) {
  const t = texts.afterSales
  const [carrier, setCarrier] = useState('')
  const [number, setNumber] = useState('')
  const [wrong, setWrong] = useState(false)
  const parcel = { carrier: carrier.trim(), number: number.replace(/\s/g, '') }
  const submit = (event: Event) => {
    event.preventDefault()
    // As the contract has it.
    const isWrong = !parcel.carrier || !/^[0-9A-Za-z-]{6,32}$/.test(parcel.number)
    setWrong(isWrong)
    if (!isWrong && !busy) onSend(parcel)
  }
  return (
    <form class="step" noValidate onSubmit={submit}>
      <input
        type="text"
        maxLength={40}
        aria-label={t.carrier}
        placeholder={t.carrier}
        aria-invalid={(wrong && !parcel.carrier) || undefined}
        value={carrier}
        onInput={({ currentTarget }) => setCarrier(currentTarget.value)}
      />
      <input
        type="text"
        maxLength={40}
        aria-label={t.number}
        placeholder={t.number}
        aria-invalid={wrong || undefined}
        value={number}
        onInput={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <p class="bad" role="alert">
        {wrong && t.badNumber}
      </p>
      <button type="submit" class="solid wide" aria-disabled={busy || undefined}>
        {t.shipBack}
      </button>
    </form>
  )
}

/** Why the buyer does not accept a refusal. */
export function Dispute({ busy, texts, onSend }: StepProps<string>) {
  const t = texts.afterSales
  const [note, setNote] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (note.trim() && !busy) onSend(note.trim())
  }
  return (
    <form class="step" noValidate onSubmit={submit}>
      <textarea
        rows={2}
        maxLength={500}
        aria-label={t.disputeNote}
        placeholder={t.disputeNote}
        value={note}
        onInput={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <button type="submit" class="plain wide" aria-disabled={busy || !note.trim() || undefined}>
        {t.dispute}
      </button>
    </form>
  )
}
