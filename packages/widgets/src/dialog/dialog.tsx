import type { Child } from '../render/index.ts'
import { useLayoutEffect, useRef } from '../render/index.ts'

/**
 * A modal over the page: the native `<dialog>`, which keeps focus inside, makes the rest inert and
 * hears Escape; on browsers without it (Safari < 15.4) the same by hand. Focus returns to whatever
 * had it.
 */
export function Dialog(props: {
  title: string
  closeLabel: string
  class?: string
  part: string
  onClose: () => void
  children: Child
}) {
  const { title, closeLabel, part, onClose, children } = props
  const box = useRef<HTMLDialogElement>(null)
  const native = typeof HTMLDialogElement === 'function'
  useLayoutEffect(() => {
    const dialog = box.current
    if (!dialog) return
    const opener = focused()
    if (native) dialog.showModal()
    else {
      dialog.setAttribute('open', '')
      dialog.focus()
    }
    return () => {
      if (native && dialog.open) dialog.close()
      opener?.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Tab' && !native && box.current) trap(event, box.current)
  }
  return (
    <>
      {!native && (
        <button
          type="button"
          tabindex={-1}
          class="backdrop"
          aria-label={closeLabel}
          onClick={onClose}
        />
      )}
      <dialog
        ref={box}
        part={part}
        class={props.class}
        tabindex={-1}
        aria-modal="true"
        role={native ? undefined : 'dialog'}
        aria-label={title}
        onKeyDown={onKeyDown}
        onCancel={(event) => {
          event.preventDefault()
          onClose()
        }}
        onClick={(event) => {
          if (box.current && event.target === box.current && outside(event, box.current)) onClose()
        }}
      >
        <header class="head">
          <h2>{title}</h2>
          <button type="button" class="close" aria-label={closeLabel} onClick={onClose}>
            ×
          </button>
        </header>
        {children}
      </dialog>
    </>
  )
}

/** What has the focus, through shadow roots: an element itself cannot be given it back. */
function focused(): HTMLElement | undefined {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active instanceof HTMLElement && active !== document.body ? active : undefined
}

/** The backdrop is part of the dialog: a click on it has the dialog as target, but lies beside it. */
function outside(event: MouseEvent, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  const { clientX: x, clientY: y } = event
  return x < left || x > right || y < top || y > bottom
}

function trap(event: KeyboardEvent, dialog: HTMLElement): void {
  const stops = dialog.querySelectorAll<HTMLElement>('button,input,a[href]')
  const first = stops[0]
  const last = stops[stops.length - 1]
  const active = (dialog.getRootNode() as ShadowRoot).activeElement
  if (event.shiftKey && (active === first || active === dialog)) {
    event.preventDefault()
    last?.focus()
  } else if (!event.shiftKey && active === last) {
    event.preventDefault()
    first?.focus()
  }
}
