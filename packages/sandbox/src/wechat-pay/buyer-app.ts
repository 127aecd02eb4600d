import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { payingPage } from '../cashier/paying-page.ts'
import { billOf } from './bill.ts'
import type { House } from './house.ts'
import { isSigned } from './sign.ts'
import type { WechatTrade } from './state.ts'
import { pay, stateAt } from './trades.ts'

/**
 * What a buyer's phone does: pays on the page of H5 pay, pays what was handed to WeChat's window, or
 * scans a code. A stand-in for `WeixinJSBridge` posts the window's parameters to `/wechat-pay/window`.
 */
export function buyerApp(house: House): Hono {
  const app = new Hono()
  app.get('/h5/:token', (context) => {
    const trade = byToken(house, context.req.param('token'))
    if (!trade) return context.text('商家参数格式有误，请联系商家解决', 404)
    if (!context.req.header('referer'))
      return context.text('商家存在未配置的参数，请联系商家解决', 400)
    return h5Page(context, trade, house.now())
  })
  app.post('/h5/:token/pay', async (context) => {
    const trade = byToken(house, context.req.param('token'))
    if (!trade) return context.text('没有这个订单', 404)
    pay(house, trade)
    const back = context.req.query('redirect_url')
    return back ? context.redirect(back, 303) : context.text('支付成功')
  })
  app.post('/window', async (context) => {
    const params = await context.req.json<Record<string, string>>()
    return context.json({ err_msg: `get_brand_wcpay_request:${payInWindow(house, params)}` })
  })
  app.post('/scan', async (context) => {
    const { content = '' } = await context.req.json<{ content?: string }>()
    return context.json({ paid: scan(house, content) })
  })
  app.get('/v3/billdownload/file', (context) =>
    context.body(billOf(house, context.req.query('token') ?? '')),
  )
  return app
}

/** A buyer pays in WeChat's own window, which checks what the page gave it. */
export function payInWindow(
  house: House,
  params: Readonly<Record<string, string | undefined>>,
): 'ok' | 'fail' {
  const { package: pack = '', timeStamp = '', nonceStr = '', signType, paySign = '' } = params
  const trade = byToken(house, /^prepay_id=(.+)$/.exec(pack)?.[1] ?? '')
  if (!trade || signType !== 'RSA') return 'fail'
  // A mini-program's window knows its own app.
  const appId = params.appId ?? trade.appid
  const lines = [appId, timeStamp, nonceStr, pack]
  const isGenuine = isSigned(house.keys.merchant().publicKey, lines, paySign)
  return isGenuine && appId === trade.appid && pay(house, trade) ? 'ok' : 'fail'
}

/** A buyer scans the code of a Native payment and pays. */
export function scan(house: House, content: string): boolean {
  const [, token = ''] = /^weixin:\/\/wxpay\/bizpayurl\?pr=(.+)$/.exec(content) ?? []
  const trade = byToken(house, token)
  return trade?.tradeType === 'NATIVE' && pay(house, trade)
}

function byToken(house: House, token: string): WechatTrade | undefined {
  return [...house.books.trades.values()].find((trade) => trade.token === token)
}

function h5Page(context: Context, trade: WechatTrade, now: number): Response | Promise<Response> {
  const back = context.req.query('redirect_url') ?? ''
  const action = `/wechat-pay/h5/${trade.token}/pay?redirect_url=${encodeURIComponent(back)}`
  const shop = /^https?:/.test(back) ? ` ${new URL(back).origin}` : ''
  context.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self'${shop}; frame-ancestors 'none'`,
  )
  const yuan = (trade.total / 100).toFixed(2)
  const isOpen = stateAt(trade, now) === 'NOTPAY'
  const isOver = trade.state === 'NOTPAY' ? '已过期' : '已支付或已关闭'
  return context.html(
    payingPage(
      h5Texts,
      html`<p class="due"><span class="label">${trade.description}</span>
${isOpen ? html`<strong class="amount">¥${yuan}</strong>` : html`<span role="status">${isOver}</span>`}</p>
${
  isOpen
    ? html`<form method="post" action="${action}"><button class="button" type="submit">支付 ¥${yuan}</button></form>`
    : ''
}
${shop ? html`<a class="button quiet" href="${back}">返回商家</a>` : ''}`,
    ),
  )
}

const h5Texts = {
  lang: 'zh-CN',
  title: '微信支付（沙箱）',
  sandbox: '测试环境，不会产生真实扣款',
}
