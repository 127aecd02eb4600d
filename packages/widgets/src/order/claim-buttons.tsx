import { claimable, wayBack } from '@xiaopu/client/after-sales'
import type { OrderNow } from '@xiaopu/client/stores'
import type { OrderView } from '@xiaopu/domain'
import { useState } from '../render/index.ts'
import { AskButton } from './ask.tsx'
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

/** One way to have money or other goods, by what can be asked of the order as it stands. */
export function ClaimButtons(props: ClaimProps) {
  const { order, now, texts, deeds } = props
  const t = texts.afterSales
  const [open, setOpen] = useState(false)
  const way = wayBack(order, Date.now())
  if (!way) return null
  const busy = now.doing !== undefined
  const lines = claimable(order).map(({ line, left }) => ({ line: line.id, quantity: left }))
  if (way === 'cancel')
    return (
      <AskButton
        part="cancel-paid"
        class="plain wide"
        title={
          !order.refunds[0] && lines.length === order.lines.length ? t.cancelAll : t.cancelRest
        }
        question={t.cancelAsk}
        texts={texts}
        busy={busy}
        onYes={() => void deeds.open({ kind: 'refund_only', reason: 'changed_mind', lines })}
      />
    )
  return (
    <>
      <button
        type="button"
        part="claim"
        class="plain wide"
        aria-disabled={busy || undefined}
        onClick={() => setOpen(!busy)}
      >
        {t.claim}
      </button>
      {open && <ClaimForm {...props} onDone={() => setOpen(false)} />}
    </>
  )
}
