import { gzipSync } from 'node:zlib'

interface Kept {
  readonly status: number
  readonly headers: Record<string, string>
  readonly text: string
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly until: number
}

/** Answers held at most; a list of 20 cards is about 10 kB. */
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
    url: string,
    seconds: number,
    make: () => Promise<Response>,
  ): Promise<Kept> {
    const kept = shops.get(shopId) ?? new Map<string, Promise<Kept>>()
    shops.set(shopId, kept)
    const fresh = make().then(async (response) => {
      const text = await response.text()
      const headers = Object.fromEntries(response.headers)
      return {
        status: response.status,
        headers,
        text,
        gzip: gzipSync(text),
        until: now() + seconds * 1000,
      }
    })
    fresh.catch(() => kept.delete(url))
    if (++count > maxKept) {
      shops.clear()
      shops.set(shopId, kept)
      count = 1
    }
    kept.set(url, fresh)
    return fresh
  }

  return {
    async answer(
      shopId: string,
      request: Request,
      seconds: number,
      make: () => Promise<Response>,
    ): Promise<Response> {
      const known = await shops.get(shopId)?.get(request.url)
      const kept =
        known && known.until > now()
          ? known
          : await keep(shopId, request.url, Math.min(seconds, 60), make)
      return respond(kept, request)
    },
    drop(shopId: string): void {
      shops.delete(shopId)
    },
  }
}

export type ReadCache = ReturnType<typeof createReadCache>

function respond(kept: Kept, request: Request): Response {
  const etag = kept.headers.etag
  if (etag && request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers: kept.headers })
  }
  const packed = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  const vary = [kept.headers.vary, 'accept-encoding'].filter(Boolean).join(', ')
  const headers = { ...kept.headers, vary }
  return packed
    ? new Response(kept.gzip, {
        status: kept.status,
        headers: { ...headers, 'content-encoding': 'gzip' },
      })
    : new Response(kept.text, { status: kept.status, headers })
}
