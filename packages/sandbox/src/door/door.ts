import { BusinessError } from '../business-error.ts'
import { type ScriptedFault, takeFault } from '../faults.ts'
import type { Json } from '../json.ts'
import { writeJson } from '../json.ts'
import { appByKey, isGranted, limitOf } from '../world/apps.ts'
import { appOf, type World } from '../world/world.ts'
import type { Api, Call } from './api.ts'
import type { CallLog } from './call-log.ts'
import { signatureOf, stringToSign } from './check-signature.ts'
import {
  callerOf,
  checkSignature,
  checkTimestamp,
  findApi,
  type Route,
  readRoute,
} from './checks.ts'
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
  const trace: Trace = { fault: undefined, refusal: undefined }
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
    method: request.method,
    path: route.path,
    appKey: route.appKey,
    params: Object.fromEntries(sent.params),
    stringToSign: text,
    expectedSignature: signatureOf((appByKey(world, route.appKey) ?? appOf(world)).secret, text),
    status,
    requestId,
    answer: body,
    ...(errorCode && { errorCode }),
    ...(trace.refusal && { refusal: trace.refusal }),
    ...(trace.fault && { fault: trace.fault.kind }),
  })
  return answerFault(trace.fault, request, reset, { status, body })
}

interface Trace {
  fault: ScriptedFault | undefined
  /** What the API itself refused with. */
  refusal: string | undefined
}

async function answer(
  door: Door,
  request: Request,
  route: Route,
  sent: Sent,
  trace: Trace,
): Promise<string> {
  const { world } = door
  if (route.appKey === '') throw new GatewayError('gw.AppKeyMissing', 'AppKey is missing')
  const app = appByKey(world, route.appKey)
  if (!app) throw new GatewayError('gw.AppKeyNotFound', 'AppKey is not found')
  const found = findApi(door.apis, route)
  if (found.needSignature) checkSignature(route, sent.params, app.secret)
  if (app.checkTimestamp) checkTimestamp(world.now(), sent.params)
  const member = callerOf(world, app, found, sent.params)
  const api = `${found.namespace}:${found.name}`
  if (!isGranted(app, api)) {
    throw new GatewayError('gw.APIACLDecline', 'AppKey is not allowed(acl)')
  }
  if (!door.quota.take(`${app.key} ${api}`, limitOf(app, api), world.now())) throw tooOften()

  const fault = world.store.transaction(() => takeFault(world, found.namespace, found.name))
  trace.fault = fault
  await suffer(fault, request)
  for (const kind of found.searches ?? []) await world.offers.soon(kind)
  if (fault?.kind === 'token-cancelled') cancelToken(world, sent)
  const skew = fault?.kind === 'clock-skew' ? fault.ms : 0
  if (skew !== 0) checkTimestamp(world.now() + skew, sent.params)
  const call: Call = {
    world,
    ...readParams(found, sent),
    version: route.version,
    app,
    member,
    now: world.now() + skew,
    origin: new URL(request.url).origin,
  }
  return writeJson(run(found, call, trace))
}

/** Runs an API as one transaction: a refusal leaves nothing half done. */
function run(api: Api, call: Call, trace: Trace): Json {
  const { fault } = trace
  try {
    if (fault?.kind === 'business') {
      throw new BusinessError(fault.code ?? '500', fault.message ?? '系统繁忙')
    }
    const stale = fault?.kind === 'stale-read' ? readStale(api, call, fault.ms) : undefined
    return stale ?? call.world.store.transaction(() => api.handle(call))
  } catch (error) {
    if (!(error instanceof BusinessError)) throw error
    trace.refusal = error.code
    return api.fail(error.code, error.message)
  }
}

/** The answer as it would have been so long ago; undefined for a call that writes: it is done as usual. */
function readStale(api: Api, call: Call, ms: number): Json | undefined {
  const at = call.now - ms
  const { value, wrote } = call.world.store.asOf(at, () => {
    try {
      return { body: api.handle({ ...call, now: at }), refusal: undefined }
    } catch (error) {
      return { body: null, refusal: error }
    }
  })
  if (wrote) return undefined
  if (value.refusal) throw value.refusal
  return value.body
}

function cancelToken({ store, tokens }: World, { params }: Sent): never {
  store.transaction(() => tokens.remove(params.get('access_token') ?? ''))
  throw new GatewayError('401', 'Request need user authorized', 401)
}

const tooOften = (): GatewayError =>
  new GatewayError('gw.QosAppFrequencyLimit', 'App call exceeds limited frequency')
