import type { ListingDetail, ListingGroups, ListingView, ShopView } from '@xiaopu/domain'
import { locateShop, readTags, type ShopAddress, type TagAddress } from './locate.ts'
import { shared } from './shared.ts'

/** Part of what a shop sells; `next` asks for what follows. */
export interface ListingPage {
  readonly items: readonly ListingView[]
  readonly next?: string | undefined
}

/** What came with the page for one shop: nothing of it needs to be asked for. */
export interface SeedData {
  readonly shop: string
  readonly view?: ShopView
  readonly listings: readonly ListingView[]
  readonly details?: readonly ListingDetail[]
  /** How listings can be bought together. */
  readonly groups?: Readonly<Record<string, ListingGroups>>
  /** What a grid shows first. */
  readonly page?: ListingPage & { readonly category?: string | undefined }
}

export interface Seed extends SeedData, ShopAddress {}

/** What elements of one shop share on a page; what buying needs besides is in `buying/counter.ts`. */
export interface ShopRuntime extends ShopAddress {
  /** What came with the page: the first that `pick` finds something in. */
  seeded<T>(pick: (seed: Seed) => T | undefined): T | undefined
  /** Tries all failed reads again. */
  retry(): void
  onRetry(again: () => void): () => void
}

interface Page {
  readonly shops: Map<string, ShopRuntime>
  readonly tags: TagAddress[]
  readonly seeds: Seed[]
}

/** One per page, also where two copies of this package are on it. */
const page: Page = shared('xiaopu.page', () => ({ shops: new Map(), tags: [], seeds: [] }))

export function addTag(tag: TagAddress): void {
  page.tags.push(tag)
}

export function addSeed(seed: Seed): void {
  page.seeds.push(seed)
}

/** The shops that elements of this page have opened. */
export function pageShops(): ShopRuntime[] {
  return [...page.shops.values()]
}

/**
 * The shop of an element, or undefined where the page does not say which. A router may have taken the
 * script tag out with the rest of a page: then it is the only shop that was opened.
 */
export function shopOf(element: Element): ShopRuntime | undefined {
  const tags = page.tags.concat(readTags(element.ownerDocument))
  const address = locateShop(element, tags)
  if (address) return openShop(address)
  const [only, ...others] = pageShops()
  return others.length > 0 || tags.some(({ shop }) => shop) ? undefined : only
}

/** The one runtime of a shop on this page. */
export function openShop({ gateway, shop }: ShopAddress): ShopRuntime {
  const name = `${gateway} ${shop}`
  const known = page.shops.get(name)
  if (known) return known
  const again = new Set<() => void>()
  const opened: ShopRuntime = {
    gateway,
    shop,
    seeded(pick) {
      for (const seed of page.seeds) {
        const found = seed.shop === shop && seed.gateway === gateway && pick(seed)
        if (found) return found
      }
      return undefined
    },
    retry() {
      for (const each of [...again]) each()
    },
    onRetry(each) {
      again.add(each)
      return () => again.delete(each)
    },
  }
  page.shops.set(name, opened)
  addEventListener('online', opened.retry)
  return opened
}

/** A listing as it came with the page. */
export function seededListing(shop: ShopRuntime, id: string): ListingView | undefined {
  return shop.seeded(({ listings }) => listings.find((listing) => listing.id === id))
}

/** The shop's own page, where the page told. */
export function seededUrl(shop: ShopRuntime): string | undefined {
  return shop.seeded(({ view }) => view)?.url
}
