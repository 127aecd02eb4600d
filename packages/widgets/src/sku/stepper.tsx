/** A quantity with room for a thumb on both sides. Out of bounds it says so instead of going there. */
export function Stepper(props: {
  value: number
  min: number
  max: number
  labels: { less: string; more: string; quantity: string }
  /** Called with any whole number from 0 on; bounds are the caller's to explain. */
  onChange: (value: number) => void
}) {
  const { value, min, max, labels, onChange } = props
  const typed = (event: Event) => {
    const { value: text } = event.currentTarget as HTMLInputElement
    const number = Number(text)
    onChange(Number.isInteger(number) && number > 0 ? number : min)
  }
  return (
    <div class="stepper">
      <button
        type="button"
        aria-label={labels.less}
        aria-disabled={value <= min || undefined}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <input
        type="text"
        inputMode="numeric"
        aria-label={labels.quantity}
        value={value}
        onChange={typed}
      />
      <button
        type="button"
        aria-label={labels.more}
        aria-disabled={value >= max || undefined}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  )
}
