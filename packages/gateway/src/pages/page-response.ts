import type { DrawnPage } from '@xiaopu/widgets/server'

/** What a hosted page shows decides what it may tell the next site. */
export type PageKind = 'catalogue' | 'private'

export const wechatScript = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'

/** A sheet without text, into which elements write where nothing better is known (Safari < 16.4). */
const emptySheet = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/**
 * A hosted page with its headers: scripts from here only (and WeChat's own, where everybody may see
 * the page), the very styles and script it was drawn with, no frame around it. Pages of orders tell
 * nobody where they were.
 */
export function pageResponse(
  { html, styleHashes, scriptHashes }: DrawnPage,
  page: { status?: number; kind: PageKind; origin: string; cache: string; lang: string },
): Response {
  const here = `'self' ${page.origin}`
  // WeChat serves its script for pages from one place, and it is wanted for passing a page on.
  const scripts = [here, ...(page.kind === 'catalogue' ? [wechatScript] : []), ...scriptHashes]
  const policy = [
    `default-src 'none'`,
    `script-src ${scripts.join(' ')}`,
    `style-src ${here} ${emptySheet} ${styleHashes.join(' ')}`,
    `img-src ${here} data: blob:`,
    `connect-src ${here}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    // No text becomes code here but through the one policy of the elements.
    `require-trusted-types-for 'script'`,
    `trusted-types xiaopu`,
  ]
  return new Response(html, {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': page.lang,
      'content-security-policy': policy.join('; '),
      'cache-control': page.cache,
      'referrer-policy':
        page.kind === 'private' ? 'no-referrer' : 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      vary: 'accept-language',
      // There is nothing to find on it but what a buyer's own device knows.
      ...(page.kind === 'private' && { 'x-robots-tag': 'noindex' }),
    },
  })
}
