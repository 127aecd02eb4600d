import { payments } from '@xiaopu/api'
import {
  isId,
  isShopError,
  minute,
  type PaymentNotice,
  type PaymentProvider,
  ProviderName,
  ShopError,
} from '@xiaopu/domain'
import type { Context, Hono } from 'hono'
import * as v from 'valibot'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { readBytes } from '../http/body.ts'
import { completeResponse, lastHeadersFor } from '../http/cors.ts'
import { evidenceOf } from '../http/inbox.ts'
import type { Mount } from '../http/mount.ts'
import { listAccounts, setAccount } from './accounts.ts'
import { makeLogin } from './logins.ts'
import type { Teller } from './providers.ts'
import { takeNotice } from './take-notice.ts'

/** Accounts that shops take money with, and who pays. */
export function paymentRoutes(mount: Mount, deps: Deps): void {
  mount(payments.login, ({ shop, body }) => makeLogin(deps, shop, body))
  mount(payments.listPaymentAccounts, async ({ shop }) => ({
    items: await listAccounts(deps, shop.shopId),
  }))
  mount(payments.setPaymentAccount, ({ shop, actor, params, body }) => {
    if (!v.is(ProviderName, params.provider))
      throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider: params.provider.slice(0, 20) })
    const wish = { ...body, provider: params.provider }
    return setAccount(deps, { shopId: shop.shopId, actor }, wish)
  })
}

/**
 * Where providers tell us: the gateway's own under its name, a shop's under the shop's id too.
 * Verified over raw bytes, stored before it is believed or together with what comes of it; the same
 * notice five times is one payment.
 */
export function noticeRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/callbacks/payments/:provider', async (context) => {
    const { own } = deps.payments
    if (!own || context.req.param('provider') !== own.name) throw new ShopError('NOT_FOUND')
    return hear(deps, context, own, { provider: own.name })
  })
  app.post('/v1/callbacks/payments/:provider/:shop', async (context) => {
    const { provider, shop: shopId } = context.req.param()
    if (!isId('shop', shopId) || provider === deps.payments.own?.name)
      throw new ShopError('NOT_FOUND')
    const opened = await open(deps, shopId, provider)
    return hear(deps, context, opened, { provider, shopId })
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
  context: Context,
  provider: PaymentProvider,
  teller: Teller,
): Promise<Response> {
  const request = context.req.raw
  const { headers } = request
  const raw = await readBytes(request, 64 * 1024)
  const notice = await provider.readNotice(headers, raw, new URL(request.url).searchParams)
  if (notice.merchant !== provider.merchant)
    throw new ShopError('PAYMENT_NOT_GENUINE', { reason: 'merchant' })
  const sender = ['payments', teller.provider, teller.shopId].filter(Boolean).join('/')
  const { eventId } = notice
  await refuseUsedNonce(deps, sender, notice)
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
  return completeResponse({ body, headers: { 'content-type': type } }, lastHeadersFor(context))
}

/** What was signed with once is signed with once: the same again for another event was put together. */
async function refuseUsedNonce(
  { db, clock }: Deps,
  sender: string,
  { nonce, eventId }: PaymentNotice,
): Promise<void> {
  if (!nonce) return
  const since = new Date(clock.now() - 10 * minute)
  const [used] = await withNonce(db, [sender, since, nonce, eventId])
  if (used) throw new ShopError('PAYMENT_NOT_GENUINE', { reason: 'nonce' })
}

const withNonce = statement(`
  select 1 from inbox
  where sender = $1 and received_at > $2 and body ->> 'nonce' = $3 and event_id <> $4 limit 1`)
