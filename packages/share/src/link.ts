import { isShareCode } from './code.ts'

/**
 * The short link of a share: short enough to be spoken, typed and drawn as a QR code of 33 modules.
 *
 * @param base - where the gateway is reached, with or without a trailing slash
 */
export function shortLink(base: string, code: string): string {
  if (!/^https?:\/\/[^\s/]/.test(base)) throw new TypeError(`not the address of a gateway: ${base}`)
  if (!isShareCode(code)) throw new TypeError(`not a share code: ${code}`)
  return `${base.replace(/\/+$/, '')}/s/${code}`
}

/** After the code comes its end, a query, a fragment, or whatever people type without a space. */
const linkPattern = /(?:[^\s/]\/s\/|[?&]scene=|^scene=)([2-9A-HJ-NP-Za-km-z]{8})(?![0-9A-Za-z_-])/

/**
 * The share code in what someone pasted or scanned: a short link, words around one, a link encoded
 * once more (mini-programs hand on a scanned address that way), the page and scene of a
 * mini-program's code, or the bare code.
 */
export function readLink(pasted: string): string | undefined {
  const text = pasted.trim()
  if (isShareCode(text)) return text
  return linkPattern.exec(text)?.[1] ?? linkPattern.exec(decoded(text))?.[1]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
