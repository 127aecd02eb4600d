import type { DrawnPage } from '@xiaopu/widgets/server'

/** What a hosted page shows decides what it may tell the next site. */
export type PageKind = 'catalogue' | 'private'

/**
 * A hosted page with its headers: scripts from here only, the very styles it was drawn with, no
 * frame around it. Pages of orders tell nobody where they were.
 */
export function pageResponse(
  { html, styleHashes }: DrawnPage,
  page: { status?: number; kind: PageKind; origin: string; cache: string; lang: string },
): Response {
  const here = `'self' ${page.origin}`
  const policy = [
    `default-src 'none'`,
    // WeChat serves its script for pages from one place; it comes inside WeChat only.
    `script-src ${here} https://res.wx.qq.com/open/js/jweixin-1.6.0.js`,
    `style-src ${here} ${styleHashes.join(' ')}`,
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
    },
  })
}
