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
  const base = imageBase.endsWith('/') ? imageBase : `${imageBase}/`
  const isRelative = !/^[a-z][a-z\d+.-]*:|^[/\\]{2}/i.test(path)
  const url = parse(isRelative ? path.replace(/^[/\\]+/, '') : path, base)
  if (!url || url.username + url.password !== '') return undefined
  if (url.origin === new URL(base).origin) return url.href
  if (!/(^|\.)alicdn\.com$/.test(url.hostname) || url.port !== '') return undefined
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  url.protocol = 'https:'
  return url.href
}

function parse(path: string, base: string): URL | undefined {
  return URL.canParse(path, base) ? new URL(path, base) : undefined
}
