import { createHash } from 'node:crypto'
import { Hono } from 'hono'

/** An account whose script pages use, as its owner sees it in WeChat's console. */
export interface WechatAccount {
  readonly appId: string
  readonly secret: string
}

export const defaultWechatAccount: WechatAccount = {
  appId: 'wx5a4db00000000001',
  secret: 'sandbox-wechat-secret',
}

/** WeChat's server for accounts (`api.weixin.qq.com/cgi-bin`), as far as signing pages needs it. */
export interface WechatAccounts {
  fetch(request: Request): Response | Promise<Response>
  /** What was asked, oldest first: `stable_token`, `getticket`. */
  readonly asked: readonly string[]
  /** Refuses the next calls with these codes, one each. */
  refuse(...codes: number[]): void
  /** The secret was reset in the console: tokens of before are no good any more. */
  reset(secret: string): void
  /** What pages are signed with now. */
  ticket(): string
}

const hours = 7200

/** @param now - ms since 1970 */
export function wechatAccounts(
  now: () => number,
  account: WechatAccount = defaultWechatAccount,
): WechatAccounts {
  const asked: string[] = []
  const refusals: number[] = []
  let { secret } = account
  let token: { readonly value: string; readonly until: number } | undefined
  let round = 0

  /** The stable token is the same until it ends, or someone forces a new one. */
  function currentToken(force: boolean) {
    if (!token || token.until <= now() || force) {
      round++
      token = { value: hash(`token ${account.appId} ${round}`), until: now() + hours * 1000 }
    }
    return token
  }

  const ticket = () => hash(`ticket ${account.appId} ${Math.floor(now() / (hours * 1000))}`)
  const app = new Hono()
  app.use(async (context, next) => {
    asked.push(context.req.path.split('/').at(-1) ?? '')
    const code = refusals.shift()
    if (code !== undefined) return context.json(refusal(code))
    await next()
  })
  app.post('/cgi-bin/stable_token', async (context) => {
    const body: Record<string, unknown> = await context.req.json().catch(() => ({}))
    if (body.grant_type !== 'client_credential') return context.json(refusal(40002))
    if (body.appid !== account.appId) return context.json(refusal(40013))
    if (body.secret !== secret) return context.json(refusal(40125))
    const { value, until } = currentToken(body.force_refresh === true)
    return context.json({ access_token: value, expires_in: Math.ceil((until - now()) / 1000) })
  })
  app.get('/cgi-bin/ticket/getticket', (context) => {
    const given = context.req.query('access_token')
    if (!token || given !== token.value) return context.json(refusal(40001))
    if (token.until <= now()) return context.json(refusal(42001))
    if (context.req.query('type') !== 'jsapi') return context.json(refusal(40097))
    return context.json({ errcode: 0, errmsg: 'ok', ticket: ticket(), expires_in: hours })
  })
  return {
    fetch: (request) => app.fetch(request),
    asked,
    refuse: (...codes) => void refusals.push(...codes),
    reset(next) {
      secret = next
      token = undefined
    },
    ticket,
  }
}

const words: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40164: 'invalid ip, not in whitelist',
  42001: 'access_token expired',
  45009: 'reach max api daily quota limit',
}

const refusal = (errcode: number) => ({ errcode, errmsg: words[errcode] ?? 'refused' })

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
