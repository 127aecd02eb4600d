import { lastHeaders } from './cors.ts'
import type { Doors } from './doors.ts'
import { respond } from './read-cache.ts'

/**
 * Answers a read that was asked for in these very words before and is still kept: no routing, no
 * reading of parameters, no turn of the event loop. Whatever is unusual about it takes the long
 * way, which says the same.
 */
export function answerKept(
  { deps, callers, cache }: Doors,
  request: Request,
): Response | undefined {
  if (request.method !== 'GET') return undefined
  const { url } = request
  const recalled = cache.recall(url)
  const shop = recalled && callers.knownShop(recalled.shopKey)
  if (!shop || shop.shopId !== recalled.shopId || shop.state === 'closed') return undefined
  const origin = request.headers.get('origin') ?? undefined
  // Only pages that the shop names are allowed: the long way finds out, and tells them apart.
  if (origin && shop.allowedOrigins.length > 0 && !shop.allowedOrigins.includes(origin)) {
    return undefined
  }
  const requestId = deps.newId('request')
  const response = respond(recalled.kept, request, lastHeaders('/v1/', requestId))
  const { route } = recalled
  const { status } = response
  deps.log({ level: 'info', event: 'request', requestId, method: 'GET', route, status, ms: 0 })
  return response
}
