import { createHash } from 'node:crypto'
import type { Route } from '@xiaopu/api'

/** A good answer in text, before it is wrapped for the network; what caches and idempotency keep. */
export interface Answer {
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

const media = 'application/json; charset=utf-8'

/** Reads get an ETag and, where the contract allows it, may be kept by shared caches. */
export function jsonAnswer(reply: unknown, route: Route): Answer {
  const text = JSON.stringify(reply)
  if (route.method !== 'GET')
    return { text, headers: { 'content-type': media, 'cache-control': 'no-store' } }
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const cacheControl =
    route.cache === undefined
      ? 'no-store'
      : `public, max-age=${route.cache}, stale-while-revalidate=60`
  return { text, headers: { 'content-type': media, etag, 'cache-control': cacheControl } }
}

export function toResponse({ text, headers }: Answer): Response {
  return new Response(text, { headers })
}

/** A page made as a response, for the cache. */
export async function fromResponse(response: Response): Promise<Answer> {
  return { text: await response.text(), headers: Object.fromEntries(response.headers) }
}
