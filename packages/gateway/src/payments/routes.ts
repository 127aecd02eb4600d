import { ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { readBytes } from '../http/body.ts'
import { evidenceOf } from '../http/inbox.ts'
import { takeNotice } from './take-notice.ts'

/**
 * Where the provider tells us. Verified over raw bytes, stored before it is believed, applied by a
 * job; the same notice five times is one payment.
 */
export function paymentRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/callbacks/payments/:provider', async (context) => {
    if (context.req.param('provider') !== deps.payments.name) throw new ShopError('NOT_FOUND')
    const { headers } = context.req.raw
    const raw = await readBytes(context.req.raw, 64 * 1024)
    const notice = await deps.payments.readNotice(headers, raw)
    if (notice.merchant !== deps.merchant)
      throw new ShopError('PAYMENT_NOT_GENUINE', { reason: 'merchant' })
    const sender = `payments/${deps.payments.name}`
    const { eventId } = notice
    await takeNotice(deps, { sender, eventId, headers: evidenceOf(headers), raw, body: notice })
    const { kind, fact } = notice
    deps.recorder.heard(`${sender} ${kind}`, { by: 'trade', id: fact.outTradeNo }, eventId)
    return context.json({ code: 'SUCCESS' })
  })
}
