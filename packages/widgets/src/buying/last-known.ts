import type { ListingView } from '@xiaopu/domain'
import type { Known } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { counterOf } from './counter.ts'

const storageKey = 'listings'
/** A few pages of cards; more would only fill a phone. */
const kept = 48

type Shelf = Record<string, Known<ListingView>>

const queued = new Map<ShopRuntime, Shelf>()

/** Keeps a listing for a time without network; written once for all cards of a turn. */
export function remember(shop: ShopRuntime, listing: ListingView): void {
  const entry = { value: listing, at: Date.now() }
  const waiting = queued.get(shop)
  if (waiting) waiting[listing.id] = entry
  else {
    queued.set(shop, { [listing.id]: entry })
    setTimeout(() => write(shop), 500)
  }
}

export function recall(shop: ShopRuntime, listing: string): Known<ListingView> | undefined {
  return readShelf(shop)[listing]
}

function write(shop: ShopRuntime): void {
  const shelf = Object.entries({ ...readShelf(shop), ...queued.get(shop) })
  queued.delete(shop)
  const latest = shelf.sort(([, a], [, b]) => b.at - a.at).slice(0, kept)
  counterOf(shop).client.storage.set(storageKey, JSON.stringify(Object.fromEntries(latest)))
}

function readShelf(shop: ShopRuntime): Shelf {
  try {
    return JSON.parse(counterOf(shop).client.storage.get(storageKey) || '{}') as Shelf
  } catch {
    return {}
  }
}
