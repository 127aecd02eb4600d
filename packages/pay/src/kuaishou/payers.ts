import { type Payers, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { readJson } from '../json.ts'
import type { KuaishouAccount } from './call.ts'

const Session = v.object({ result: v.number(), open_id: v.optional(v.string(), '') })

/** Who pays, by a code of `ks.login`. */
export function payersOf(account: KuaishouAccount): Payers {
  return {
    async identify(_, code) {
      const { bytes } = await exchange(
        'kuaishou',
        account.fetch,
        `${account.baseUrl}/oauth2/mp/code2session`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            app_id: account.appId,
            app_secret: account.appSecret,
            js_code: code,
          }).toString(),
        },
      )
      const session = readJson(Session, bytes)
      if (!session) throw busy('kuaishou', 'shape')
      if (session.result !== 1 || session.open_id === '')
        throw new ShopError('LOGIN_REFUSED', { provider: 'kuaishou', reason: session.result })
      return session.open_id
    },
    loginUrl: () => undefined,
  }
}
