import type { Context } from 'hono'
import type { Answer } from './answer.ts'
import { surfaceOf } from './surfaces.ts'

/**
 * Any page may ask (which shop it may ask for is the key's business), none with cookies: there
 * are none. Preflights are kept for two hours, the longest Chromium allows.
 */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'content-type, idempotency-key, x-order-token, x-xiaopu-protocol',
      'access-control-max-age': '7200',
    },
  })
}

/** Headers that an answer carries unless it says otherwise itself. */
export function lastHeaders(path: string, requestId: string): Record<string, string> {
  return {
    ...surfaceOf(path).headers,
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
  }
}

/** Those of the answer to a request that has been routed. */
export function lastHeadersFor(context: Context): Record<string, string> {
  return lastHeaders(context.req.path, String(context.get('requestId' as never) ?? ''))
}

/** Answers that have all their headers: asking one for them would make the server read them anew. */
const complete = new WeakSet<Response>()

/**
 * An answer with all that it carries, written at once.
 *
 * @param last - headers that it carries unless it says otherwise itself
 */
export function completeResponse(
  { body, headers }: Pick<Answer, 'body' | 'headers'>,
  last: Readonly<Record<string, string>>,
): Response {
  return completed(new Response(body, { headers: { ...last, ...headers } }))
}

/** Notes that an answer was made with all its headers. */
export function completed(response: Response): Response {
  complete.add(response)
  return response
}

/** Set in place: wrapping an answer anew would make the server stream what it has in hand. */
export function finish(path: string, response: Response, requestId: string): void {
  if (complete.has(response)) return
  const { headers } = response
  for (const [name, value] of Object.entries(lastHeaders(path, requestId))) {
    if (!headers.has(name)) headers.set(name, value)
  }
}
