import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { tradeBill } from './bill.ts'
import { type Fields, readFields } from './fields.ts'
import type { House } from './house.ts'
import { type Caller, checkCaller } from './merchant-door.ts'
import { beginRefund, wireRefund } from './refunds.ts'
import { WechatRefusal } from './refusal.ts'
import { shareOperations } from './share-operations.ts'
import { sealed, signedHeaders } from './sign.ts'
import { beginTrade, closeTrade, findTrade, wireTrade } from './trades.ts'

/** What a merchant asks, once it has proved to be one. */
export interface Asked {
  readonly house: House
  readonly caller: Caller
  readonly raw: string
  readonly body: Fields
  readonly url: URL
  readonly param: (name: string) => string
  /** Where buyers reach this sandbox. */
  readonly base: string
  /** Id of the key that something in the body was encrypted for; empty where nothing is. */
  readonly sealedFor: string
}

type Answer = Readonly<Record<string, unknown>> | undefined

/** An operation that is played: method, path, answer. */
export type Operation = readonly [string, string, (asked: Asked) => Answer]

const operations: readonly Operation[] = [
  ['POST', '/v3/pay/transactions/jsapi', (asked) => ({ prepay_id: begin(asked, 'JSAPI').token })],
  [
    'POST',
    '/v3/pay/transactions/h5',
    (asked) => ({ h5_url: `${asked.base}/wechat-pay/h5/${begin(asked, 'MWEB').token}` }),
  ],
  [
    'POST',
    '/v3/pay/transactions/native',
    (asked) => ({ code_url: `weixin://wxpay/bizpayurl?pr=${begin(asked, 'NATIVE').token}` }),
  ],
  [
    'GET',
    '/v3/pay/transactions/out-trade-no/:number',
    (asked) => wireTrade(tradeOf(asked), asked.house.now()),
  ],
  [
    'POST',
    '/v3/pay/transactions/out-trade-no/:number/close',
    (asked) => {
      closeTrade(
        asked.house,
        findTrade(asked.house, asked.param('number'), asked.body.text('mchid')),
      )
      return undefined
    },
  ],
  [
    'POST',
    '/v3/refund/domestic/refunds',
    ({ house, body, caller }) => wireRefund(house, beginRefund(house, body, caller.stamps)),
  ],
  [
    'GET',
    '/v3/refund/domestic/refunds/:number',
    ({ house, param }) => {
      const refund = house.books.refunds.get(param('number'))
      if (!refund) throw new WechatRefusal('RESOURCE_NOT_EXISTS', '退款单不存在')
      return wireRefund(house, refund)
    },
  ],
  ['GET', '/v3/certificates', ({ house }) => ({ data: house.keys.certificates().map(handedOut) })],
  ['GET', '/v3/bill/tradebill', (asked) => tradeBill(asked.house, asked.url, asked.base)],
  ...shareOperations,
]

const begin = ({ house, raw, body, caller }: Asked, type: Parameters<typeof beginTrade>[1]) =>
  beginTrade(house, type, { raw, body, stamps: caller.stamps })

const tradeOf = ({ house, param, url }: Asked) =>
  findTrade(house, param('number'), url.searchParams.get('mchid'))

function handedOut({ serial, pem }: { serial: string; pem: string }) {
  return { serial_no: serial, encrypt_certificate: sealed(pem, 'certificate') }
}

/** WeChat Pay v3 as merchants call it. Paths are signed as the real host has them. */
export function merchantApp(house: House): Hono {
  const app = new Hono()
  const check = checkCaller(house)
  for (const [method, path, operation] of operations) {
    app.on(method, path, bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
      const raw = await context.req.text()
      const url = new URL(context.req.url)
      let caller: Caller | undefined
      try {
        caller = check(context.req.raw, url, raw)
        if (house.takeFault('busy')) throw new WechatRefusal('SYSTEM_ERROR', '系统错误', 503)
        const base = house.publicUrl ?? url.origin
        const param = (name: string) => context.req.param(name as never) ?? ''
        const sealedFor = context.req.header('wechatpay-serial') ?? ''
        const body = readFields(raw || '{}')
        const asked = { house, caller, raw, url, base, param, body, sealedFor }
        const answer = operation(asked)
        if (house.takeFault('lost-answer')) throw new WechatRefusal('SYSTEM_ERROR', '系统错误')
        return signed(house, caller, answer ? 200 : 204, answer)
      } catch (error) {
        if (!(error instanceof WechatRefusal)) throw error
        const { status, code, message } = error
        return signed(house, caller, status, { code, message })
      }
    })
  }
  return app
}

/** Whoever could not prove to be the merchant gets no signature. */
function signed(
  house: House,
  caller: Caller | undefined,
  status: number,
  answer: Answer,
): Response {
  const body = answer === undefined ? '' : JSON.stringify(answer)
  const isSigned = caller && !house.takeFault('unsigned')
  return new Response(status === 204 ? null : body, {
    status,
    headers: {
      ...(status !== 204 && { 'content-type': 'application/json; charset=utf-8' }),
      'request-id': '08',
      ...(isSigned && signedHeaders(house.keys.signer(), body, house.seconds(caller.stamps))),
    },
  })
}
