import { isId, isShopError, type PaymentProvider, ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { readBytes } from '../http/body.ts'
import { evidenceOf } from '../http/inbox.ts'
import type { Teller } from './providers.ts'
import { takeNotice } from './take-notice.ts'

/**
 * Where providers tell us: the gateway's own under its name, a shop's under the shop's id too.
 * Verified over raw bytes, stored before it is believed, applied by a job; the same notice five
 * times is one payment.
 */
export function paymentRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/callbacks/payments/:provider', async (context) => {
    const { own } = deps.payments
    if (!own || context.req.param('provider') !== own.name) throw new ShopError('NOT_FOUND')
    return hear(deps, context.req.raw, own, { provider: own.name })
  })
  app.post('/v1/callbacks/payments/:provider/:shop', async (context) => {
    const { provider, shop: shopId } = context.req.param()
    if (!isId('shop', shopId) || provider === deps.payments.own?.name)
      throw new ShopError('NOT_FOUND')
    const opened = await open(deps, shopId, provider)
    return hear(deps, context.req.raw, opened, { provider, shopId })
  })
}

async function open(deps: Deps, shopId: string, provider: string): Promise<PaymentProvider> {
  try {
    return await deps.payments.of(shopId, provider)
  } catch (error) {
    const isNone = isShopError(error) && error.code === 'PAYMENT_ACCOUNT_NOT_FOUND'
    throw isNone ? new ShopError('NOT_FOUND') : error
  }
}

async function hear(
  deps: Deps,
  request: Request,
  provider: PaymentProvider,
  teller: Teller,
): Promise<Response> {
  const { headers } = request
  const raw = await readBytes(request, 64 * 1024)
  const notice = await provider.readNotice(headers, raw, new URL(request.url).searchParams)
  if (notice.merchant !== provider.merchant)
    throw new ShopError('PAYMENT_NOT_GENUINE', { reason: 'merchant' })
  const sender = ['payments', teller.provider, teller.shopId].filter(Boolean).join('/')
  const { eventId } = notice
  const callback = { sender, eventId, headers: evidenceOf(headers), raw, body: notice }
  await takeNotice(deps, callback, teller)
  if (notice.kind !== 'other') {
    const { kind, fact } = notice
    deps.recorder.heard(
      `payments/${teller.provider} ${kind}`,
      { by: 'trade', id: fact.outTradeNo },
      eventId,
    )
  }
  const { type, body } = provider.acknowledge(notice)
  return new Response(body, { headers: { 'content-type': type } })
}
