import { gzipSync } from 'node:zlib'
import type { Answer } from './answer.ts'

interface Kept extends Answer {
  /** Packed when the first one asks who can unpack it. */
  gzip?: Uint8Array<ArrayBuffer>
  readonly until: number
}

/** Answers held at most; a list of 20 cards is about 20 kB. */
const maxKept = 2_000

/**
 * Buyer reads of one shop, kept for seconds and dropped when the shop changes. A list that a
 * hundred phones ask for at once is made once.
 */
export function createReadCache(now: () => number) {
  const shops = new Map<string, Map<string, Promise<Kept>>>()
  let count = 0

  function keep(
    shopId: string,
    key: string,
    seconds: number,
    make: () => Promise<Answer>,
  ): Promise<Kept> {
    const kept = shops.get(shopId) ?? new Map<string, Promise<Kept>>()
    shops.set(shopId, kept)
    const fresh = make().then((answer): Kept => ({ ...answer, until: now() + seconds * 1000 }))
    fresh.catch(() => kept.delete(key))
    if (++count > maxKept) {
      shops.clear()
      shops.set(shopId, kept)
      count = 1
    }
    kept.set(key, fresh)
    return fresh
  }

  return {
    /** @param key - what the answer depends on; nothing else may tell two answers apart */
    async answer(
      shopId: string,
      key: string,
      request: Request,
      seconds: number,
      make: () => Promise<Answer>,
    ): Promise<Response> {
      const known = await shops.get(shopId)?.get(key)
      const kept =
        known && known.until > now() ? known : await keep(shopId, key, Math.min(seconds, 60), make)
      return respond(kept, request)
    },
    drop(shopId: string): void {
      shops.delete(shopId)
    },
  }
}

export type ReadCache = ReturnType<typeof createReadCache>

function respond(kept: Kept, request: Request): Response {
  const vary = [kept.headers.vary, 'accept-encoding'].filter(Boolean).join(', ')
  const headers: Record<string, string> = { ...kept.headers, vary }
  const { etag } = headers
  if (etag && request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers })
  }
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(kept.text, { headers })
  }
  kept.gzip ??= gzipSync(kept.text, { level: levelFor(headers['content-type']) })
  headers['content-encoding'] = 'gzip'
  return new Response(kept.gzip, { headers })
}

/**
 * Lists are packed as they are asked for, and level 6 costs four times as much as 1 for a tenth
 * fewer bytes. Code and pages are packed once in ten seconds, and every byte delays the first card.
 */
function levelFor(type = ''): number {
  return type.includes('json') ? 1 : 9
}
