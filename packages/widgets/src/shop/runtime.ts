import type { Client } from '@xiaopu/client'
import { createClient } from '@xiaopu/client/fetch'
import type { ListingView, ShopView } from '@xiaopu/domain'
import { locateShop, type ShopAddress, type TagAddress } from './locate.ts'

/** What came with the page for one shop: nothing of it needs to be asked for. */
export interface Seed extends ShopAddress {
  readonly view?: ShopView
  readonly listings: readonly ListingView[]
}

/** Everything that elements of one shop share on a page. */
export interface ShopRuntime extends ShopAddress {
  readonly client: Client
  /** The shop itself, once something has told. */
  readonly view: () => ShopView | undefined
  readonly seeded: (listing: string) => ListingView | undefined
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

function shared<T>(name: string, make: () => T): T {
  const scope = globalThis as unknown as Record<symbol, T>
  const key = Symbol.for(name)
  scope[key] ??= make()
  return scope[key] as T
}

export function addTag(tag: TagAddress): void {
  page.tags.push(tag)
}

export function addSeed(seed: Seed): void {
  page.seeds.push(seed)
}

/** The shop of an element, or undefined where the page does not say which. */
export function shopOf(element: Element): ShopRuntime | undefined {
  const address = locateShop(element, page.tags)
  return address && openShop(address)
}

/** The one runtime of a shop on this page: elements of the same shop share client and cart. */
export function openShop({ gateway, shop }: ShopAddress): ShopRuntime {
  const name = `${gateway} ${shop}`
  const known = page.shops.get(name)
  if (known) return known
  const opened = createRuntime({ gateway, shop })
  page.shops.set(name, opened)
  return opened
}

function createRuntime({ gateway, shop }: ShopAddress): ShopRuntime {
  const client = createClient({ gateway, shop })
  const again = new Set<() => void>()
  const seeds = () => page.seeds.filter((seed) => seed.shop === shop && seed.gateway === gateway)
  const retry = () => {
    for (const each of [...again]) each()
  }
  if (typeof addEventListener === 'function') addEventListener('online', retry)
  return {
    gateway,
    shop,
    client,
    view: () => seeds().find((seed) => seed.view)?.view,
    seeded: (id) =>
      seeds()
        .map((seed) => seed.listings.find((listing) => listing.id === id))
        .find((listing) => listing),
    retry,
    onRetry(each) {
      again.add(each)
      return () => again.delete(each)
    },
  }
}
