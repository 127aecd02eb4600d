import { ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { readJson } from './json.ts'
import { postForm } from './post-form.ts'
import { TokenAnswer } from './wire/token.ts'

/** Where calls get the authorised account's token from. */
export interface TokenSource {
  access(): Promise<string>
  /** Another token than `stale`, which the platform has just refused. Absent: a refused token is final. */
  renew?(stale: string): Promise<string>
}

export interface RefreshedToken {
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Present when the platform replaced it, which it usually does not. */
  readonly refreshToken?: string
}

export interface RefreshOptions {
  readonly baseUrl: string
  readonly appKey: string
  readonly appSecret: string
  readonly refreshToken: string
  /** The last token known, so that a restart does not refresh needlessly. */
  readonly known?: RefreshedToken
  readonly fetch?: typeof globalThis.fetch
  readonly now?: () => number
  /** Called with every new token, before it is used. */
  readonly save?: (token: RefreshedToken) => Promise<void>
}

/** A token this close to its end is renewed first. */
const margin = 5 * 60_000
const deadlineMillis = 10_000

/**
 * A token that renews itself five minutes before it ends, and once when the platform refuses it.
 * However many calls notice at the same time, one refresh is made.
 *
 * @throws ShopError PLATFORM_AUTH (the grant is gone: the seller must authorise again), PLATFORM_BUSY
 */
export function refreshingToken(options: RefreshOptions): TokenSource {
  const now = options.now ?? Date.now
  let current = options.known
  let refreshToken = options.refreshToken
  let running: Promise<string> | undefined

  const refresh = async (): Promise<string> => {
    const token = await askForToken(options, refreshToken, now)
    await options.save?.(token)
    current = token
    refreshToken = token.refreshToken ?? refreshToken
    return token.accessToken
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

async function askForToken(
  options: RefreshOptions,
  refreshToken: string,
  now: () => number,
): Promise<RefreshedToken> {
  const { appKey, appSecret, fetch = globalThis.fetch } = options
  const base = options.baseUrl.replace(/\/+$/, '')
  const url = `${base}/openapi/param2/1/system.oauth2/getToken/${appKey}`
  const form = {
    grant_type: 'refresh_token',
    client_id: appKey,
    client_secret: appSecret,
    refresh_token: refreshToken,
  }
  const asked = now()
  const answer = await postForm(fetch, url, form, deadlineMillis).catch((cause: unknown) => {
    throw new ShopError('PLATFORM_BUSY', { api: 'getToken' }, { cause })
  })
  if (answer.status >= 500 || answer.status === 429) {
    throw new ShopError('PLATFORM_BUSY', { api: 'getToken', status: answer.status })
  }
  const token = readToken(answer.text)
  if (!token?.access_token) {
    throw new ShopError('PLATFORM_AUTH', { api: 'getToken', platformCode: token?.error ?? '' })
  }
  // Tokens live 36000 s by every record, but a fixture with 3600 exists.
  const seconds = Number(token.expires_in ?? 3600)
  return {
    accessToken: token.access_token,
    expiresAt: asked + (Number.isFinite(seconds) ? seconds : 3600) * 1000,
    ...(token.refresh_token && { refreshToken: token.refresh_token }),
  }
}

function readToken(text: string): v.InferOutput<typeof TokenAnswer> | undefined {
  try {
    return v.parse(TokenAnswer, readJson(text))
  } catch {
    return undefined
  }
}
