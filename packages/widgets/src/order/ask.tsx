import { Dialog } from '../dialog/dialog.tsx'
import { useState } from '../render/index.ts'
import type { OrderTexts } from './texts.ts'

/** A button for what cannot be taken back: it is asked once. */
export function AskButton(props: {
  title: string
  question: string
  texts: OrderTexts
  class: string
  part?: string | undefined
  busy?: boolean
  onYes: () => void
}) {
  const { title, question, texts, busy, onYes, ...own } = props
  const { status } = texts
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <>
      <button
        type="button"
        {...own}
        aria-disabled={busy || undefined}
        onClick={() => setAsking(!busy)}
      >
        {title}
      </button>
      {asking && (
        <Dialog title={title} closeLabel={status.close} part="ask" class="middle" onClose={close}>
          <p class="question">{question}</p>
          <div class="foot pair">
            <button type="button" class="plain" onClick={close}>
              {status.back}
            </button>
            <button
              type="button"
              class="solid"
              onClick={() => {
                close()
                onYes()
              }}
            >
              {title}
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
