import { useEffect, useState } from '../render/index.ts'

/** Puts a text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByHand(text)
  }
}

/** Pages without https and old web views have no clipboard, only the command. */
function copyByHand(text: string): boolean {
  const box = document.createElement('textarea')
  box.value = text
  box.setAttribute('readonly', '')
  box.style.cssText = 'position:fixed;top:0;opacity:0'
  document.body.append(box)
  box.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    box.remove()
  }
}

/** A button that copies, and says so for three seconds. */
export function CopyButton(props: { text: string; label: string; done: string }) {
  const { text, label, done } = props
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 3000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <>
      <button type="button" class="copy" onClick={() => void copyText(text).then(setCopied)}>
        {copied ? done : label}
      </button>
      <span class="off-screen" role="status">
        {copied && done}
      </span>
    </>
  )
}
