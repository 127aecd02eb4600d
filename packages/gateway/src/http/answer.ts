import { createHash } from 'node:crypto'
import type { Route } from '@xiaopu/api'
import type { Packed } from './packing.ts'

export type Bytes = Uint8Array<ArrayBuffer>

/** A good answer, before it is wrapped for the network; what caches and idempotency keep. */
export interface Answer {
  readonly body: string | Bytes
  /** The body packed, where that is kept longer than the answer. */
  readonly packed?: Packed
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
  readonly body: Bytes
  /** Names this body among all that the route answers. */
  readonly tag: string
  /** The body packed, where it is kept longer than an answer. */
  readonly packed: Packed | undefined

  constructor(body: Bytes, tag: string, packed?: Packed) {
    this.body = body
    this.tag = tag
    this.packed = packed
  }
}

export function bytesOf({ body }: Pick<Answer, 'body'>): Bytes {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

export function tagOf(text: string | Bytes): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

export function readyAnswer({ body, tag, packed }: ReadyJson, route: Route): Answer {
  return { ...wrapped(body, tag, route), ...(packed && { packed }) }
}

/** Reads get an ETag and, where the contract allows it, may be kept by shared caches. */
export function jsonAnswer(reply: unknown, route: Route): Answer {
  const text = JSON.stringify(reply)
  if (route.method === 'GET') return wrapped(text, tagOf(text), route)
  const resource = resourceOf(reply)
  const headers = { 'content-type': media, 'cache-control': 'no-store' }
  return { body: text, headers, ...(resource !== undefined && { resource }) }
}

/** An answer is what it is about, or holds it: an order, or an order with its token. */
function resourceOf(reply: unknown): string | undefined {
  const { id, order } = reply as { readonly id?: string; readonly order?: { readonly id?: string } }
  return id ?? order?.id
}

function wrapped(body: string | Bytes, tag: string, route: Route): Answer {
  const cacheControl =
    route.cache === undefined
      ? 'no-store'
      : `public, max-age=${route.cache}, stale-while-revalidate=60`
  return {
    body,
    headers: { 'content-type': media, etag: `"${tag}"`, 'cache-control': cacheControl },
  }
}

export function toResponse({ body, headers }: Answer): Response {
  return new Response(body, { headers })
}

/** A page made as a response, for the cache. */
export async function fromResponse(response: Response): Promise<Answer> {
  return { body: await response.text(), headers: Object.fromEntries(response.headers) }
}
