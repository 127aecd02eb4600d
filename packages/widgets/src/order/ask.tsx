import { Dialog } from '../dialog/dialog.tsx'
import type { OrderTexts } from './texts.ts'

/** What cannot be taken back is asked once. */
export function Ask(props: {
  title: string
  question: string
  texts: OrderTexts
  onYes: () => void
  onDone: () => void
}) {
  const { title, question, texts, onYes, onDone } = props
  const { status } = texts
  return (
    <Dialog title={title} closeLabel={status.close} part="ask" class="middle" onClose={onDone}>
      <p class="question">{question}</p>
      <div class="foot pair">
        <button type="button" class="plain" onClick={onDone}>
          {status.back}
        </button>
        <button
          type="button"
          class="solid"
          onClick={() => {
            onDone()
            onYes()
          }}
        >
          {title}
        </button>
      </div>
    </Dialog>
  )
}
