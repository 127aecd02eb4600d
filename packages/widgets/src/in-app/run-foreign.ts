/** The policy that our own files were let in by, where the page requires trusted types. */
interface Page {
  readonly xiaopuPolicy?: { createScriptURL(url: string): string }
}

/** Runs a script that is not of ours, from its own place. */
export function runForeign(url: string): Promise<void> {
  return new Promise((loaded, failed) => {
    const { xiaopuPolicy } = globalThis as Page
    const script = document.createElement('script')
    script.onload = () => loaded()
    script.onerror = () => failed(new TypeError(`not loaded: ${url}`))
    script.src = xiaopuPolicy ? xiaopuPolicy.createScriptURL(url) : url
    document.head.append(script)
  })
}
