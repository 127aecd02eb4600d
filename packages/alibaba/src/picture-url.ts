/** The platform's picture host; `imageBase` says where it is reached. */
export const pictureHost = 'https://cbu01.alicdn.com/'

/**
 * The address of a supplier's picture, or undefined where it may not be shown. The platform gives
 * relative paths (`img/ibank/…`), `//`-prefixed and full addresses; its pictures live on alicdn.com
 * hosts. Anything else is a supplier's own server, which would see every buyer: left out.
 */
export function pictureUrl(
  given: string | null | undefined,
  imageBase: string,
): string | undefined {
  const path = given?.trim()
  if (!path) return undefined
  const isRelative = !/^[a-z][a-z\d+.-]*:|^[/\\]{2}/i.test(path)
  const url = parse(isRelative ? path.replace(/^[/\\]+/, '') : path)
  if (!url || url.username + url.password + url.port !== '') return undefined
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (!/(^|\.)alicdn\.com$/.test(url.hostname)) return undefined
  url.protocol = 'https:'
  if (!url.href.startsWith(pictureHost)) return url.href
  return (
    (imageBase.endsWith('/') ? imageBase : `${imageBase}/`) + url.href.slice(pictureHost.length)
  )
}

function parse(path: string): URL | undefined {
  return URL.canParse(path, pictureHost) ? new URL(path, pictureHost) : undefined
}
