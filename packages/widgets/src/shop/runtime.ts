import type { Client } from '@xiaopu/client'
import { createClient } from '@xiaopu/client/fetch'
import { type CartStore, cartStore, type ShopStore, shopStore } from '@xiaopu/client/stores'
import type { ListingDetail, ListingView, ShopView } from '@xiaopu/domain'
import { locateShop, readTags, type ShopAddress, type TagAddress } from './locate.ts'

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
  /** What a grid shows first. */
  readonly page?: ListingPage & { readonly category?: string | undefined }
}

export interface Seed extends SeedData, ShopAddress {}

/** Everything that elements of one shop share on a page. */
export interface ShopRuntime extends ShopAddress {
  readonly client: Client
  readonly cart: CartStore
  readonly about: ShopStore
  /** The shop as it came with the page. */
  seededShop(): ShopView | undefined
  /** A listing as it came with the page. */
  seeded(listing: string): ListingView | undefined
  seededDetail(listing: string): ListingDetail | undefined
  seededPage(category: string | undefined): ListingPage | undefined
  /** What opens the cart's drawer: the latest cart element on the page first. */
  readonly drawers: Set<() => void>
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

/** The shops that elements of this page have opened. */
export function pageShops(): ShopAddress[] {
  return [...page.shops.values()]
}

/** The shop of an element, or undefined where the page does not say which. */
export function shopOf(element: Element): ShopRuntime | undefined {
  const address = locateShop(element, [...page.tags, ...readTags(element.ownerDocument)])
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
  const cart = cartStore(client)
  const again = new Set<() => void>()
  const seeds = () => page.seeds.filter((seed) => seed.shop === shop && seed.gateway === gateway)
  const retry = () => {
    cart.retry()
    for (const each of [...again]) each()
  }
  followPage(cart, retry)
  return {
    gateway,
    shop,
    client,
    cart,
    about: shopStore(client),
    seededShop: () => first(seeds(), ({ view }) => view),
    seeded: (id) => first(seeds(), ({ listings }) => listings.find((each) => each.id === id)),
    seededDetail: (id) => first(seeds(), ({ details }) => details?.find((each) => each.id === id)),
    seededPage: (category) =>
      first(seeds(), ({ page }) => (page && page.category === category ? page : undefined)),
    drawers: new Set(),
    retry,
    onRetry(each) {
      again.add(each)
      return () => again.delete(each)
    },
  }
}

function first<T>(seeds: readonly Seed[], pick: (seed: Seed) => T | undefined): T | undefined {
  for (const seed of seeds) {
    const found = pick(seed)
    if (found) return found
  }
  return undefined
}

/** For as long as the page lives: other tabs' changes, coming back to this one, coming online. */
function followPage(cart: CartStore, retry: () => void): void {
  cart.follow()
  addEventListener('online', retry)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void cart.refresh()
  })
}
