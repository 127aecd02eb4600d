import type { Gateway } from '@xiaopu/gateway'
import { localeOf, textsFor } from '@xiaopu/texts'
import { demoPage } from './demo-page.ts'
import type { Keys } from './keys.ts'

/** The gateway with the demo page before it. */
export function withDemoPage(
  gateway: Gateway,
  keys: Keys,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/' || pathname === '/demo') {
      return new Response(null, { status: 302, headers: { location: '/demo/' } })
    }
    if (pathname !== '/demo/') return gateway.fetch(request)
    const locale = localeOf(request.headers.get('accept-language'))
    return new Response(demoPage(keys, textsFor(locale).cli, locale), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
  }
}
