import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { takeShipping } from './shipping.ts'
import { newOpenid } from './trades.ts'

const codeLife = 5 * 60_000

/** A code as `wx.login` or an authorised page gives it, for one openid. */
export function newCode(house: House, appid: string, openid = newOpenid(appid)): string {
  const code = `0${randomBytes(15).toString('hex')}`
  house.write(() => house.books.codes.put(code, { appid, openid, until: house.now() + codeLife }))
  return code
}

/**
 * `api.weixin.qq.com` and `open.weixin.qq.com`, as far as paying needs them: logins of mini-programs and
 * pages, access tokens, and what a mini-program tells of its parcels.
 */
export function appsApp(house: House): Hono {
  const app = new Hono()
  app.get('/api/sns/jscode2session', (context) => {
    const { appid = '', secret = '', js_code = '' } = context.req.query()
    return context.json(exchange(house, { appid, secret, code: js_code }, 'session_key'))
  })
  app.get('/api/sns/oauth2/access_token', (context) => {
    const { appid = '', secret = '', code = '' } = context.req.query()
    return context.json(exchange(house, { appid, secret, code }, 'access_token'))
  })
  app.post('/api/cgi-bin/stable_token', async (context) => {
    const { appid, secret } = await context.req.json<{ appid?: string; secret?: string }>()
    if (!isApp(appid)) return context.json({ errcode: 40013, errmsg: 'invalid appid' })
    if (secret !== wechatMerchant.appSecret)
      return context.json({ errcode: 40125, errmsg: 'invalid appsecret' })
    return context.json({ access_token: tokenOf(appid), expires_in: 7200 })
  })
  app.post('/api/wxa/sec/order/upload_shipping_info', async (context) => {
    const token = context.req.query('access_token')
    if (token !== tokenOf(wechatMerchant.miniAppId))
      return context.json({ errcode: 40001, errmsg: 'invalid credential' })
    return context.json(takeShipping(house, await context.req.json()))
  })
  app.get('/open/connect/oauth2/authorize', (context) => {
    const { appid = '', redirect_uri = '', state = '' } = context.req.query()
    if (!isApp(appid) || !/^https?:\/\//.test(redirect_uri)) return context.text('10003', 400)
    const back = new URL(redirect_uri)
    back.searchParams.set('code', newCode(house, appid))
    back.searchParams.set('state', state)
    return context.redirect(back.href, 302)
  })
  return app
}

function isApp(appid: string | undefined): appid is string {
  return appid === wechatMerchant.appId || appid === wechatMerchant.miniAppId
}

const tokenOf = (appid: string) => `token_of_${appid}`

function exchange(
  house: House,
  { appid, secret, code }: { appid: string; secret: string; code: string },
  also: string,
): Record<string, unknown> {
  if (!isApp(appid)) return { errcode: 40013, errmsg: 'invalid appid' }
  if (secret !== wechatMerchant.appSecret) return { errcode: 40125, errmsg: 'invalid appsecret' }
  const known = house.books.codes.get(code)
  if (!known || known.appid !== appid) return { errcode: 40029, errmsg: 'invalid code' }
  if (known.until < house.now()) return { errcode: 40029, errmsg: 'code is too old' }
  house.write(() => house.books.codes.put(code, { ...known, until: 0 }))
  return { openid: known.openid, [also]: randomBytes(16).toString('base64') }
}
