import { localeOf } from '@xiaopu/texts'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { addressBehind } from '../http/within-limits.ts'
import { drawWords } from './draw-pay-page.ts'
import { findByAddress } from './pay-address.ts'
import { visitPayPage } from './pay-page.ts'
import { isOpen } from './payments.ts'

/**
 * The page of an attempt, whether it is still to be paid, and the way back to where its buyer came
 * from.
 *
 * @param proxies - how many proxies of ours stand before the gateway
 */
export function payRoutes(app: Hono, deps: Deps, proxies: number): void {
  app.get('/pay/:number/:proof', (context) => {
    const clientIp = addressBehind(context, proxies)
    return visitPayPage(deps, {
      ...context.req.param(),
      userAgent: context.req.header('user-agent') ?? '',
      locale: localeOf(context.req.header('accept-language')),
      ...(clientIp && { clientIp }),
      code: context.req.query('code')?.slice(0, 512),
      state: context.req.query('state'),
    })
  })
  app.get('/pay/:number/:proof/state', async (context) => {
    const payment = await findByAddress(deps, context.req.param())
    const body = { open: payment !== undefined && isOpen(payment) }
    return context.json(body, 200, { 'cache-control': 'no-store' })
  })
  app.get('/pay/:number/:proof/back', async (context) => {
    const payment = await findByAddress(deps, context.req.param())
    const locale = localeOf(context.req.header('accept-language'))
    if (!payment) return drawWords(locale, 'notFound')
    return new Response(null, {
      status: 302,
      headers: { location: payment.return_url, 'cache-control': 'no-store' },
    })
  })
}
