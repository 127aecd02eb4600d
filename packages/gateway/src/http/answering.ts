import { ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import { networkBehind, type Peer, waitOf } from '../load/guard.ts'
import type { Rates } from '../load/rates.ts'
import { answerKept } from './answer-kept.ts'
import { finish } from './cors.ts'
import type { Doors } from './doors.ts'
import { problemResponse } from './problem.ts'
import type { Bindings } from './within-limits.ts'

/**
 * Answers requests: those that come from a peer over the network within the limits of visitors and
 * load, those of this process at once.
 */
export function createAnswering(
  doors: Doors,
  app: Hono,
  limits: { readonly rates: Rates; readonly proxies: number },
) {
  return (request: Request, peer?: Peer): Response | Promise<Response> => {
    const network = peer && networkBehind(request, peer, limits.proxies)
    const seconds = waitOf(request, network, limits.rates)
    if (seconds > 0) return turnAway(doors, request, seconds)
    const bindings: Bindings = { ...(peer && { peer }), ...(network && { network }) }
    return answerKept(doors, request) ?? app.fetch(request, bindings)
  }
}

function turnAway({ deps }: Doors, request: Request, seconds: number): Response {
  const requestId = deps.newId('request')
  const failure = new ShopError('TOO_MANY_REQUESTS', { seconds: Math.ceil(seconds) })
  const response = problemResponse(failure, requestId)
  finish(new URL(request.url).pathname, response, requestId)
  deps.log({
    level: 'info',
    event: 'request',
    requestId,
    method: request.method,
    route: '',
    status: response.status,
    ms: 0,
  })
  return response
}
