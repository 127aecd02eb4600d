import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type Markup, payingPage } from '../../cashier/paying-page.ts'
import type { World } from '../../world/world.ts'
import { accountKey, type Books, type Trade } from '../books.ts'
import { payTrade, stateAt, tradeByToken } from '../deeds.ts'
import { type PageTexts, textsFor } from './page-texts.ts'
import { contentOf, type Params, rsa2 } from './sign.ts'
import { stamp, yuan } from './wire.ts'

/** The pages of trades: what is to be paid, pay, cancel, and what became of it. */
export function cashierPages(world: World, books: Books): Hono {
  const http = new Hono()
  http.get('/alipay/cashier/:token', (context) => {
    const texts = textsOf(context)
    const trade = tradeByToken(books, context.req.param('token'))
    guard(context, trade)
    if (!trade)
      return context.html(payingPage(texts, standing(texts.unknown, texts.unknownNote)), 404)
    return context.html(tradePage(texts, trade, world.now()))
  })
  http.post('/alipay/cashier/:token/:deed{pay|cancel}', (context) => {
    const trade = tradeByToken(books, context.req.param('token'))
    if (!trade) return context.notFound()
    const here = `/alipay/cashier/${trade.token}`
    if (context.req.param('deed') === 'cancel')
      return context.redirect(trade.returnUrl ?? here, 303)
    const isPaid = world.store.transaction(() => payTrade(world, books, trade))
    return context.redirect(isPaid ? backUrl(world, books, trade) : here, 303)
  })
  return http
}

/** Where the buyer goes after paying: the merchant's page, told of the trade by a signed query. */
function backUrl(world: World, books: Books, trade: Trade): string {
  if (!trade.returnUrl) return `/alipay/cashier/${trade.token}`
  const account = books.accounts.get(accountKey('alipay', trade.app))
  const params: Params = {
    charset: 'utf-8',
    method: `${trade.product}.return`,
    app_id: trade.app,
    seller_id: account?.settings.sellerId ?? '',
    out_trade_no: trade.outTradeNo,
    trade_no: trade.tradeNo,
    total_amount: yuan(trade.amount),
    timestamp: stamp(world.now() + trade.ahead),
    version: '1.0',
  }
  const sign = rsa2(account?.settings.alipayPrivateKey ?? '', contentOf(params, []))
  const url = new URL(trade.returnUrl)
  for (const [name, value] of Object.entries({ ...params, sign_type: 'RSA2', sign }))
    url.searchParams.set(name, value)
  return url.href
}

/** The page of a request that Alipay does not take up. */
export function refusalPage(code: string, message: string): Markup {
  const texts = textsFor(null)
  return payingPage(texts, standing(texts.refused, `${message} (${code})`))
}

function tradePage(texts: PageTexts, trade: Trade, now: number): Markup {
  const state = stateAt(trade, now)
  const facts = html`<dl class="facts">
    <div><dt>${texts.subject}</dt><dd>${trade.subject}</dd></div>
    <div><dt>${texts.number}</dt><dd>${trade.outTradeNo}</dd></div></dl>`
  if (state === 'open') {
    const base = `/alipay/cashier/${trade.token}`
    return payingPage(
      texts,
      html`<p class="due"><span class="label">${texts.amount}</span>
      <strong class="amount">¥${yuan(trade.amount)}</strong>
      <span class="until">${texts.payBy(stamp(trade.expiresAt).slice(5, 16))}</span></p>${facts}
      <form method="post" action="${base}/pay"><button class="button" type="submit">${texts.pay}</button></form>
      <form method="post" action="${base}/cancel"><button class="button quiet" type="submit">${texts.cancel}</button></form>`,
    )
  }
  const isPaid = state === 'paid'
  const said = isPaid
    ? standing(texts.paid, texts.paidNote(yuan(trade.amount)), 'done')
    : standing(texts.closed, texts.closedNote)
  const back = trade.returnUrl
    ? html`<a class="button quiet" href="${trade.returnUrl}">${texts.back}</a>`
    : ''
  return payingPage(texts, html`${said}${facts}${back}`)
}

function standing(title: string, note: string, kind: 'done' | 'none' = 'none'): Markup {
  return html`<div class="standing ${kind}" role="status"><span class="mark" aria-hidden="true"></span>
    <h2>${title}</h2><p>${note}</p></div>`
}

function textsOf(context: Context): PageTexts {
  return textsFor(context.req.header('accept-language') ?? null)
}

/** Nothing but the stylesheet loads; Chromium holds the redirect after a form to `form-action` too. */
function guard(context: Context, trade?: Trade): void {
  const shop = trade?.returnUrl ? ` ${new URL(trade.returnUrl).origin}` : ''
  context.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self'${shop}; base-uri 'none'; frame-ancestors 'none'`,
  )
  context.header('cache-control', 'no-store')
  context.header('referrer-policy', 'no-referrer')
  context.header('x-content-type-options', 'nosniff')
  context.header('vary', 'accept-language')
}
