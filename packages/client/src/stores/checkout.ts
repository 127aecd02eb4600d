import {
  type Address,
  type Money,
  type OrderView,
  type ProviderName,
  type Quote,
  quoteValidMillis,
  ShopError,
} from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.ts'
import { asFailure } from './loadable.ts'
import { later, type Schedule } from './page.ts'
import { lastOrderOf, placeOrder } from './place-order.ts'

export interface CheckoutState {
  /**
   * - `address`: the buyer has to say where to
   * - `quoting`: prices and freight are being asked
   * - `quoted`: the buyer may pay `quote.total`
   * - `placing`: the order is on its way; do not leave
   * - `placed`: there is an order; paying goes on with it
   */
  readonly step: 'address' | 'quoting' | 'quoted' | 'placing' | 'placed'
  readonly quote: Quote | undefined
  /** When the quote runs out, by the client's own clock (ms). */
  readonly expiresAt: number
  /** The total moved since the buyer saw it: to be agreed to before paying. */
  readonly change: { readonly was: Money; readonly now: Money } | undefined
  readonly error: ShopError | undefined
  readonly order: OrderView | undefined
}

export interface CheckoutStore {
  readonly $checkout: ReadableAtom<CheckoutState>
  /** Asks prices and freight for an address; again by itself when they run out. */
  quote(address: Address): Promise<void>
  /**
   * Asks prices with a coupon's code. One that takes nothing off leaves the coupon before it, and
   * `error` says why.
   */
  useCoupon(code: string): Promise<void>
  /** Back to the address, with the quote forgotten. */
  edit(): void
  /**
   * Orders at the total that the buyer sees. Resolves with the order, or with nothing where the
   * buyer has to look again: `change` or `error` then says at what. CART_ORDERED: another tab has ordered
   * the cart since it was quoted, as `detail.order`.
   */
  place(remark?: string): Promise<OrderView | undefined>
  /**
   * Starts to pay a placed order; the cashier's address, or nothing where it failed.
   *
   * @param provider - what the buyer chose among `quote.payWith`; the shop's best unless given
   */
  pay(returnUrl: string, provider?: ProviderName): Promise<string | undefined>
  /** Asks no more prices by itself. */
  stop(): void
}

interface Credit {
  readonly share?: string
  readonly visitor?: string
  readonly channel?: string
}

export interface CheckoutOptions {
  /** Id of the cart to order. */
  readonly cart: () => string | undefined
  /** What the order carries about the share that brought the buyer. */
  readonly credit?: () => Credit
  readonly schedule?: Schedule
}

const start: CheckoutState = {
  step: 'address',
  quote: undefined,
  expiresAt: 0,
  change: undefined,
  error: undefined,
  order: undefined,
}

/** What a new quote can mend: the buyer sees what changed and decides. */
const outdated = /_CHANGED|^QUOTE|^COUPON/

/**
 * How long a fresh quote holds, in ms. Phones' clocks are wrong: where the time left cannot be, it is
 * what the gateway gives.
 */
function holdsFor(quote: Quote, now: number): number {
  const left = Date.parse(quote.validUntil) - now
  return left > 0 && left <= quoteValidMillis ? left : quoteValidMillis
}

/**
 * From a cart to an order that is ready to be paid. Its calls do not reject: what failed stands in
 * `$checkout` as `error`.
 *
 * @example
 * const checkout = checkoutStore(client, { cart: () => $cart.get().id })
 * await checkout.quote(address)
 * if (await checkout.place()) console.log('pay at', await checkout.pay(location.href))
 */
export function checkoutStore(client: Client, options: CheckoutOptions): CheckoutStore {
  const { schedule = later, credit = (): Credit => ({}) } = options
  const $checkout = atom<CheckoutState>(start)
  const update = (part: Partial<CheckoutState>) => $checkout.set({ ...$checkout.get(), ...part })
  const toAddress = (error?: ShopError) => $checkout.set({ ...start, error })
  let cancel = () => {}
  let token: string | undefined
  /** Only the latest question counts: the buyer may have changed the address meanwhile. */
  let asked = 0
  /** The last code that took something off. */
  let good: string | undefined
  /** What this browser had ordered of the cart when it was quoted. */
  let before: string | undefined

  async function quote(address: Address, seen?: Money, coupon = good, told?: ShopError) {
    cancel()
    const question = ++asked
    update({ step: 'quoting', error: undefined })
    try {
      const cart = options.cart()
      if (!cart) throw new ShopError('CART_EMPTY')
      before = lastOrderOf(client, cart)
      const next = await client.carts.quote(cart, { address, coupon, share: credit().share })
      if (question !== asked) return
      good = next.coupon
      const moved = seen && seen.amount !== next.total.amount
      const change = moved ? { was: seen, now: next.total } : undefined
      const holds = holdsFor(next, client.now())
      update({ step: 'quoted', quote: next, expiresAt: client.now() + holds, change, error: told })
      cancel = schedule(() => void requote(), holds)
    } catch (error) {
      if (question !== asked) return
      const failure = asFailure(error)
      if (!coupon || !/^COUPON/.test(failure.code)) return toAddress(failure)
      if (coupon === good) good = undefined
      await quote(address, seen, good, failure)
    }
  }

  /** The first total that the buyer saw is the one to compare with, however often it is asked. */
  async function requote() {
    const { quote: old, change } = $checkout.get()
    if (old) await quote(old.address, change?.was || old.total)
  }

  async function place(remark?: string) {
    const { step, quote: agreed } = $checkout.get()
    if (step !== 'quoted' || !agreed) return undefined
    const order = lastOrderOf(client, agreed.cart)
    if (order && order !== before) {
      update({ error: new ShopError('CART_ORDERED', { order }) })
      return undefined
    }
    cancel()
    update({ step: 'placing', error: undefined })
    try {
      const wishes = { quote: agreed, total: agreed.total, remark, ...credit() }
      const placed = await placeOrder(client, wishes)
      token = placed.token
      update({ step: 'placed', order: placed.order, change: undefined })
      return placed.order
    } catch (error) {
      update({ step: 'quoted', change: undefined })
      const failure = asFailure(error)
      if (outdated.test(failure.code)) await requote()
      else update({ error: failure })
      return undefined
    }
  }

  return {
    $checkout,
    quote: (address) => quote(address),
    async useCoupon(code) {
      const { quote: old, step } = $checkout.get()
      if (old && step === 'quoted') await quote(old.address, undefined, code || good)
    },
    edit() {
      cancel()
      asked++
      toAddress()
    },
    place,
    async pay(returnUrl, provider) {
      const { order } = $checkout.get()
      if (!order || !token) return undefined
      try {
        const paying = await client.orders.pay(order.id, { returnUrl, provider }, { token })
        const { payment } = paying
        update({ order: paying })
        return payment?.cashierUrl
      } catch (error) {
        update({ error: asFailure(error) })
        return undefined
      }
    },
    stop: () => cancel(),
  }
}
