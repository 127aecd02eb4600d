import { type Cart, type CartLine, fen, type ListingView, ShopError, times } from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.ts'
import { readKept } from '../storage.ts'
import { cartQueue } from './cart-queue.ts'
import { type CartView, viewCart } from './cart-view.ts'
import { asFailure } from './loadable.ts'

export interface CartState extends CartView {
  /** Absent until the gateway has made one. */
  readonly id: string | undefined
  /** Changes are on their way. */
  readonly saving: boolean
  /** The cart of an earlier visit is being read again. */
  readonly loading: boolean
  /** Why the last change was taken back, or waits (OFFLINE, TIMEOUT). */
  readonly error: ShopError | undefined
}

export interface CartAdd {
  /** What the buyer sees, or its id. */
  readonly listing: ListingView | string
  /** One `skuId` of the listing. */
  readonly sku: string
  /** 1 unless given. */
  readonly quantity?: number
}

export interface CartStore {
  readonly $cart: ReadableAtom<CartState>
  /**
   * Shows the line at once and tells the gateway. Resolves with the cart as the gateway has it.
   *
   * @throws ShopError as the gateway refused it (the line is then taken back), or OFFLINE or
   * TIMEOUT (the line stays, and is told again by `retry` or the next change)
   */
  add(item: CartAdd): Promise<Cart>
  /** Sets how many pieces of a SKU; 0 removes the line. As `add` otherwise. */
  set(sku: string, quantity: number): Promise<Cart>
  /** Reads today's prices; nothing where there is no cart. */
  refresh(): Promise<void>
  /** Tells what could not be told before. */
  retry(): void
  /** Lets go of the cart, after it was ordered. */
  forget(): void
  /** Follows other tabs; answers how to stop. */
  follow(): () => void
}

/**
 * The cart of a shop in this browser; with `id`, one cart of it, such as the one that a checkout
 * was opened for.
 */
export function cartStore(client: Client, id?: string): CartStore {
  const storageKey = id ? `cart/${id}` : 'cart'
  let cart = readKept(client.storage, storageKey, isCart) || (id ? unreadCart(id) : undefined)
  let loading = false
  let readError: ShopError | undefined
  const accept = (next: Cart | undefined) => {
    cart = next
    readError = undefined
    client.storage.set(storageKey, next && JSON.stringify(next))
  }
  const queue = cartQueue(client, { cart: () => cart, accept, changed: () => publish() })
  const stateNow = (): CartState => ({
    ...viewCart(cart, queue.changes()),
    id: cart?.id,
    saving: queue.isSending(),
    loading,
    error: queue.failure() || readError,
  })
  const $cart = atom<CartState>(stateNow())
  const publish = () => $cart.set(stateNow())

  async function refresh() {
    const asked = cart?.id
    if (!asked) return
    loading = true
    publish()
    try {
      const fresh = await client.carts.read(asked)
      // An answer to a change may have overtaken this one.
      if (cart?.id === asked && fresh.version >= cart.version) accept(fresh)
    } catch (failure) {
      if (asFailure(failure).code === 'CART_NOT_FOUND') accept(undefined)
      else readError = asFailure(failure)
    } finally {
      loading = false
      publish()
    }
  }

  return {
    $cart,
    async add({ listing, sku, quantity = 1 }) {
      const view = typeof listing === 'string' ? await client.listings.get(listing) : listing
      return queue.push({ action: 'add', id: client.newKey(), line: lineFor(view, sku, quantity) })
    },
    set: (sku, quantity) => queue.push({ action: 'set', id: client.newKey(), sku, quantity }),
    refresh,
    retry: () => queue.flush(),
    forget() {
      accept(undefined)
      publish()
    },
    follow() {
      const heard = () => {
        cart = readKept(client.storage, storageKey, isCart)
        publish()
      }
      return client.storage.watch?.(storageKey, heard) || (() => {})
    },
  }
}

/** A line as it will look, before the gateway has given it its id. */
function lineFor(listing: ListingView, skuId: string, quantity: number): CartLine {
  const sku = listing.skus.find((each) => each.skuId === skuId)
  if (!sku) throw new ShopError('SKU_NOT_FOUND', { listing: listing.id, sku: skuId })
  const imageUrl =
    sku.properties.find((property) => property.imageUrl)?.imageUrl || listing.imageUrl
  return {
    id: '',
    listing: listing.id,
    sku: skuId,
    title: listing.title,
    imageUrl,
    properties: sku.properties.map(({ name, value }) => ({ name, value })),
    quantity,
    price: sku.price,
    seen: sku.price,
    subtotal: times(sku.price, quantity),
    stock: sku.stock,
    state: 'ok',
  }
}

/** A cart of which only the id is known; any answer of the gateway is newer. */
function unreadCart(id: string): Cart {
  return { id, lines: [], quantity: 0, goods: fen(0), version: -1 }
}

/** The little that drawing needs; the gateway's answer follows in a moment. */
function isCart(value: unknown): value is Cart {
  if (typeof value !== 'object' || value === null) return false
  const { id, lines } = value as Partial<Cart>
  return typeof id === 'string' && Array.isArray(lines)
}
