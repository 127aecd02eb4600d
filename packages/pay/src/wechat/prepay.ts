import { type PaymentStart, type PaymentStep, ShopError } from '@xiaopu/domain'
import { inFen } from '../in-fen.ts'
import type { WechatAccount } from './account.ts'
import type { WechatCalls } from './call.ts'
import { Native, Prepaid, Wap } from './messages.ts'
import { signLines } from './sign.ts'

/**
 * Begins an attempt and answers what the buyer's side does next. WeChat knows a number by all that it
 * was begun with: the same again is the same attempt, anything else is refused.
 *
 * @throws ShopError LOGIN_REFUSED where it is not known who pays, PAYMENT_MISMATCH, ORDER_ALREADY_PAID
 */
export async function prepay(calls: WechatCalls, start: PaymentStart): Promise<PaymentStep> {
  const { account } = calls
  switch (start.way) {
    case 'jsapi':
    case 'mini': {
      const body = { ...common(account, start), payer: { openid: payerOf(start) } }
      const { prepay_id } = await calls.ask('POST', `${door}/jsapi`, Prepaid, body)
      return bridgeStep(account, start.way, appOf(account, start.way), prepay_id)
    }
    case 'h5': {
      const scene = { payer_client_ip: start.clientIp ?? '127.0.0.1', h5_info: { type: 'Wap' } }
      const body = { ...common(account, start), scene_info: scene }
      const { h5_url } = await calls.ask('POST', `${door}/h5`, Wap, body)
      const url = new URL(h5_url)
      url.searchParams.set('redirect_url', start.returnUrl)
      return { kind: 'redirect', url: url.href }
    }
    case 'native': {
      const { code_url } = await calls.ask('POST', `${door}/native`, Native, common(account, start))
      return { kind: 'qr', content: code_url }
    }
    default:
      throw new TypeError(`WeChat Pay has no ${start.way}`)
  }
}

const door = '/v3/pay/transactions'

function payerOf({ payer }: PaymentStart): string {
  if (!payer) throw new ShopError('LOGIN_REFUSED', { reason: 'nobody is logged in' })
  return payer
}

/** Which app a way is paid in: an openid belongs to one. */
function appOf(account: WechatAccount, way: PaymentStart['way']): string {
  const app = way === 'mini' ? account.miniAppId : (account.appId ?? account.miniAppId)
  if (!app)
    throw new ShopError('PAYMENT_NOT_HERE', { provider: 'wechat', reason: `no app for ${way}` })
  return app
}

function common(account: WechatAccount, start: PaymentStart) {
  const { outTradeNo, amount, subject, expiresAt, notifyUrl, way, shared } = start
  return {
    appid: appOf(account, way),
    mchid: account.mchid,
    description: [...subject].slice(0, 40).join(''),
    out_trade_no: outTradeNo,
    time_expire: inChina(expiresAt),
    notify_url: notifyUrl,
    amount: { total: inFen(amount), currency: 'CNY' },
    ...(shared && { settle_info: { profit_sharing: true } }),
  }
}

/** `2026-11-24T16:15:00+08:00` */
function inChina(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000)
  return `${local.toISOString().slice(0, 19)}+08:00`
}

/** Parameters of the app's own window, signed by the merchant. */
function bridgeStep(
  { privateKey, now, nonce }: WechatAccount,
  way: 'jsapi' | 'mini',
  appId: string,
  prepayId: string,
): PaymentStep {
  const [timeStamp, nonceStr] = [String(Math.floor(now() / 1000)), nonce()]
  const pack = `prepay_id=${prepayId}`
  const paySign = signLines(privateKey, [appId, timeStamp, nonceStr, pack])
  const params = { timeStamp, nonceStr, package: pack, signType: 'RSA', paySign }
  return way === 'mini'
    ? { kind: 'bridge', bridge: 'wechat-mini', params }
    : { kind: 'bridge', bridge: 'wechat-jsapi', params: { appId, ...params } }
}
