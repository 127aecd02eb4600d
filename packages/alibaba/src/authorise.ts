import { ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { fromPlatformDate } from './dates.ts'
import { exchange } from './exchange.ts'
import { readJson } from './json.ts'
import { TokenAnswer } from './wire/token.ts'

/** The app that asks for authorisation, and where. */
export interface AppAccess {
  /** `https://gw.open.1688.com`, or where the sandbox listens. */
  readonly baseUrl: string
  readonly appKey: string
  readonly appSecret: string
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/** What an authorised account granted. */
export interface Grant {
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Present when the platform gave one; a refresh usually keeps the old one. */
  readonly refreshToken?: string
  /** RFC 3339; about half a year ahead. */
  readonly refreshTokenExpiresAt?: string
  /** Whose account it is: `b2b-…`, its numeric id and its login name. */
  readonly memberId?: string
  readonly userId?: string
  readonly loginId?: string
}

const authorisePage = 'https://auth.1688.com/oauth/authorize'
const deadlineMillis = 10_000

/**
 * The page where a seller grants the app access. It sends the browser back to `redirectUri`, whose
 * domain must be the registered one, with a `code` of two minutes and `state` as it was given.
 * Source: sysAuth page [web].
 */
export function authoriseUrl(asked: {
  readonly appKey: string
  readonly redirectUri: string
  /** Unguessable, and checked on return: a stranger's code must not become the shop's account. */
  readonly state: string
  /** The platform's page, or the sandbox's `/oauth/authorize`. */
  readonly page?: string
}): string {
  const url = new URL(asked.page ?? authorisePage)
  url.searchParams.set('client_id', asked.appKey)
  url.searchParams.set('site', '1688')
  url.searchParams.set('redirect_uri', asked.redirectUri)
  url.searchParams.set('state', asked.state)
  return url.href
}

/**
 * The first token, for a code of the authorise page. A code works once: where no answer comes the
 * seller has to authorise again.
 *
 * @throws ShopError PLATFORM_AUTH (wrong secret, code or redirect), PLATFORM_BUSY
 */
export function grantByCode(
  app: AppAccess,
  { code, redirectUri }: { readonly code: string; readonly redirectUri: string },
): Promise<Grant> {
  return ask(app, 'getToken', {
    grant_type: 'authorization_code',
    need_refresh_token: 'true',
    redirect_uri: redirectUri,
    code,
  })
}

/** A new access token. @throws ShopError PLATFORM_AUTH: the seller must authorise again; PLATFORM_BUSY */
export function grantByRefresh(app: AppAccess, refreshToken: string): Promise<Grant> {
  // An old official example spells the parameter `refreshToken`, which is wrong.
  return ask(app, 'getToken', { grant_type: 'refresh_token', refresh_token: refreshToken })
}

/**
 * A new refresh token, meant for the last thirty days of the old one: `postponeToken` [known].
 *
 * @throws ShopError PLATFORM_AUTH, PLATFORM_BUSY
 */
export function extendGrant(
  app: AppAccess,
  tokens: { readonly refreshToken: string; readonly accessToken: string },
): Promise<Grant> {
  return ask(app, 'postponeToken', {
    refresh_token: tokens.refreshToken,
    access_token: tokens.accessToken,
  })
}

/** Neither call is signed: the secret itself is sent, so it must be a POST over https. */
async function ask(
  app: AppAccess,
  name: 'getToken' | 'postponeToken',
  fields: Readonly<Record<string, string>>,
): Promise<Grant> {
  const { appKey, appSecret, fetch = globalThis.fetch, now = Date.now } = app
  const base = app.baseUrl.replace(/\/+$/, '')
  const url = `${base}/openapi/param2/1/system.oauth2/${name}/${appKey}`
  const params = { ...fields, client_id: appKey, client_secret: appSecret }
  const asked = now()
  const form = new URLSearchParams(params).toString()
  const outgoing = { url, method: 'POST', params, form, files: {} } as const
  const until = AbortSignal.timeout(deadlineMillis)
  const answer = await exchange(fetch, outgoing, until).catch((cause: unknown) => {
    throw new ShopError('PLATFORM_BUSY', { api: name, class: 'retry' }, { cause })
  })
  if (answer.status >= 500 || answer.status === 429) {
    throw new ShopError('PLATFORM_BUSY', { api: name, class: 'retry', status: answer.status })
  }
  const token = readToken(answer.text)
  if (!token?.access_token) {
    const platformCode = token?.error ?? token?.error_code ?? ''
    throw new ShopError('PLATFORM_AUTH', { api: name, class: 'auth', platformCode })
  }
  return grantOf(token, token.access_token, asked)
}

function readToken(text: string): TokenAnswer | undefined {
  try {
    return v.parse(TokenAnswer, readJson(text))
  } catch {
    return undefined
  }
}

function grantOf(token: TokenAnswer, accessToken: string, asked: number): Grant {
  // Tokens live 36000 s by every record, but a fixture with 3600 exists.
  const seconds = Number(token.expires_in ?? 3600)
  const refreshTokenExpiresAt = fromPlatformDate(token.refresh_token_timeout)
  return {
    accessToken,
    expiresAt: asked + (Number.isFinite(seconds) ? seconds : 3600) * 1000,
    ...(token.refresh_token && { refreshToken: token.refresh_token }),
    ...(refreshTokenExpiresAt && { refreshTokenExpiresAt }),
    ...(token.memberId && { memberId: token.memberId }),
    ...(token.aliId && { userId: token.aliId }),
    ...(token.resource_owner && { loginId: token.resource_owner }),
  }
}
