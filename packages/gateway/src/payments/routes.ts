import { ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { readBytes } from '../http/body.ts'
import { markApplied, storeMessage } from '../http/inbox.ts'
import { applyPaymentFact, applyRefundFact } from './apply-payment.ts'

/**
 * Where the provider tells us. Verified over raw bytes, stored before it is believed, applied
 * once; the same notice five times is one payment.
 */
export function paymentRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/callbacks/payments/:provider', async (context) => {
    if (context.req.param('provider') !== deps.payments.name) throw new ShopError('NOT_FOUND')
    const body = await readBytes(context.req.raw, 64 * 1024)
    const notice = await deps.payments.readNotice(context.req.raw.headers, body)
    if (notice.merchant !== deps.merchant)
      throw new ShopError('PAYMENT_NOT_GENUINE', { reason: 'merchant' })
    const sender = `payments/${deps.payments.name}`
    const isNew = await storeMessage(deps, { sender, eventId: notice.eventId, body: notice })
    if (isNew) {
      if (notice.kind === 'payment') await applyPaymentFact(deps, notice.fact)
      else await applyRefundFact(deps, notice.fact)
      await markApplied(deps, sender, notice.eventId)
    }
    return context.json({ code: 'SUCCESS' })
  })
}
