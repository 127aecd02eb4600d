import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { World } from '../../world/world.ts'
import { answerCall, type Dialect, type Operations, Refused } from '../app-calls.ts'
import { type Account, accountKey, type Books, keyOf, type Trade } from '../books.ts'
import { findTrade, openRefund, openTrade, stateAt } from '../deeds.ts'
import { type Body, bodyOf, textOf, wholeOf } from '../json-body.ts'
import { refundName, remind, type Said, type Voice } from '../notices.ts'

/** Kuaishou's numbers for most refusals are not public: these are the sandbox's own. */
const operations: Operations = {
  create_order: ({ world, books, account, body }) => {
    const [amount, expire] = [wholeOf(body, 'total_amount'), wholeOf(body, 'expire_time')]
    const needed = ['out_order_no', 'open_id', 'subject', 'detail', 'notify_url']
    const isOdd = needed.some((name) => textOf(body, name) === '') || !wholeOf(body, 'type')
    if (!amount || !expire || expire < 300 || expire > 172_800 || isOdd)
      throw new Refused(90_002, '参数错误')
    const trade = openTrade(world, books, account, {
      ...{ outTradeNo: textOf(body, 'out_order_no'), amount, ahead: 0, product: 'create_order' },
      subject: textOf(body, 'subject'),
      buyer: textOf(body, 'open_id'),
      expiresAt: world.now() + expire * 1000,
      notifyUrl: textOf(body, 'notify_url'),
    })
    if (!trade) throw new Refused(90_003, '订单金额不一致')
    return { order_info: { order_no: trade.tradeNo, order_info_token: trade.token } }
  },

  query_order: ({ world, books, account, body }) => {
    const trade = findTrade(books, account, textOf(body, 'out_order_no'))
    if (!trade) throw new Refused(90_004, '订单不存在')
    return {
      payment_info: {
        total_amount: trade.amount,
        pay_status: statusOf(trade, world.now()),
        pay_channel: 'WECHAT',
        out_order_no: trade.outTradeNo,
        ks_order_no: trade.tradeNo,
        open_id: trade.buyer ?? '',
      },
    }
  },

  apply_refund: ({ world, books, account, body }) => {
    const made = openRefund(world, books, account, {
      outTradeNo: textOf(body, 'out_order_no'),
      outRefundNo: textOf(body, 'out_refund_no'),
      amount: wholeOf(body, 'refund_amount') ?? 0,
      reason: textOf(body, 'reason'),
      extra: textOf(body, 'attach'),
      notifyUrl: textOf(body, 'notify_url'),
      state: 'processing',
    })
    if (typeof made === 'string') throw new Refused(90_005, made)
    if (!made.isNew) throw new Refused(10_000_687, '已退款')
    remind(world, world.now() + 1000, refundName, keyOf(account, made.refund.outRefundNo))
    return { refund_no: made.refund.refundNo }
  },

  query_refund: ({ books, account, body }) => {
    const refund = books.refunds.get(keyOf(account, textOf(body, 'out_refund_no')))
    if (!refund) throw new Refused(90_004, '退款单不存在')
    return {
      refund_info: {
        refund_status: refund.state === 'done' ? 'REFUND_SUCCESS' : 'REFUND_PROCESSING',
        refund_no: refund.outRefundNo,
        refund_amount: refund.amount,
        ks_refund_no: refund.refundNo,
      },
    }
  },
}

const dialect: Dialect = {
  provider: 'kuaishou',
  operations,
  busy: [90_000, '系统繁忙'],
  unknown: [90_002, '没有这个接口'],
  ok: (answer) => ({ result: 1, error_msg: 'success', ...answer }),
  refused: ({ code, message }) => ({ result: code, error_msg: message }),
}

const day = 86_400_000

/** Kuaishou's 担保支付: tokens, logins, signed calls; the buyer pays inside the app. */
export function kuaishouApp(world: World, books: Books): Hono {
  const http = new Hono()
  const tokens = new Map<string, { readonly app: string; readonly until: number }>()

  http.post('/oauth2/access_token', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const account = knownApp(books, form)
    if (!account) return context.json({ result: 90_001, error_msg: 'app_id或app_secret错误' })
    const access_token = randomBytes(24).toString('base64url')
    tokens.set(access_token, { app: account.app, until: world.now() + 2 * day })
    return context.json({ result: 1, access_token, expires_in: (2 * day) / 1000 })
  })

  // A code of `ks.login` is good here when it says whose it is.
  http.post('/oauth2/mp/code2session', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const [, openId] = /^login_(\w+)$/.exec(form.get('js_code') ?? '') ?? []
    if (!knownApp(books, form) || !openId)
      return context.json({ result: 90_001, error_msg: 'js_code无效' })
    return context.json({ result: 1, open_id: openId, session_key: 'c2FuZGJveA==' })
  })

  http.post('/openapi/mp/developer/epay/:operation', async (context) => {
    const query = new URL(context.req.url).searchParams
    const body = bodyOf(await context.req.text())
    const app = query.get('app_id') ?? ''
    const account = books.accounts.get(accountKey('kuaishou', app))
    const owner = () => {
      const token = tokens.get(query.get('access_token') ?? '')
      if (!account || token?.app !== app || token.until <= world.now())
        throw new Refused(90_001, 'access_token无效')
      if (body.sign !== signatureOf({ ...body, app_id: app }, account.settings.appSecret ?? ''))
        throw new Refused(90_006, '签名错误')
      return account
    }
    const name = context.req.param('operation')
    return context.json(answerCall(dialect, { world, books, body, name, owner }))
  })
  return http
}

function knownApp(books: Books, form: URLSearchParams): Account | undefined {
  const account = books.accounts.get(accountKey('kuaishou', form.get('app_id') ?? ''))
  return account?.settings.appSecret === form.get('app_secret') ? account : undefined
}

function statusOf(trade: Trade, now: number): string {
  const state = stateAt(trade, now)
  return { open: 'PROCESSING', paid: 'SUCCESS', closed: 'TIMEOUT' }[state]
}

function signatureOf(fields: Body, secret: string): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'sign' && name !== 'access_token' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  return createHash('md5').update(`${text}${secret}`).digest('hex')
}

/** Notices signed by their bytes with the app's secret behind. */
export const kuaishouVoice: Voice = {
  waits: [15, 30, 60, 300, 1800, 3600],
  say: (said) => {
    const body = JSON.stringify(messageOf(said))
    const secret = said.forged ? 'forged' : (said.account.settings.appSecret ?? '')
    const kwaisign = createHash('md5').update(`${body}${secret}`).digest('hex')
    return { headers: { 'content-type': 'application/json', kwaisign }, body }
  },
  isHeard: (status, body) => status === 200 && bodyOf(body).result === 1,
}

function messageOf({ account, notice, trade, refund, at, more }: Said): object {
  const head = { message_id: notice.id, app_id: account.app, timestamp: at }
  if (refund)
    return {
      ...head,
      biz_type: 'REFUND',
      data: {
        out_refund_no: refund.outRefundNo,
        refund_amount: refund.amount + more,
        attach: refund.extra,
        status: 'SUCCESS',
        ks_order_no: trade.tradeNo,
        ks_refund_no: refund.refundNo,
      },
    }
  return {
    ...head,
    biz_type: 'PAYMENT',
    data: {
      channel: 'WECHAT',
      out_order_no: trade.outTradeNo,
      attach: '',
      status: 'SUCCESS',
      ks_order_no: trade.tradeNo,
      order_amount: trade.amount + more,
    },
  }
}
