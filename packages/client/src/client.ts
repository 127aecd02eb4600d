import type { ListingView } from '@xiaopu/domain'
import { bind, connect } from './ask.ts'
import type { Bound, Calls } from './call.ts'
import { batchListings, type ListingBatch } from './listing-batch.ts'
import { shopCalls } from './shop-calls.ts'
import { browserStorage, memoryStorage, prefixed, type ShopStorage } from './storage.ts'
import type { Page } from './stores/page.ts'
import type { Transport } from './transport/transport.ts'

export interface ClientOptions {
  /** Origin of the gateway, e.g. `https://shop.example`. */
  readonly gateway: string
  /** Publishable key, `xpk_…`. */
  readonly shop: string
  /** How requests leave; each entry of the package has its own default. */
  readonly transport?: Transport
  /** Where the cart and the orders' tokens are kept: `localStorage` in a page unless given, else memory. */
  readonly storage?: ShopStorage
  /** ms since 1970; the device's clock unless given. */
  readonly now?: () => number
  /** `zh-CN` unless given; for what a page shows, it never travels. */
  readonly locale?: string
  /** As many random bytes as asked for, from a secure source. */
  readonly random?: (size: number) => Uint8Array
  /** What the stores follow: being hidden and shown, the network. The browser's page unless given. */
  readonly page?: Page
}

type ShopApi = Bound<typeof shopCalls>

/** One shop at one gateway, without a face. */
export interface Client extends Omit<ShopApi, 'listings' | 'shop'> {
  /** Origin of the gateway, without a slash at the end. */
  readonly gateway: string
  /** Publishable key. */
  readonly key: string
  readonly locale: string
  /** This shop's own part of the storage. */
  readonly storage: ShopStorage
  readonly page: Page | undefined
  now(): number
  /** 26 letters and digits that nobody else has. */
  newKey(): string
  /** More calls over the same line, for parts of the contract that few pages need. */
  bind<Tree extends Calls>(calls: Tree): Bound<Tree>
  readonly shop: ShopApi['shop']
  readonly listings: ShopApi['listings'] & ListingBatch
  /** Where the picture of a share's QR code is. */
  qrUrl(code: string, format?: 'svg' | 'png'): string
  /** Where the picture of a share's poster is. */
  posterUrl(code: string, format?: 'square' | 'portrait' | 'story'): string
}

/** Goes up when a stored shape changes; what older pages left behind is then not read. */
const storageVersion = 1

/** A client over the transport it is given; each entry of the package brings its own default. */
export function openClient(options: ClientOptions & { readonly transport: Transport }): Client {
  const gateway = trimSlash(options.gateway)
  const now = options.now || Date.now
  const newKey = keys(options.random || secureRandom)
  const ask = connect({ gateway, transport: options.transport, shop: options.shop, newKey })
  // The tree of functions is built by name at run time; its type is computed from the same tree.
  const bindTo = <Tree extends Calls>(calls: Tree) => bind(ask, calls) as Bound<Tree>
  const api = bindTo(shopCalls)
  const batch = batchListings(
    async (ids): Promise<readonly ListingView[]> =>
      (await api.listings.list({ ids: [...ids] })).items,
    now,
  )
  return {
    ...api,
    bind: bindTo,
    listings: { ...api.listings, ...batch },
    gateway,
    key: options.shop,
    locale: options.locale || 'zh-CN',
    storage: prefixed(
      options.storage || (typeof document === 'object' ? browserStorage() : memoryStorage()),
      `xiaopu/${storageVersion}/${gateway}/${options.shop}/`,
    ),
    page: options.page,
    now,
    newKey,
    qrUrl: (code, format = 'svg') => `${gateway}/v1/shares/${code}/qr?format=${format}`,
    posterUrl: (code, format = 'portrait') =>
      `${gateway}/v1/shares/${code}/poster?format=${format}`,
  }
}

export function trimSlash(origin: string): string {
  return origin.replace(/\/+$/, '')
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 26 characters of 5 random bits each. */
export function keys(random: (size: number) => Uint8Array): () => string {
  return () => Array.from(random(26), (byte) => alphabet.charAt(byte % 32)).join('')
}

export function secureRandom(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size))
}
