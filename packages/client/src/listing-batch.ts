import { type ListingView, ShopError } from '@xiaopu/domain'

/** How many ids one request may carry. */
const batchLimit = 50
/** As long as the gateway lets a shared cache keep the same answer. */
const freshMillis = 10_000

export interface ListingBatch {
  /**
   * One listing by id. All that is asked for in the same turn travels in one request; asked again
   * within ten seconds, nothing travels.
   *
   * @throws ShopError LISTING_NOT_FOUND for an id the shop does not have
   */
  get(id: string): Promise<ListingView>
  /** Takes in listings that came with the page, so that they need not be asked for. */
  put(listings: readonly ListingView[]): void
}

interface Entry {
  readonly at: number
  readonly listing: Promise<ListingView>
}

interface Waiting {
  give(listing: ListingView): void
  fail(error: unknown): void
}

/** @param list - the listings among these ids that exist, in any order */
export function batchListings(
  list: (ids: readonly string[]) => Promise<readonly ListingView[]>,
  now: () => number,
): ListingBatch {
  const known = new Map<string, Entry>()
  let waiting = new Map<string, Waiting>()

  async function fetchBatch(ids: readonly string[], batch: ReadonlyMap<string, Waiting>) {
    try {
      const found = new Map((await list(ids)).map((listing) => [listing.id, listing]))
      for (const id of ids) {
        const listing = found.get(id)
        if (listing) batch.get(id)?.give(listing)
        else batch.get(id)?.fail(new ShopError('LISTING_NOT_FOUND', { listing: id }))
      }
    } catch (error) {
      for (const id of ids) batch.get(id)?.fail(error)
    }
  }

  function flush() {
    const batch = waiting
    waiting = new Map()
    // Sorted, so that pages with the same cards share one cached answer.
    const ids = [...batch.keys()].sort()
    for (let from = 0; from < ids.length; from += batchLimit) {
      void fetchBatch(ids.slice(from, from + batchLimit), batch)
    }
  }

  function enqueue(id: string): Promise<ListingView> {
    if (waiting.size === 0) void Promise.resolve().then(flush)
    const listing = new Promise<ListingView>((give, fail) => waiting.set(id, { give, fail }))
    const entry = { at: now(), listing }
    known.set(id, entry)
    listing.catch(() => known.get(id) === entry && known.delete(id))
    return listing
  }

  return {
    get(id) {
      const entry = known.get(id)
      return entry && now() - entry.at < freshMillis ? entry.listing : enqueue(id)
    },
    put(listings) {
      for (const listing of listings) {
        known.set(listing.id, { at: now(), listing: Promise.resolve(listing) })
      }
    },
  }
}
