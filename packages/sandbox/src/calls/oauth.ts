import { randomUUID } from 'node:crypto'
import { type Api, api, type Call } from '../door/api.ts'
import { GatewayError } from '../door/gateway-error.ts'
import type { JsonObject } from '../json.ts'
import { announceAuthorization } from '../push/topics.ts'
import { platformDate } from '../times.ts'
import { appKeyOf } from '../world/apps.ts'
import type { App, Member, Token, World } from '../world/world.ts'

const CODE_MS = 120_000
const ACCESS_SECONDS = 36_000
const REFRESH_MS = 180 * 86_400_000

/** A refusal in both reading styles that clients have: OAuth's own and the gateway's (reference §2). */
function refuse(error: 'invalid_grant' | 'invalid_client', description: string): never {
  throw new GatewayError('400', description, 400, { error, error_description: description })
}

export const oauth: readonly Api[] = [
  api({
    namespace: 'system.oauth2',
    name: 'getToken',
    needAuth: false,
    needSignature: false,
    params: [
      { name: 'grant_type', type: 'String', required: true },
      { name: 'client_id', type: 'String', required: true },
      { name: 'client_secret', type: 'String', required: true },
      { name: 'redirect_uri', type: 'String' },
      { name: 'code', type: 'String' },
      { name: 'refresh_token', type: 'String' },
      { name: 'need_refresh_token', type: 'String' },
    ],
    fail: (error, error_description) => ({ error, error_description }),
    handle: (call) => getToken(call),
  }),
  api({
    namespace: 'system.oauth2',
    name: 'postponeToken',
    needAuth: false,
    needSignature: false,
    params: [
      { name: 'client_id', type: 'String', required: true },
      { name: 'client_secret', type: 'String', required: true },
      { name: 'refresh_token', type: 'String', required: true },
      { name: 'access_token', type: 'String', required: true },
    ],
    fail: (error, error_description) => ({ error, error_description }),
    handle: (call) => {
      checkClient(call)
      const token = liveToken(call, 'refresh_token', 'refresh')
      // It may have run out, but it must be this user's.
      const access = call.world.tokens.get(call.params.text('access_token') ?? '')
      if (access?.kind !== 'access' || access.memberId !== token.memberId) {
        return refuse('invalid_grant', 'access_token does not belong to refresh_token')
      }
      return answer(call, ownerOf(call.world, token), { withRefresh: true })
    },
  }),
]

function getToken(call: Call): JsonObject {
  checkClient(call)
  const { world, params } = call
  switch (params.text('grant_type')) {
    case 'authorization_code': {
      const code = liveToken(call, 'code', 'code')
      if (code.redirectUri && code.redirectUri !== params.text('redirect_uri')) {
        return refuse('invalid_grant', 'redirect_uri does not match')
      }
      world.tokens.remove(code.value)
      const withRefresh = params.text('need_refresh_token') === 'true'
      const member = ownerOf(world, code)
      const isNew = !knows(call, member)
      const body = answer(call, member, { withRefresh })
      if (isNew) announceAuthorization(world, member.memberId, 'SUCCESS')
      return body
    }
    case 'refresh_token': {
      const token = liveToken(call, 'refresh_token', 'refresh')
      return answer(call, ownerOf(world, token), { withRefresh: false })
    }
    default:
      return refuse('invalid_grant', 'grant_type is not supported')
  }
}

function checkClient({ app, params }: Call): void {
  if (params.text('client_id') !== app.key || params.text('client_secret') !== app.secret) {
    refuse('invalid_client', 'client_id or client_secret is wrong')
  }
}

function liveToken({ world, app, params }: Call, name: string, kind: Token['kind']): Token {
  const token = world.tokens.get(params.text(name) ?? '')
  const isLive =
    token?.kind === kind &&
    (token.expiresAt ?? Infinity) > world.now() &&
    appKeyOf(world, token) === app.key
  if (!isLive) {
    return refuse('invalid_grant', `${kind} is invalid or expired`)
  }
  return token
}

/** Whether the member has given the app a token before. */
function knows({ world, app }: Call, { memberId }: Member): boolean {
  for (const token of world.tokens.values()) {
    if (token.kind === 'code' || token.memberId !== memberId) continue
    if (appKeyOf(world, token) === app.key) return true
  }
  return false
}

function ownerOf(world: World, token: Token): Member {
  return world.members.get(token.memberId) ?? refuse('invalid_grant', 'the user is gone')
}

function issue(world: World, token: Omit<Token, 'value'>): Token {
  const issued = { value: randomUUID(), ...token }
  world.tokens.put(issued.value, issued)
  return issued
}

/** A code as the consent page hands it out: two minutes, single use. */
export function grantCode(world: World, memberId: string, redirectUri?: string, app?: App): string {
  return issue(world, {
    kind: 'code',
    memberId,
    ...ofApp(app),
    expiresAt: world.now() + CODE_MS,
    ...(redirectUri && { redirectUri }),
  }).value
}

/** An access token as a grant would give it. */
export function issueAccess(world: World, memberId: string, app?: App): string {
  return issue(world, { kind: 'access', memberId, ...ofApp(app) }).value
}

/** Tokens of the first app name none. */
const ofApp = (app: App | undefined): Pick<Token, 'appKey'> =>
  app?.isExtra ? { appKey: app.key } : {}

function answer(
  { world, app }: Call,
  member: Member,
  { withRefresh }: { withRefresh: boolean },
): JsonObject {
  const now = world.now()
  const { memberId } = member
  const access = issue(world, {
    kind: 'access',
    memberId,
    ...ofApp(app),
    expiresAt: now + ACCESS_SECONDS * 1000,
  })
  const body = {
    access_token: access.value,
    expires_in: String(ACCESS_SECONDS),
    resource_owner: member.loginId,
    aliId: String(member.userId),
    memberId,
    uid: String(member.userId),
  }
  if (!withRefresh) return body
  const refresh = issue(world, {
    kind: 'refresh',
    memberId,
    ...ofApp(app),
    expiresAt: now + REFRESH_MS,
  })
  return {
    ...body,
    refresh_token: refresh.value,
    refresh_token_timeout: platformDate(now + REFRESH_MS),
  }
}
