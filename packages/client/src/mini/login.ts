import { isShopError, ShopError } from '@xiaopu/domain'
import type { LoginCode, MiniChannel, MiniHost } from './host.ts'

/** What the gateway is asked: who stands behind a login of this channel. */
export interface LoginRequest extends LoginCode {
  readonly channel: MiniChannel
}

/**
 * Asks the host for a login and has it exchanged. One at a time: a code is good for one exchange, so
 * who asks meanwhile gets the same answer; a code that the gateway refuses is replaced once.
 *
 * @param exchange - has the gateway, which holds the app's secret, ask the channel who it is
 * @throws ShopError OFFLINE where the host gives no code, and what `exchange` throws
 */
export function miniLogin<Session>(
  { host, channel }: { readonly host: MiniHost; readonly channel: MiniChannel },
  exchange: (login: LoginRequest) => Promise<Session>,
): () => Promise<Session> {
  let running: Promise<Session> | undefined
  const ask = async () => exchange({ channel, ...(await codeOf(host)) })
  const login = async () => {
    try {
      return await ask()
    } catch (error) {
      if (!isShopError(error) || error.retry) throw error
      return ask()
    }
  }
  return () => {
    running ??= login().finally(() => {
      running = undefined
    })
    return running
  }
}

function codeOf(host: MiniHost): Promise<LoginCode> {
  return new Promise((give, refuse) => {
    const fail = ({ errMsg = '' } = {}) => refuse(new ShopError('OFFLINE', { said: errMsg }))
    if (!host.login) return fail()
    host.login({
      success: ({ code, anonymousCode }) =>
        code || anonymousCode
          ? give({ ...(code && { code }), ...(anonymousCode && { anonymousCode }) })
          : fail(),
      fail,
    })
  })
}
