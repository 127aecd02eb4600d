/** A built file and its hash (`sha256-…`, the shortest there is: it cannot be compressed). */
export type BuiltFile = readonly [path: string, integrity: string]

interface ScriptPolicy {
  createScriptURL(url: string): string
}

/** Pages that require trusted types name this policy: `trusted-types xiaopu`. */
interface Page {
  xiaopuPolicy?: ScriptPolicy
  readonly trustedTypes?: {
    createPolicy(name: 'xiaopu', rules: ScriptPolicy): ScriptPolicy
  }
}

/**
 * Runs a pinned file. A script element, because `import()` takes no integrity; with the nonce of
 * the tag that brought us, where the page's policy asks for one.
 */
export function runScript(base: string, [path, integrity]: BuiltFile): HTMLScriptElement {
  const script = document.createElement('script')
  const tag = document.querySelector<HTMLScriptElement>('script[nonce]')
  script.type = 'module'
  // In the order in which they were asked for.
  script.async = false
  script.crossOrigin = ''
  script.integrity = integrity
  if (tag) script.nonce = tag.nonce
  script.src = trusted(base + path)
  return document.head.appendChild(script)
}

function trusted(url: string): string {
  const page = globalThis as Page
  const { trustedTypes, xiaopuPolicy } = page
  if (!trustedTypes) return url
  page.xiaopuPolicy =
    xiaopuPolicy || trustedTypes.createPolicy('xiaopu', { createScriptURL: String })
  return page.xiaopuPolicy.createScriptURL(url)
}

/** The folder of the embed files, with a slash at its end. */
export function baseOf(moduleUrl: string): string {
  return moduleUrl.replace(/\/embed\/.*/, '/embed/')
}
