/** The platform's picture host. */
export const pictureHost = 'https://cbu01.alicdn.com/'

/** Other hosts of the same pictures, in overseas and older answers `[doc]`: the paths are the same. */
const mirrors = new Set([
  'cbu01-overseas.1688.com',
  'global-img-cdn.1688.com',
  'img.china.alibaba.com',
])

/**
 * The address of a supplier's picture, or undefined where it may not be shown. The platform gives
 * relative paths (`img/ibank/…`), `//`-prefixed and full addresses; its pictures live on alicdn.com
 * hosts. Anything else is a supplier's own server, which would see every buyer: left out.
 */
export function pictureUrl(given: string | null | undefined): string | undefined {
  const path = given?.trim()
  if (!path) return undefined
  const isRelative = !/^[a-z][a-z\d+.-]*:|^[/\\]{2}/i.test(path)
  const url = parse(isRelative ? path.replace(/^[/\\]+/, '') : path)
  if (!url || url.username + url.password + url.port !== '') return undefined
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (mirrors.has(url.hostname)) return pictureHost + url.href.slice(url.origin.length + 1)
  if (!/(^|\.)alicdn\.com$/.test(url.hostname)) return undefined
  url.protocol = 'https:'
  return url.href
}

function parse(path: string): URL | undefined {
  return URL.canParse(path, pictureHost) ? new URL(path, pictureHost) : undefined
}

/** A picture's address where it is reached: the platform's own host may be replaced. */
export function reachedAt(url: string, imageBase: string): string {
  if (!url.startsWith(pictureHost)) return url
  const base = imageBase.endsWith('/') ? imageBase : `${imageBase}/`
  return base + url.slice(pictureHost.length)
}
