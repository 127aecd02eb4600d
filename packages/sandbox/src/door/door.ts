import { BusinessError } from '../business-error.ts'
import { type ScriptedFault, takeFault } from '../faults.ts'
import type { Json } from '../json.ts'
import { writeJson } from '../json.ts'
import { appOf, FIRST_MEMBER, type Member, type World } from '../world/world.ts'
import type { Api } from './api.ts'
import type { CallLog } from './call-log.ts'
import { isSignature, signatureOf, stringToSign } from './check-signature.ts'
import { GatewayError, gatewayErrorBody, newRequestId } from './gateway-error.ts'
import type { Quota } from './quota.ts'
import { readParams } from './read-params.ts'
import { readRequest, type Sent } from './read-request.ts'
import { answerFault, suffer } from './suffer.ts'

export interface Door {
  readonly world: World
  readonly apis: readonly Api[]
  readonly quota: Quota
  readonly log: CallLog
  /** What is kept must be kept before the caller hears of it. */
  flush(): Promise<void>
}

/** The parts of `/openapi/{protocol}/{version}/{namespace}/{apiName}/{appKey}`. */
interface Route {
  readonly path: string
  readonly version: number
  readonly namespace: string
  readonly name: string
  readonly appKey: string
}

const ALLOWED_SKEW_MS = 10 * 60_000

/**
 * Answers one request below `/openapi/`: the checks of reference §1.6 in their order, then the API.
 * `reset` breaks the connection under the request without an answer.
 */
export async function openDoor(
  door: Door,
  request: Request,
  reset: () => Promise<Response>,
): Promise<Response> {
  const requestId = newRequestId()
  const route = readRoute(request)
  const world = door.world
  const trace: Trace = { fault: undefined }
  let status = 200
  let errorCode: string | undefined
  let body: string
  let sent: Sent = { params: new Map(), files: new Map() }
  try {
    sent = await readRequest(request)
    body = await answer(door, request, route, sent, trace)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    status = error.status
    errorCode = error.code
    body = gatewayErrorBody(error, requestId)
  }
  await door.flush()
  const text = stringToSign(route.path, sent.params)
  door.log.add({
    at: world.now(),
    api: `${route.namespace}:${route.name}`,
    params: Object.fromEntries(sent.params),
    stringToSign: text,
    expectedSignature: signatureOf(appOf(world).secret, text),
    status,
    requestId,
    answer: body,
    ...(errorCode && { errorCode }),
    ...(trace.fault && { fault: trace.fault.kind }),
  })
  return answerFault(trace.fault, request, reset, { status, body })
}

interface Trace {
  fault: ScriptedFault | undefined
}

async function answer(
  door: Door,
  request: Request,
  route: Route,
  sent: Sent,
  trace: Trace,
): Promise<string> {
  const { world } = door
  const app = appOf(world)
  if (route.appKey === '') throw new GatewayError('gw.AppKeyMissing', 'AppKey is missing')
  if (route.appKey !== app.key) throw new GatewayError('gw.AppKeyNotFound', 'AppKey is not found')
  const found = findApi(door.apis, route)
  if (found.needSignature) checkSignature(route, sent.params, app.secret)
  checkTimestamp(world, sent.params)
  const member = found.needAuth
    ? memberOf(world, sent.params.get('access_token'))
    : firstMember(world)
  if (app.denied.includes(`${found.namespace}:${found.name}`)) {
    throw new GatewayError('gw.APIACLDecline', 'AppKey is not allowed(acl)')
  }
  const api = `${found.namespace}:${found.name}`
  if (!door.quota.take(`${app.key} ${api}`, app.callsPerMinute, world.now())) throw tooOften()

  trace.fault = world.store.transaction(() => takeFault(world, found.namespace, found.name))
  await suffer(trace.fault, request)
  const call = {
    world,
    ...readParams(found, sent),
    version: route.version,
    member,
    now: world.now(),
    origin: new URL(request.url).origin,
  }
  return writeJson(run(found, () => found.handle(call), trace.fault, world))
}

/** Runs an API as one transaction: a refusal leaves nothing half done. */
function run(api: Api, handle: () => Json, fault: ScriptedFault | undefined, world: World): Json {
  try {
    if (fault?.kind === 'business') {
      throw new BusinessError(fault.code ?? '500', fault.message ?? '系统繁忙')
    }
    return world.store.transaction(handle)
  } catch (error) {
    if (error instanceof BusinessError) return api.fail(error.code, error.message)
    throw error
  }
}

function readRoute(request: Request): Route {
  const path = decoded(new URL(request.url).pathname).replace(/^\/openapi\//, '')
  const [, version = '', namespace = '', name = '', appKey = ''] = path.split('/')
  return { path, version: Number(version), namespace, name, appKey }
}

function findApi(apis: readonly Api[], route: Route): Api {
  const [protocol = ''] = route.path.split('/')
  const found = apis.find((api) => api.namespace === route.namespace && api.name === route.name)
  if (!found?.versions.includes(route.version) || !['param2', 'http'].includes(protocol)) {
    throw new GatewayError('gw.APIUnsupported', 'API is unsupported')
  }
  return found
}

function checkSignature(route: Route, sent: ReadonlyMap<string, string>, secret: string): void {
  const signature = sent.get('_aop_signature') ?? ''
  if (signature === '') throw new GatewayError('gw.SignatureMissing', 'Signature is missing')
  if (!isSignature(secret, stringToSign(route.path, sent), signature)) {
    throw new GatewayError('gw.SignatureInvalid', 'Invalid signature')
  }
}

function checkTimestamp(world: World, sent: ReadonlyMap<string, string>): void {
  const timestamp = sent.get('_aop_timestamp')
  if (timestamp === undefined || !appOf(world).checkTimestamp) return
  if (!(Math.abs(Number(timestamp) - world.now()) <= ALLOWED_SKEW_MS)) {
    throw new GatewayError('gw.TimestampInvalid', 'Invalid timestamp')
  }
}

function memberOf(world: World, value: string | undefined): Member {
  const token = world.tokens.get(value ?? '')
  const isAlive = token?.kind === 'access' && (token.expiresAt ?? Infinity) > world.now()
  const member = isAlive ? world.members.get(token.memberId) : undefined
  if (!member) throw new GatewayError('401', 'Request need user authorized', 401)
  return member
}

function firstMember(world: World): Member {
  return world.members.get(FIRST_MEMBER.memberId) ?? FIRST_MEMBER
}

const tooOften = (): GatewayError =>
  new GatewayError('gw.QosAppFrequencyLimit', 'App call exceeds limited frequency')

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
