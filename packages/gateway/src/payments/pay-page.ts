import { isShopError, type PaySurface, ShopError, surfaceOfAgent } from '@xiaopu/domain'
import type { Locale } from '@xiaopu/texts'
import type { Deps } from '../deps.ts'
import { readShopRow } from '../shops/shops.ts'
import { beginPayment } from './begin-payment.ts'
import {
  drawHandOver,
  drawOpenInBrowser,
  drawStep,
  drawWords,
  type PayScene,
} from './draw-pay-page.ts'
import { findByAddress, payUrlOf } from './pay-address.ts'
import { keepPayer, openPayer } from './payer.ts'
import { isOpen, type PaymentRow } from './payments.ts'

/** Who looks at the page of an attempt. */
export interface PayVisit {
  readonly number: string
  readonly proof: string
  readonly userAgent: string
  readonly locale: Locale
  readonly clientIp?: string | undefined
  /** What the provider's login sent back with the buyer. */
  readonly code?: string | undefined
  readonly state?: string | undefined
}

/**
 * The page on which an attempt is paid: finds out who pays where that must be known, begins the
 * attempt, and shows what comes next. Looked at again it begins the same attempt again, because what a
 * provider gave may have run out.
 */
export async function visitPayPage(deps: Deps, visit: PayVisit): Promise<Response> {
  const payment = await findByAddress(deps, visit)
  if (!payment) return drawWords(visit.locale, 'notFound')
  const shop = await readShopRow(deps.db, payment.shop_id)
  const url = await payUrlOf(deps, payment)
  const { amount } = payment
  const scene: PayScene = { shop: shop.name, amount, url, locale: visit.locale }
  if (!isOpen(payment) || payment.expires_at.getTime() <= deps.clock.now())
    return drawWords(visit.locale, 'over', scene)
  try {
    return await goOn(deps, payment, scene, visit)
  } catch (error) {
    if (!isShopError(error)) throw error
    deps.log({
      level: 'warn',
      event: 'pay-page.failed',
      payment: payment.payment_id,
      code: error.code,
    })
    const isOver = error.code === 'ORDER_ALREADY_PAID' || error.code === 'ORDER_CLOSED'
    return drawWords(visit.locale, isOver ? 'over' : 'failed', scene)
  }
}

async function goOn(
  deps: Deps,
  payment: PaymentRow,
  scene: PayScene,
  visit: PayVisit,
): Promise<Response> {
  const surface = surfaceOfAgent(visit.userAgent)
  if (payment.provider === 'alipay' && surface.startsWith('wechat')) return drawOpenInBrowser(scene)
  // Nothing opens WeChat's window elsewhere, whoever is known to pay.
  if (payment.way === 'jsapi' && surface !== 'wechat-h5')
    return drawWords(scene.locale, 'elsewhere', scene)
  // A mini-program's payment is begun by its own page: this one leads there.
  if (payment.way === 'mini')
    return surface === 'wechat-webview'
      ? drawHandOver(scene)
      : drawWords(scene.locale, 'elsewhere', scene)
  const known = payment.way === 'jsapi' ? await recognise(deps, payment, surface, visit) : payment
  if (known instanceof Response) return known
  const { step } = await beginPayment(deps, known, {
    subject: scene.shop,
    // Where WeChat sends the buyer back to must be an address that its merchant registered: ours.
    returnUrl: payment.provider === 'wechat' ? `${scene.url}/back` : payment.return_url,
    cashierUrl: scene.url,
    clientIp: visit.clientIp,
  })
  return drawStep(scene, step)
}

/** The attempt with who pays it; or the way to where that is found out. */
async function recognise(
  deps: Deps,
  payment: PaymentRow,
  surface: PaySurface,
  { code, state }: PayVisit,
): Promise<PaymentRow | Response> {
  if (payment.payer !== null) return payment
  const { payers } = await deps.payments.of(payment.shop_id, payment.provider)
  const url = await payUrlOf(deps, payment)
  // The proof in the address is the buyer's; the state shows that the code was asked for by this page.
  const expected = await stateOf(deps, payment)
  if (code === undefined || state !== expected) {
    const login = payers?.loginUrl(surface, url, expected)
    if (!login) throw new ShopError('PAYMENT_NOT_HERE', { surface })
    return new Response(null, {
      status: 302,
      headers: { location: login, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    })
  }
  if (!payers) throw new ShopError('PAYMENT_NOT_HERE', { surface })
  const kept = await keepPayer(deps, payment, await payers.identify(surface, code))
  if ((await openPayer(deps, kept)) === undefined) throw new ShopError('LOGIN_REFUSED')
  return kept
}

async function stateOf(
  { vault }: Deps,
  { shop_id, payment_id }: Pick<PaymentRow, 'shop_id' | 'payment_id'>,
): Promise<string> {
  return (await vault.of(shop_id)).digest('pay-login', payment_id).slice(0, 22)
}
