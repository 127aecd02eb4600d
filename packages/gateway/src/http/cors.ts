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

/** Set in place: wrapping an answer anew would make the server stream what it has in hand. */
export function finish(path: string, headers: Headers, requestId: string): void {
  for (const [name, value] of Object.entries(lastHeaders(path, requestId))) {
    if (!headers.has(name)) headers.set(name, value)
  }
}
