import type { Gateway } from '@xiaopu/gateway'
import { localeOf, textsFor } from '@xiaopu/texts'
import { peerOf } from '../limits.ts'
import type { Answer } from '../listen.ts'
import { demoPage } from './demo-page.ts'
import type { Keys } from './keys.ts'

/** The gateway with the demo page before it. */
export function withDemoPage(gateway: Gateway, keys: Keys): Answer {
  return (request, socket) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/' || pathname === '/demo') {
      return new Response(null, { status: 302, headers: { location: '/demo/' } })
    }
    if (pathname !== '/demo/') return gateway.answer(request, peerOf(socket))
    const locale = localeOf(request.headers.get('accept-language'))
    return new Response(demoPage(keys, textsFor(locale).cli, locale), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
  }
}
