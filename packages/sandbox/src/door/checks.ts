import { appKeyOf } from '../world/apps.ts'
import { type App, FIRST_MEMBER, type Member, type World } from '../world/world.ts'
import type { Api } from './api.ts'
import { isSignature, stringToSign } from './check-signature.ts'
import { GatewayError } from './gateway-error.ts'

type Params = ReadonlyMap<string, string>

/** The parts of `/openapi/{protocol}/{version}/{namespace}/{apiName}/{appKey}`. */
export interface Route {
  readonly path: string
  readonly version: number
  readonly namespace: string
  readonly name: string
  readonly appKey: string
}

export function readRoute(request: Request): Route {
  const path = decoded(new URL(request.url).pathname).replace(/^\/openapi\//, '')
  const [, version = '', namespace = '', name = '', appKey = ''] = path.split('/')
  return { path, version: Number(version), namespace, name, appKey }
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

export function findApi(apis: readonly Api[], route: Route): Api {
  const [protocol = ''] = route.path.split('/')
  const found = apis.find((api) => api.namespace === route.namespace && api.name === route.name)
  if (!found?.versions.includes(route.version) || !['param2', 'http'].includes(protocol)) {
    throw new GatewayError('gw.APIUnsupported', 'API is unsupported')
  }
  return found
}

export function checkSignature(route: Route, sent: Params, secret: string): void {
  const signature = sent.get('_aop_signature') ?? ''
  if (signature === '') throw new GatewayError('gw.SignatureMissing', 'Signature is missing')
  if (!isSignature(secret, stringToSign(route.path, sent), signature)) {
    throw new GatewayError('gw.SignatureInvalid', 'Invalid signature')
  }
}

const ALLOWED_SKEW_MS = 10 * 60_000

/** Only a timestamp that was sent can be wrong. */
export function checkTimestamp(now: number, sent: Params): void {
  const timestamp = sent.get('_aop_timestamp')
  if (timestamp === undefined) return
  if (!(Math.abs(Number(timestamp) - now) <= ALLOWED_SKEW_MS)) {
    throw new GatewayError('gw.TimestampInvalid', 'Invalid timestamp')
  }
}

/** Whose call it is: the token's owner, or without a token the account that a single-user app is bound to (reference §2). */
export function callerOf(world: World, app: App, api: Api, sent: Params): Member {
  const value = sent.get('access_token')
  const bound = world.members.get(app.boundMemberId ?? '')
  if (!api.needAuth) return bound ?? firstMember(world)
  if (value === undefined && bound) return bound
  const token = world.tokens.get(value ?? '')
  const isAlive =
    token?.kind === 'access' &&
    (token.expiresAt ?? Infinity) > world.now() &&
    appKeyOf(world, token) === app.key
  const member = isAlive ? world.members.get(token.memberId) : undefined
  if (!member) throw new GatewayError('401', 'Request need user authorized', 401)
  return member
}

const firstMember = (world: World): Member =>
  world.members.get(FIRST_MEMBER.memberId) ?? FIRST_MEMBER
