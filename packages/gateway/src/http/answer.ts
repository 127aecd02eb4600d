import { createHash } from 'node:crypto'
import type { Route } from '@xiaopu/api'

/** A good answer in text, before it is wrapped for the network; what caches and idempotency keep. */
export interface Answer {
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  /** Id of what a write made or changed. */
  readonly resource?: string
}

const media = 'application/json; charset=utf-8'

/**
 * A reply that is JSON already, each part of it cut to its schema: what is put together from kept
 * parts need not be read and written again as a whole.
 */
export class ReadyJson {
  readonly text: string
  /** Names this text among all that the route answers. */
  readonly tag: string

  constructor(text: string, tag: string) {
    this.text = text
    this.tag = tag
  }
}

export function tagOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

export function readyAnswer({ text, tag }: ReadyJson, route: Route): Answer {
  return wrapped(text, tag, route)
}

/** Reads get an ETag and, where the contract allows it, may be kept by shared caches. */
export function jsonAnswer(reply: unknown, route: Route): Answer {
  const text = JSON.stringify(reply)
  if (route.method === 'GET') return wrapped(text, tagOf(text), route)
  const resource = resourceOf(reply)
  const headers = { 'content-type': media, 'cache-control': 'no-store' }
  return { text, headers, ...(resource !== undefined && { resource }) }
}

/** An answer is what it is about, or holds it: an order, or an order with its token. */
function resourceOf(reply: unknown): string | undefined {
  const { id, order } = reply as { readonly id?: string; readonly order?: { readonly id?: string } }
  return id ?? order?.id
}

function wrapped(text: string, tag: string, route: Route): Answer {
  const cacheControl =
    route.cache === undefined
      ? 'no-store'
      : `public, max-age=${route.cache}, stale-while-revalidate=60`
  return {
    text,
    headers: { 'content-type': media, etag: `"${tag}"`, 'cache-control': cacheControl },
  }
}

export function toResponse({ text, headers }: Answer): Response {
  return new Response(text, { headers })
}

/** A page made as a response, for the cache. */
export async function fromResponse(response: Response): Promise<Answer> {
  return { text: await response.text(), headers: Object.fromEntries(response.headers) }
}
