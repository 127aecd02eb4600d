import { claimable, wayBack } from '@xiaopu/client/after-sales'
import type { OrderNow } from '@xiaopu/client/stores'
import type { OrderView } from '@xiaopu/domain'
import { useState } from '../render/index.ts'
import { Ask } from './ask.tsx'
import type { ClaimDeeds } from './claim-deeds.ts'
import { ClaimForm } from './claim-form.tsx'
import type { OrderTexts } from './texts.ts'

export interface ClaimProps {
  readonly order: OrderView
  readonly now: OrderNow
  readonly texts: OrderTexts
  /** Why the last deed failed. */
  readonly said: string | undefined
  readonly deeds: ClaimDeeds
}

/** One way to have money back, by what can be asked of the order as it stands. */
export function ClaimButtons(props: ClaimProps) {
  const { order, now, texts, deeds } = props
  const t = texts.afterSales
  const [open, setOpen] = useState(false)
  const way = wayBack(order, Date.now())
  if (!way) return null
  const busy = now.doing !== undefined
  const lines = claimable(order).map(({ line, left }) => ({ line: line.id, quantity: left }))
  const isWhole = order.refunds.length === 0 && lines.length === order.lines.length
  const title = way === 'claim' ? t.claim : isWhole ? t.cancelAll : t.cancelRest
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        part={way === 'claim' ? 'claim' : 'cancel-paid'}
        class="plain wide"
        aria-disabled={busy || undefined}
        onClick={() => {
          if (!busy) setOpen(true)
        }}
      >
        {title}
      </button>
      {open && way === 'claim' && <ClaimForm {...props} onDone={close} />}
      {open && way === 'cancel' && (
        <Ask
          title={title}
          question={t.cancelAsk}
          texts={texts}
          onYes={() => void deeds.open({ kind: 'refund_only', reason: 'changed_mind', lines })}
          onDone={close}
        />
      )}
    </>
  )
}
