/** A built file and its hash (`sha384-…`). */
export type BuiltFile = readonly [path: string, integrity: string]

/**
 * Runs a pinned file. A script element, because `import()` takes no integrity; with the nonce of
 * the tag that brought us, where the page's policy asks for one.
 */
export function runScript(base: string, [path, integrity]: BuiltFile): void {
  const script = document.createElement('script')
  const tag = document.querySelector<HTMLScriptElement>('script[src*="/embed/"]')
  script.type = 'module'
  // In the order in which they were asked for.
  script.async = false
  script.crossOrigin = 'anonymous'
  script.integrity = integrity
  if (tag?.nonce) script.nonce = tag.nonce
  script.src = base + path
  document.head.append(script)
}

/** The folder of the embed files, with a slash at its end. */
export function baseOf(moduleUrl: string): string {
  return moduleUrl.replace(/\/embed\/.*$/, '/embed/')
}
