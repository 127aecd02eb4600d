import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { World } from '../../world/world.ts'
import { answerCall, type Dialect, type Operations, Refused } from '../app-calls.ts'
import { accountKey, type Books, keyOf, type Trade } from '../books.ts'
import { findTrade, openRefund, openTrade, stateAt } from '../deeds.ts'
import { type Body, bodyOf, textOf, wholeOf } from '../json-body.ts'
import { refundName, remind, type Said, type Voice } from '../notices.ts'

const operations: Operations = {
  create_order: ({ world, books, account, body }) => {
    const [amount, valid] = [wholeOf(body, 'total_amount'), wholeOf(body, 'valid_time')]
    const [outTradeNo, subject] = [textOf(body, 'out_order_no'), textOf(body, 'subject')]
    if (!amount || !valid || valid < 300 || valid > 172_800 || !outTradeNo || !subject)
      throw new Refused(2010, '业务参数处理异常')
    const trade = openTrade(world, books, account, {
      ...{ outTradeNo, amount, subject, ahead: 0, product: 'create_order' },
      expiresAt: world.now() + valid * 1000,
      notifyUrl: textOf(body, 'notify_url'),
    })
    if (!trade) throw new Refused(2010, '订单金额不一致')
    return { data: { order_id: trade.tradeNo, order_token: trade.token } }
  },

  query_order: ({ world, books, account, body }) => {
    const trade = findTrade(books, account, textOf(body, 'out_order_no'))
    if (!trade) throw new Refused(2000, '支付记录不存在')
    const order_status = statusOf(trade, world.now())
    const payment_info = { total_fee: trade.amount, order_status, way: 1, seller_uid: '' }
    return { out_order_no: trade.outTradeNo, order_id: trade.tradeNo, payment_info }
  },

  create_refund: ({ world, books, account, body }) => {
    const made = openRefund(world, books, account, {
      outTradeNo: textOf(body, 'out_order_no'),
      outRefundNo: textOf(body, 'out_refund_no'),
      amount: wholeOf(body, 'refund_amount') ?? 0,
      reason: textOf(body, 'reason'),
      extra: textOf(body, 'cp_extra'),
      state: 'processing',
      ...(textOf(body, 'notify_url') && { notifyUrl: textOf(body, 'notify_url') }),
    })
    if (typeof made === 'string') throw new Refused(2010, made)
    if (made.isNew)
      remind(world, world.now() + 1000, refundName, keyOf(account, made.refund.outRefundNo))
    return { refund_no: made.refund.refundNo }
  },

  query_refund: ({ books, account, body }) => {
    const refund = books.refunds.get(keyOf(account, textOf(body, 'out_refund_no')))
    if (!refund) throw new Refused(3101, '退款记录不存在')
    const refund_status = refund.state === 'done' ? 'SUCCESS' : 'PROCESSING'
    const { refundNo: refund_no, amount: refund_amount, extra: cp_extra } = refund
    return { refundInfo: { refund_no, refund_amount, refund_status, cp_extra, msg: '' } }
  },
}

const dialect: Dialect = {
  provider: 'douyin',
  operations,
  busy: [1000, '内部异常'],
  unknown: [2010, '没有这个接口'],
  ok: (answer) => ({ err_no: 0, err_tips: 'success', ...answer }),
  refused: ({ code, message }) => ({ err_no: code, err_tips: message }),
}

/** Douyin's 担保支付: signed calls without a page; the buyer pays inside the app. */
export function douyinApp(world: World, books: Books): Hono {
  const http = new Hono()
  // A code of `tt.login` is good here when it says whose it is.
  http.post('/api/apps/v2/jscode2session', async (context) => {
    const body = bodyOf(await context.req.text())
    const account = books.accounts.get(accountKey('douyin', textOf(body, 'appid')))
    if (!account || account.settings.appSecret !== textOf(body, 'secret'))
      return context.json({ err_no: 40_017, err_tips: 'bad secret' })
    const [, openid] = /^login_(\w+)$/.exec(textOf(body, 'code')) ?? []
    if (!openid) return context.json({ err_no: 40_018, err_tips: 'bad code' })
    return context.json({ err_no: 0, err_tips: 'success', data: { openid, session_key: '' } })
  })
  http.post('/api/apps/ecpay/v1/:operation', async (context) => {
    const body = bodyOf(await context.req.text())
    const account = books.accounts.get(accountKey('douyin', textOf(body, 'app_id')))
    const owner = () => {
      if (!account) throw new Refused(2042, '小程序appid无效')
      if (body.sign !== signatureOf(body, account.settings.salt ?? ''))
        throw new Refused(2008, '验签异常')
      return account
    }
    const name = context.req.param('operation')
    return context.json(answerCall(dialect, { world, books, body, name, owner }))
  })
  return http
}

function statusOf(trade: Trade, now: number): string {
  const state = stateAt(trade, now)
  return { open: 'PROCESSING', paid: 'SUCCESS', closed: 'TIMEOUT' }[state]
}

/** MD5 over the values, sorted together with the salt. */
function signatureOf(body: Body, salt: string): string {
  const values = [salt]
  for (const [name, value] of Object.entries(body)) {
    const text = String(value).trim()
    const isLeftOut = ['sign', 'app_id', 'thirdparty_id', 'other_settle_params'].includes(name)
    if (!isLeftOut && text !== '' && text !== 'null') values.push(text)
  }
  return createHash('md5').update(values.sort(byteOrder).join('&')).digest('hex')
}

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Notices whose message is a text, signed with the token of the pay settings. */
export const douyinVoice: Voice = {
  waits: [
    15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
  ],
  say: (said) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(envelope(said)),
  }),
  isHeard: (status, body) => status === 200 && bodyOf(body).err_no === 0,
}

function envelope(said: Said): object {
  const { account, notice, at, forged } = said
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), String(1000 + notice.attempts)]
  const msg = JSON.stringify({ appid: account.app, ...message(said) })
  const token = forged ? 'forged' : (account.settings.token ?? '')
  const text = [token, timestamp, nonce, msg].sort(byteOrder).join('')
  const msg_signature = createHash('sha1').update(text).digest('hex')
  return { timestamp, nonce, msg, type: said.refund ? 'refund' : 'payment', msg_signature }
}

function message({ trade, refund, more }: Said): object {
  if (refund)
    return {
      cp_refundno: refund.outRefundNo,
      cp_extra: refund.extra,
      status: 'SUCCESS',
      refund_amount: refund.amount + more,
      refunded_at: Math.floor((refund.doneAt ?? 0) / 1000),
      order_id: trade.tradeNo,
      refund_no: refund.refundNo,
    }
  return {
    cp_orderno: trade.outTradeNo,
    cp_extra: '',
    way: '1',
    payment_order_no: `4200${trade.tradeNo}`,
    total_amount: trade.amount + more,
    status: 'SUCCESS',
    seller_uid: '',
    paid_at: Math.floor((trade.paidAt ?? 0) / 1000),
    order_id: trade.tradeNo,
  }
}
