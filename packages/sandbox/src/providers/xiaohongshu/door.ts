import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { World } from '../../world/world.ts'
import { answerCall, type Dialect, type Operations, Refused } from '../app-calls.ts'
import { type Account, accountKey, type Books, putTrade, type Trade } from '../books.ts'
import { findTrade, openTrade, stateAt } from '../deeds.ts'
import { type Body, bodyOf, textOf, wholeOf } from '../json-body.ts'
import type { Said, Voice } from '../notices.ts'

/** Xiaohongshu's codes for most refusals are not public: all but 510010 are the sandbox's own. */
const operations: Operations = {
  'order/upsert': ({ world, books, account, body }) => {
    const amount = wholeOf(bodyIn(body, 'price_info'), 'order_price')
    const expires = wholeOf(body, 'order_expired_time')
    if (!amount || !expires || !textOf(body, 'path').startsWith('/') || !textOf(body, 'open_id'))
      throw new Refused(90_002, '参数错误')
    // Guarantee payment is made for life services at a place, and for nothing else.
    if (account.settings.admitted !== 'life') throw new Refused(510_010, '非生活服务商品')
    const trade = openTrade(world, books, account, {
      ...{ outTradeNo: textOf(body, 'out_order_id'), amount, ahead: 0, product: 'order/upsert' },
      ...{ subject: textOf(body, 'out_order_id'), buyer: textOf(body, 'open_id') },
      expiresAt: expires * 1000,
      notifyUrl: account.settings.callbackUrl ?? '',
    })
    if (!trade) throw new Refused(90_003, '订单金额不一致')
    return {
      ...{ out_order_id: trade.outTradeNo, order_id: trade.tradeNo, final_price: trade.amount },
      ...{ pay_token: trade.token, expired_time: expires, open_pay_type: 'life_gpay' },
    }
  },

  'gpay_order/get': ({ world, books, account, body }) => {
    const trade = ownTrade(books, account, body)
    if (!trade) return { order_status: 0 }
    const order_status = { open: 1, paid: 6, closed: 71 }[stateAt(trade, world.now())]
    const paid = { pay_amount: trade.amount, third_trade_no: `4200${trade.tradeNo}` }
    return { order_id: trade.tradeNo, order_status, ...(order_status === 6 && paid) }
  },

  'order/sync_status': ({ books, account, body }) => {
    const trade = ownTrade(books, account, body)
    if (!trade) throw new Refused(90_004, '订单不存在')
    const status = wholeOf(body, 'status') ?? 0
    if (![71, 998].includes(status) || trade.state === 'paid')
      throw new Refused(90_005, '订单状态不允许')
    putTrade(books, { ...trade, state: 'closed' })
    return {}
  },
}

function ownTrade(books: Books, account: Account, body: Body): Trade | undefined {
  const trade = findTrade(books, account, textOf(body, 'out_order_id'))
  return trade?.buyer === textOf(body, 'open_id') ? trade : undefined
}

function bodyIn(body: Body, name: string): Body {
  return bodyOf(JSON.stringify(body[name] ?? {}))
}

const dialect: Dialect = {
  provider: 'xiaohongshu',
  operations,
  busy: [90_000, '系统繁忙'],
  unknown: [90_002, '没有这个接口'],
  ok: envelope,
  refused: ({ code, message }) => ({ success: false, code, msg: message }),
}

const twoHours = 7_200_000

/** Xiaohongshu's trade component, as far as it is known. */
export function xiaohongshuApp(world: World, books: Books): Hono {
  const http = new Hono()
  const tokens = new Map<string, { readonly app: string; readonly until: number }>()

  http.post('/api/rmp/token', async (context) => {
    const body = bodyOf(await context.req.text())
    const account = books.accounts.get(accountKey('xiaohongshu', textOf(body, 'appid')))
    if (!account || account.settings.appSecret !== textOf(body, 'secret'))
      return context.json({ success: false, code: 90_001, msg: 'secret错误' })
    const access_token = randomBytes(24).toString('base64url')
    tokens.set(access_token, { app: account.app, until: world.now() + twoHours })
    return context.json(envelope({ access_token, expire_in: twoHours / 1000 }))
  })

  http.post('/api/rmp/mp/deal/:operation{.+}', async (context) => {
    const query = new URL(context.req.url).searchParams
    const body = bodyOf(await context.req.text())
    const app = query.get('app_id') ?? ''
    const account = books.accounts.get(accountKey('xiaohongshu', app))
    const owner = () => {
      const token = tokens.get(query.get('access_token') ?? '')
      if (!account || token?.app !== app || token.until <= world.now())
        throw new Refused(90_001, 'access_token无效')
      return account
    }
    const name = context.req.param('operation')
    return context.json(answerCall(dialect, { world, books, body, name, owner }))
  })
  return http
}

function envelope(data: object): object {
  return { data, success: true, msg: 'success', code: 0 }
}

/** Messages signed in their address and encrypted in their body; what they say is the sandbox's own. */
export const xiaohongshuVoice: Voice = {
  waits: [15, 30, 60, 300, 1800],
  say: (said) => {
    const encrypt = encrypted(said)
    const stamp = {
      timestamp: String(Math.floor(said.at / 1000)),
      nonce: said.notice.id.slice(0, 8),
    }
    const token = said.forged ? 'forged' : (said.account.settings.token ?? '')
    const text = [token, stamp.timestamp, stamp.nonce, encrypt].sort().join('')
    const msg_signature = createHash('sha1').update(text).digest('hex')
    return {
      headers: { 'content-type': 'application/json' },
      query: { ...stamp, msg_signature },
      body: JSON.stringify({ encrypt }),
    }
  },
  isHeard: (status, body) => status === 200 && body === 'success',
}

function encrypted({ account, trade, more }: Said): string {
  const about = { out_order_id: trade.outTradeNo, pay_amount: trade.amount + more }
  const text = Buffer.from(JSON.stringify({ event: 'sandbox_order_paid', ...about }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(account.app)])
  const count = 32 - (plain.length % 32)
  const key = Buffer.from(`${account.settings.encodingAesKey}=`, 'base64')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([plain, Buffer.alloc(count, count)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}
