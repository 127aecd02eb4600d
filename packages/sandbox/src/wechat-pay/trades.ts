import { randomBytes, randomInt } from 'node:crypto'
import type { Fields } from './fields.ts'
import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { announce } from './notices.ts'
import { WechatRefusal } from './refusal.ts'
import type { Stamps, TradeType, WechatTrade } from './state.ts'

/** State at a time: what has expired can no longer be paid. */
export function stateAt(trade: WechatTrade, now: number): WechatTrade['state'] {
  return trade.state === 'NOTPAY' && now >= trade.expiresAt ? 'CLOSED' : trade.state
}

/** Begins a payment; the same again is the same one. */
export function beginTrade(
  house: House,
  tradeType: TradeType,
  { raw, body, stamps }: { raw: string; body: Fields; stamps: Stamps },
): WechatTrade {
  const outTradeNo = body.text('out_trade_no', 32)
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(outTradeNo))
    throw new WechatRefusal('PARAM_ERROR', 'out_trade_no 格式错误')
  const appid = checkApp(body)
  const known = house.books.trades.get(outTradeNo)
  if (known) return again(house, known, `${tradeType} ${raw}`)
  const trade: WechatTrade = {
    outTradeNo,
    tradeType,
    begun: `${tradeType} ${raw}`,
    appid,
    description: body.text('description', 127),
    total: body.fen('amount.total'),
    notifyUrl: body.url('notify_url'),
    expiresAt: expiryOf(house, body),
    token: randomBytes(18).toString('base64url'),
    ...(tradeType === 'JSAPI' && { openid: openidOf(body, appid) }),
    ...(tradeType === 'MWEB' && { clientIp: body.text('scene_info.payer_client_ip', 45) }),
    state: 'NOTPAY',
    ...(body.yes('settle_info.profit_sharing') && { isShared: true }),
    refunded: 0,
    stamps,
  }
  house.write(() => house.books.trades.put(outTradeNo, trade))
  return trade
}

function again(house: House, known: WechatTrade, begun: string): WechatTrade {
  if (known.state === 'SUCCESS' || known.state === 'REFUND')
    throw new WechatRefusal('ORDERPAID', '该订单已支付')
  if (stateAt(known, house.now()) === 'CLOSED')
    throw new WechatRefusal('ORDER_CLOSED', '该订单已关闭')
  if (known.begun !== begun)
    throw new WechatRefusal('INVALID_REQUEST', '请求重入时，参数与首次请求时不一致')
  return known
}

function checkApp(body: Fields): string {
  const appid = body.text('appid')
  const isOurs = appid === wechatMerchant.appId || appid === wechatMerchant.miniAppId
  if (!isOurs || body.text('mchid') !== wechatMerchant.mchid)
    throw new WechatRefusal('APPID_MCHID_NOT_MATCH', '商户号与 appid 不匹配')
  const currency = body.optional('amount.currency')
  if (currency !== undefined && currency !== 'CNY')
    throw new WechatRefusal('PARAM_ERROR', 'amount.currency')
  return appid
}

/** An openid belongs to one app. */
function openidOf(body: Fields, appid: string): string {
  const openid = body.text('payer.openid', 128)
  if (!openid.startsWith(`o${appid.slice(-2)}`))
    throw new WechatRefusal('PARAM_ERROR', '无效的 openid')
  return openid
}

function expiryOf(house: House, body: Fields): number {
  const text = body.optional('time_expire')
  const at = text === undefined ? house.now() + 2 * 3_600_000 : Date.parse(text)
  if (!Number.isFinite(at)) throw new WechatRefusal('PARAM_ERROR', 'time_expire')
  return at
}

export function findTrade(house: House, outTradeNo: string, mchid: string | null): WechatTrade {
  const trade = house.books.trades.get(outTradeNo)
  if (!trade || mchid !== wechatMerchant.mchid)
    throw new WechatRefusal('ORDER_NOT_EXIST', '订单不存在')
  return trade
}

export function closeTrade(house: House, trade: WechatTrade): void {
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND')
    throw new WechatRefusal('ORDERPAID', '该订单已支付')
  house.write(() => house.books.trades.put(trade.outTradeNo, { ...trade, state: 'CLOSED' }))
}

/**
 * The buyer pays: the payment succeeds and its merchant will be told.
 *
 * @param coupon - fen that WeChat pays in the buyer's place
 * @returns whether it is paid afterwards
 */
export function pay(house: House, trade: WechatTrade, coupon = 0): boolean {
  const now = house.now()
  const state = stateAt(trade, now)
  if (state !== 'NOTPAY') return state === 'SUCCESS' || state === 'REFUND'
  const openid = trade.openid ?? newOpenid(trade.appid)
  const transactionId = newNumber('4200', now)
  const payerTotal = Math.max(0, trade.total - coupon)
  const paid = {
    ...trade,
    openid,
    state: 'SUCCESS',
    transactionId,
    paidAt: now,
    payerTotal,
  } as const
  house.write(() => {
    house.books.trades.put(trade.outTradeNo, paid)
    announce(house, paid.notifyUrl, paid.stamps, {
      type: 'TRANSACTION.SUCCESS',
      originalType: 'transaction',
      fact: wireTrade(paid, now),
    })
  })
  return true
}

/** A payment in WeChat's words. */
export function wireTrade(trade: WechatTrade, now: number): Record<string, unknown> {
  const { transactionId, paidAt, openid } = trade
  return {
    mchid: wechatMerchant.mchid,
    appid: trade.appid,
    out_trade_no: trade.outTradeNo,
    trade_type: trade.tradeType,
    trade_state: stateAt(trade, now),
    trade_state_desc: '',
    attach: '',
    ...(transactionId && {
      transaction_id: transactionId,
      bank_type: 'OTHERS',
      success_time: inChina(paidAt ?? now),
      payer: { openid },
    }),
    amount: {
      total: trade.total,
      currency: 'CNY',
      ...(transactionId && { payer_total: trade.payerTotal, payer_currency: 'CNY' }),
    },
  }
}

/** `2026-11-24T16:15:00+08:00` */
export function inChina(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}

/** 28 digits: what it is, the day, a random rest. */
export function newNumber(prefix: '4200' | '5030' | '3008', at: number): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return prefix + day + Array.from({ length: 16 }, () => randomInt(10)).join('')
}

/** An openid tells to which app it belongs, so that a wrong one is seen. */
export function newOpenid(appid: string): string {
  return `o${appid.slice(-2)}${randomBytes(18).toString('base64url')}`
}
