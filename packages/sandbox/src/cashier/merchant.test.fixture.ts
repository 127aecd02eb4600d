import { createHmac, randomBytes } from 'node:crypto'
import { type CashierOptions, createCashier } from './cashier.ts'

/** A clock that a test turns; what is due is done one after the other, in order of time. */
function turnableClock(start: number) {
  const dues: { at: number; name: string; data: unknown }[] = []
  const clock = {
    time: start,
    now: () => clock.time,
    schedule: (at: number, name: string, data: unknown) => {
      dues.push({ at, name, data: JSON.parse(JSON.stringify(data)) })
    },
    dues,
  }
  return clock
}

/** An answer of the cashier as a merchant reads it. */
export interface Answer {
  readonly status: number
  readonly isGenuine: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/** A notice as it arrived. */
export interface Arrived {
  readonly at: number
  readonly body: Readonly<Record<string, unknown>>
  readonly isGenuine: boolean
  /** Unix seconds, as it says. */
  readonly stamped: number
}

export const start = Date.UTC(2026, 10, 24, 8, 0, 0)
const secret = 'cashier-secret'

/** A cashier, its clock and a merchant who calls it and hears its notices; all in one process. */
export function openCashier(options: Partial<CashierOptions> = {}) {
  const clock = turnableClock(start)
  const arrived: Arrived[] = []
  /** What the merchant answers to notices, one after the other; then 204. */
  const answers: (number | Error)[] = []
  const cashier = createCashier({
    clock,
    realNow: () => start,
    fetch: async (_, init) => {
      const body = String(init?.body)
      const stamped = Number(new Headers(init?.headers).get('x-cashier-timestamp'))
      const isGenuine = genuine(init, body)
      arrived.push({ at: clock.time, body: JSON.parse(body), isGenuine, stamped })
      const answer = answers.shift() ?? 204
      if (answer instanceof Error) throw answer
      return new Response(null, { status: answer })
    },
    ...options,
  })
  /** Turns the clock to `to`, doing what is due on the way. */
  const turnTo = async (to: number) => {
    for (;;) {
      const next = clock.dues
        .filter(({ at }) => at <= to)
        .sort((a, b) => a.at - b.at)
        .at(0)
      if (!next) break
      clock.dues.splice(clock.dues.indexOf(next), 1)
      clock.time = Math.max(clock.time, next.at)
      await cashier.due(next.name, next.data)
    }
    clock.time = to
  }
  return {
    cashier,
    clock,
    arrived,
    answers,
    turn: (ms: number) => turnTo(clock.time + ms),
    call: (operation: string, body: unknown, more: CallOptions = {}) =>
      call(cashier.app.request.bind(cashier.app), operation, body, more),
    visit: (path: string, init?: RequestInit) => cashier.app.request(path, init),
  }
}

export interface CallOptions {
  readonly at?: number
  readonly nonce?: string
  readonly secret?: string
  readonly merchant?: string
  /** Changes the body after it was signed. */
  readonly tamper?: (raw: string) => string
}

async function call(
  request: (path: string, init: RequestInit) => Response | Promise<Response>,
  operation: string,
  body: unknown,
  more: CallOptions,
): Promise<Answer> {
  const raw = typeof body === 'string' ? body : JSON.stringify(body)
  const path = `/cashier/v1/${operation}`
  const timestamp = String(Math.floor((more.at ?? start) / 1000))
  const nonce = more.nonce ?? randomBytes(12).toString('hex')
  const answer = await request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cashier-merchant': more.merchant ?? 'mch_sandbox',
      'x-cashier-timestamp': timestamp,
      'x-cashier-nonce': nonce,
      'x-cashier-signature': hmac(
        more.secret ?? secret,
        `POST\n${path}\n${timestamp}\n${nonce}\n${raw}\n`,
      ),
    },
    body: more.tamper?.(raw) ?? raw,
  })
  const text = await answer.text()
  return { status: answer.status, isGenuine: genuine(answer, text), body: JSON.parse(text) }
}

function genuine(from: { headers?: RequestInit['headers'] } | undefined, body: string): boolean {
  const headers = new Headers(from?.headers)
  const stamp = `${headers.get('x-cashier-timestamp')}\n${headers.get('x-cashier-nonce')}`
  return headers.get('x-cashier-signature') === hmac(secret, `${stamp}\n${body}\n`)
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

/** A payment of 19.90 yuan that can be paid for 15 minutes. */
export const order = {
  outTradeNo: 'pay_1',
  amount: 1990,
  currency: 'CNY',
  subject: '透明收纳盒 <1 件>',
  expiresAt: new Date(start + 15 * 60_000).toISOString(),
  notifyUrl: 'http://shop.test/v1/payments/notify',
  returnUrl: 'http://shop.test/shop/demo/orders/ord_1?from=cashier',
}

/** Opens `order` and answers the path of its page. */
export async function openOrder(at: ReturnType<typeof openCashier>, more = {}): Promise<string> {
  const answer = await at.call('payments', { ...order, ...more })
  return new URL(String(answer.body.cashierUrl)).pathname
}
