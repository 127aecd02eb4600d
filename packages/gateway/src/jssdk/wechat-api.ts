import { ShopError, second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress-error.ts'

/** What WeChat gave, and for how many seconds it is good. */
export interface Given {
  readonly value: string
  readonly seconds: number
}

/**
 * A token to speak for an account. The stable one: asking again gives the same, and does not spoil
 * the one that another program of the seller's holds.
 *
 * @throws ShopError CHANNEL_BUSY, CHANNEL_REFUSED with WeChat's code
 */
export async function askToken(
  deps: Deps,
  account: { readonly appId: string; readonly secret: string },
): Promise<Given> {
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: account.appId,
    secret: account.secret,
  })
  const answer = await ask(deps, '/cgi-bin/stable_token', body)
  return given(answer, 'access_token')
}

/**
 * What pages are signed with.
 *
 * @throws ShopError CHANNEL_BUSY, CHANNEL_REFUSED with WeChat's code
 */
export async function askTicket(deps: Deps, token: string): Promise<Given> {
  const path = `/cgi-bin/ticket/getticket?access_token=${encodeURIComponent(token)}&type=jsapi`
  return given(await ask(deps, path), 'ticket')
}

interface Answer {
  readonly [field: string]: unknown
}

/** The system is busy, too many calls in a minute, or today: another try may help. */
const busyCodes = [-1, 45009, 45011]

async function ask(deps: Deps, path: string, body?: string): Promise<Answer> {
  const base = deps.wechatUrl
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body)
  try {
    const answer = await deps.egress({
      url: base + path,
      method: bytes ? 'POST' : 'GET',
      ...(bytes && { body: bytes, headers: { 'content-type': 'application/json' } }),
      timeout: 5 * second,
      maxBytes: 64 * 1024,
      ...(new URL(base).protocol === 'http:' && { localHosts: [new URL(base).host] }),
    })
    if (answer.status !== 200) throw new ShopError('CHANNEL_BUSY', { status: answer.status })
    return readAnswer(new TextDecoder().decode(answer.body))
  } catch (cause) {
    if (cause instanceof EgressError) throw new ShopError('CHANNEL_BUSY', {}, { cause })
    throw cause
  }
}

/** @throws ShopError for an answer that is none, or says no */
function readAnswer(text: string): Answer {
  const answer = parsed(text)
  const code = answer.errcode
  if (typeof code !== 'number' || code === 0) return answer
  if (busyCodes.includes(code)) throw new ShopError('CHANNEL_BUSY', { code })
  throw new ShopError('CHANNEL_REFUSED', { code: String(code) })
}

function parsed(text: string): Answer {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Said below.
  }
  throw new ShopError('CHANNEL_BUSY', { reason: 'unreadable' })
}

function given(answer: Answer, name: string): Given {
  const value = answer[name]
  const seconds = answer.expires_in
  if (typeof value === 'string' && value !== '' && typeof seconds === 'number' && seconds > 0) {
    return { value, seconds }
  }
  throw new ShopError('CHANNEL_BUSY', { reason: 'unreadable' })
}
