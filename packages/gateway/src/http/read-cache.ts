import { isShopError, minute } from '@xiaopu/domain'
import { type Answer, bytesOf } from './answer.ts'
import { completed } from './cors.ts'
import { KeptBody } from './kept-body.ts'
import { packingFor } from './packing.ts'

/** An answer as it is kept: its bytes are ready to be written. */
interface Kept {
  readonly headers: Readonly<Record<string, string>>
  readonly body: KeptBody
  readonly until: number
  /** How long it is better than nothing. */
  readonly usableUntil: number
}

/** A read that may be answered from what is kept. */
interface AskedFor {
  readonly shopId: string
  /** What the answer depends on; nothing else may tell two answers apart. */
  readonly key: string
  readonly request: Request
  /** How long it may be kept. */
  readonly seconds: number
  /** Headers that it carries unless it says otherwise itself. */
  readonly last: Readonly<Record<string, string>>
}

interface Entry {
  readonly promise: Promise<Kept>
  /** Once it is there. */
  kept?: Kept
}

/** An address that was answered from here before. */
interface Known {
  readonly shopId: string
  readonly key: string
  /** The publishable key that it was asked with. */
  readonly shopKey: string
  readonly route: string
}

/** Bytes held at most; a list of 20 cards is 20 to 100 kB, and a fifth of that packed, as it is kept. */
const maxBytes = 8 * 2 ** 20
/** Kept answers are better than none for this long, while database or process cannot keep up. */
const staleMillis = 10 * minute
/** Addresses held at most, and the longest. */
const maxKnown = 2_000
const longestKnown = 2_000

/**
 * Buyer reads of one shop, kept for seconds and dropped when the shop changes. A list that a
 * hundred phones ask for at once is made once.
 */
export function createReadCache(now: () => number) {
  const shops = new Map<string, Map<string, Entry>>()
  const known = new Map<string, Known>()
  /** Held when it was last counted, and what was put there since. */
  let bytes = 0

  function keep(shopId: string, key: string, seconds: number, make: () => Promise<Answer>): Entry {
    const kept = shops.get(shopId) ?? new Map<string, Entry>()
    shops.set(shopId, kept)
    const old = kept.get(key)?.kept
    const made = make().then((answer): Kept => {
      const { headers } = answer
      const body = new KeptBody(bytesOf(answer), answer.packed ?? {}, headers['content-type'])
      makeRoom(body.size)
      const until = now() + seconds * 1000
      return { headers, body, until, usableUntil: until + staleMillis }
    })
    const entry: Entry = {
      promise: made
        .catch((error: unknown) => lastGood(old, error))
        .then((each) => {
          entry.kept = each
          return each
        }),
    }
    entry.promise.catch(() => kept.delete(key))
    kept.set(key, entry)
    return entry
  }

  /** What was good a moment ago, where a new one cannot be had; asked for again in a second. */
  function lastGood(old: Kept | undefined, error: unknown): Kept {
    const isRefusal = isShopError(error) && error.status < 500
    if (!old || isRefusal || old.usableUntil < now()) throw error
    return { ...old, until: now() + 1_000 }
  }

  function makeRoom(more: number): void {
    bytes += more
    if (bytes <= maxBytes) return
    bytes = more + held()
    // Half is left for what comes, or everything would be counted for each of the next.
    if (bytes <= maxBytes / 2) return
    shops.clear()
    known.clear()
    bytes = more
  }

  /** What is packed by now, replaced or dropped takes less than was put there. */
  function held(): number {
    const entries = [...shops.values()].flatMap((kept) => [...kept.values()])
    return entries.reduce((sum, { kept }) => sum + (kept?.body.size ?? 0), 0)
  }

  return {
    async answer(
      { shopId, key, request, seconds, last }: AskedFor,
      make: () => Promise<Answer>,
    ): Promise<Response> {
      const entry = shops.get(shopId)?.get(key)
      const isFresh = entry && (!entry.kept || entry.kept.until > now())
      const { promise } = isFresh ? entry : keep(shopId, key, Math.min(seconds, 60), make)
      return respond(await promise, request, last)
    },
    /** That an address asks for a kept answer, so that it need not be read again. */
    remember(url: string, what: Known): void {
      if (url.length > longestKnown) return
      if (known.size >= maxKnown) known.clear()
      known.set(url, what)
    },
    /** The answer to an address where it is known, kept and still good. */
    recall(url: string): (Known & { readonly kept: Kept }) | undefined {
      const what = known.get(url)
      if (!what) return undefined
      const kept = shops.get(what.shopId)?.get(what.key)?.kept
      return kept && kept.until > now() ? { ...what, kept } : undefined
    },
    drop(shopId: string): void {
      shops.delete(shopId)
    },
  }
}

export type ReadCache = ReturnType<typeof createReadCache>

/** @param last - headers that the answer carries unless it says otherwise itself */
export function respond(
  kept: Kept,
  request: Request,
  last: Readonly<Record<string, string>>,
): Response {
  const { vary, etag } = kept.headers
  const headers: Record<string, string> = {
    ...last,
    ...kept.headers,
    vary: vary ? `${vary}, accept-encoding` : 'accept-encoding',
  }
  if (etag && request.headers.get('if-none-match')?.includes(etag)) {
    return completed(new Response(null, { status: 304, headers }))
  }
  const packing = packingFor(request, headers['content-type'])
  if (packing) headers['content-encoding'] = packing
  return completed(new Response(kept.body.as(packing), { headers }))
}
