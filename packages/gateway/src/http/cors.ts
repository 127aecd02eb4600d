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

const forPages = /^\/(v1\/(?!seller|callbacks)|embed\/|img\/)/

/** Headers that every answer carries. */
export function lastHeaders(path: string, requestId: string): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    ...(forPages.test(path) && pageHeaders),
  }
}

const pageHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, retry-after, x-request-id',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Set in place: wrapping an answer anew would make the server stream what it has in hand. */
export function finish(path: string, headers: Headers, requestId: string): void {
  for (const [name, value] of Object.entries(lastHeaders(path, requestId))) headers.set(name, value)
}
