import { type Payers, type PaySurface, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { WechatAccount } from './account.ts'
import { askWechat, WechatRefusal } from './ask-wechat.ts'

/** `session_key` and `access_token` come with it and are dropped here: nobody needs them. */
const Session = v.object({ openid: v.pipe(v.string(), v.regex(/^[\w-]{6,128}$/)) })

/** Wrong, used, too old, or a buyer whom WeChat holds back. */
const badCode: readonly number[] = [40029, 40163, 40226, 41008, 42003]

/**
 * Who pays, by the code of `wx.login` in a mini-program or of OAuth in a page. A code is good for five
 * minutes, once.
 */
export function wechatPayers(account: WechatAccount): Payers {
  return {
    async identify(surface, code) {
      const app = appFor(account, surface)
      if (!app) throw new ShopError('PAYMENT_NOT_HERE', { provider: 'wechat', surface })
      const { id: appid, secret } = app
      const grant_type = 'authorization_code'
      try {
        const { openid } =
          surface === 'wechat-mini'
            ? await ask('/sns/jscode2session', { appid, secret, js_code: code, grant_type })
            : await ask('/sns/oauth2/access_token', { appid, secret, code, grant_type })
        return openid
      } catch (error) {
        if (!(error instanceof WechatRefusal)) throw error
        const reason = String(error.errcode)
        const failure = badCode.includes(error.errcode) ? 'LOGIN_REFUSED' : 'INTERNAL'
        throw new ShopError(failure, { provider: 'wechat', reason })
      }
    },
    loginUrl(surface, backUrl, state) {
      const { appId, hosts } = account
      if (surface !== 'wechat-h5' || !appId || !account.appSecret) return undefined
      const query = new URLSearchParams({
        appid: appId,
        redirect_uri: backUrl,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      })
      // WeChat wants the parameters in this order and the fragment behind them.
      return `${hosts.open}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
  }

  function ask(path: string, query: Readonly<Record<string, string>>) {
    return askWechat(account, path, query, Session)
  }
}

function appFor(account: WechatAccount, surface: PaySurface) {
  const { appId, appSecret, miniAppId, miniAppSecret } = account
  if (surface === 'wechat-mini')
    return miniAppId && miniAppSecret && { id: miniAppId, secret: miniAppSecret }
  return surface === 'wechat-h5' && appId && appSecret && { id: appId, secret: appSecret }
}
