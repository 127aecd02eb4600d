import { type Payers, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { readJson } from '../json.ts'
import type { DouyinAccount } from './call.ts'

const Session = v.object({
  err_no: v.number(),
  data: v.optional(v.object({ openid: v.optional(v.string(), '') })),
})

/** What they say of a code that is wrong, used or too old; other errors leave it open. */
const refusals = [40_018, 40_019]

/** Who pays, by a code of `tt.login`. */
export function payersOf(account: DouyinAccount): Payers {
  return {
    async identify(_, code) {
      const url = `${account.baseUrl}/api/apps/v2/jscode2session`
      const { bytes } = await exchange('douyin', account.fetch, url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ appid: account.appId, secret: account.appSecret, code }),
      })
      const session = readJson(Session, bytes)
      if (!session) throw busy('douyin', 'shape')
      const openId = session.data?.openid ?? ''
      if (session.err_no === 0 && openId !== '') return openId
      const reason = session.err_no
      if (!refusals.includes(reason)) throw busy('douyin', String(reason))
      throw new ShopError('LOGIN_REFUSED', { provider: 'douyin', reason })
    },
    loginUrl: () => undefined,
  }
}
