import { isShopError, type Payers, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { AlipayAccount } from './account.ts'
import { ask } from './call.ts'

const id = v.optional(v.pipe(v.string(), v.maxLength(128)))
const Token = v.object({ open_id: id, user_id: id })

/** Said of a code that is wrong, used or too old. */
const refusals = ['isv.code-invalid', 'isv.grant-type-invalid', 'isv.code-is-null']

/** Who pays inside Alipay, by a code of `my.getAuthCode`. */
export function payersOf(account: AlipayAccount): Payers {
  return {
    async identify(_, code) {
      const more = { grant_type: 'authorization_code', code }
      const { open_id, user_id } = await orRefused(
        ask(account, { method: 'alipay.system.oauth.token', more }, Token),
      )
      const payer = open_id || user_id
      if (!payer) throw new ShopError('LOGIN_REFUSED', { provider: 'alipay', reason: 'no buyer' })
      return payer
    },
    loginUrl: () => undefined,
  }
}

async function orRefused<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    const reason = isShopError(error) ? String(error.detail.reason) : ''
    if (!refusals.includes(reason)) throw error
    throw new ShopError('LOGIN_REFUSED', { provider: 'alipay', reason }, { cause: error })
  }
}
