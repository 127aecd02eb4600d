import { isShopError } from '@xiaopu/domain'
import { type AppAccess, extendGrant, type Grant, grantByRefresh } from './authorise.ts'

/** Where calls get the authorised account's token from. */
export interface TokenSource {
  /** Undefined where the app is bound to one account, whose calls carry no token. */
  access(): Promise<string | undefined>
  /** Another token than `stale`, which the platform has just refused. Absent: a refused token is final. */
  renew?(stale: string): Promise<string>
}

/** What must outlive the process. */
export type RefreshedToken = Pick<
  Grant,
  'accessToken' | 'expiresAt' | 'refreshToken' | 'refreshTokenExpiresAt'
>

export interface RefreshOptions extends AppAccess {
  readonly refreshToken: string
  /** The last token known, so that a restart does not refresh needlessly. */
  readonly known?: RefreshedToken
  /** Called with every new token, before it is used. */
  readonly save?: (token: RefreshedToken) => Promise<void>
}

/** A token this close to its end is renewed first. */
const margin = 5 * 60_000
/** A refresh token in its last thirty days may be extended. */
const lastDays = 30 * 86_400_000

/**
 * A token that renews itself five minutes before it ends, and once when the platform refuses it. Its
 * refresh token is extended in its last thirty days. However many calls notice at the same time, one
 * refresh is made.
 *
 * @throws ShopError PLATFORM_AUTH (the grant is gone: the seller must authorise again), PLATFORM_BUSY
 */
export function refreshingToken(options: RefreshOptions): TokenSource {
  const now = options.now ?? Date.now
  let current = options.known
  let refreshToken = options.known?.refreshToken ?? options.refreshToken
  let refreshTokenExpiresAt = options.known?.refreshTokenExpiresAt
  let running: Promise<string> | undefined

  const keep = async (grant: Grant): Promise<void> => {
    refreshToken = grant.refreshToken ?? refreshToken
    refreshTokenExpiresAt = grant.refreshTokenExpiresAt ?? refreshTokenExpiresAt
    const { accessToken, expiresAt } = grant
    const token = {
      accessToken,
      expiresAt,
      refreshToken,
      ...(refreshTokenExpiresAt && { refreshTokenExpiresAt }),
    }
    await options.save?.(token)
    current = token
  }
  const refresh = async (): Promise<string> => {
    const grant = await grantByRefresh(options, refreshToken)
    await keep(grant)
    const end = refreshTokenExpiresAt === undefined ? Infinity : Date.parse(refreshTokenExpiresAt)
    if (end - now() < lastDays) await extend(grant)
    return (current ?? grant).accessToken
  }
  /** The token in hand is good: a refused extension is tried again with the next refresh. */
  const extend = async ({ accessToken }: Grant): Promise<void> => {
    const grant = await extendGrant(options, { refreshToken, accessToken }).catch(ifRefused)
    if (grant) await keep(grant)
  }
  const once = (): Promise<string> => {
    running ??= refresh().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    access: async () =>
      current && current.expiresAt - margin > now() ? current.accessToken : once(),
    renew: async (stale) =>
      current && current.accessToken !== stale ? current.accessToken : once(),
  }
}

function ifRefused(error: unknown): undefined {
  if (!isShopError(error)) throw error
}
