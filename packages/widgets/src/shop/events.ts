import type { Cart, Channel, FailureCode, Money, OrderState } from '@xiaopu/domain'

/**
 * What elements tell the page: DOM events, dispatched on the element, bubbling to `document` out
 * of every shadow root. Only ids and amounts; nothing about a person.
 */
export interface ShopEvents {
  /** The element shows its data and can be used. */
  'xp-ready': { shop: string }
  /** At least half of a card was in view for one second. */
  'xp-product-view': { listing: string }
  'xp-sku-change': { listing: string; sku?: string; missing: readonly string[] }
  /** At the tap, before the network; `promise` settles with the cart. Can be prevented. */
  'xp-cart-lines-update': CartLinesUpdate
  /** Can be prevented. */
  'xp-cart-open': { shop: string }
  'xp-cart-close': { shop: string }
  /** A change of the cart failed and was taken back. */
  'xp-cart-error': { code: FailureCode }
  /** Of a SKU, or without `sku` the total of a checkout. */
  'xp-price-changed': { sku?: string; was: Money; now: Money }
  /** The buyer leaves for the checkout at `url`. Can be prevented, to open one's own. */
  'xp-checkout-start': { shop: string; cart: string; url: string }
  /** There is an order, not paid yet. Can be prevented, to go on by oneself. */
  'xp-order-placed': { shop: string; order: string; total: Money }
  'xp-order-status': { order: string; state: OrderState }
  /** A buyer opens an order of her list, at `url`. Can be prevented, to show it here. */
  'xp-order-open': { order: string; url: string }
  /** Something to pass on was made: `code` names the share. */
  'xp-share': ShareDone
  /** A person saw an error text. */
  'xp-error': { code: FailureCode; requestId?: string | undefined }
}

export interface ShareDone {
  readonly kind: 'system' | 'link' | 'qr' | 'poster'
  readonly channel: Channel
  readonly code: string
  readonly url: string
}

export interface CartLinesUpdate {
  readonly action: 'add' | 'set'
  readonly lines: readonly { listing: string; sku: string; quantity: number }[]
  readonly promise: Promise<Cart>
}

export type ShopEvent<Name extends keyof ShopEvents> = CustomEvent<ShopEvents[Name]>

declare global {
  interface HTMLElementEventMap extends EventMap {}
  interface DocumentEventMap extends EventMap {}
}
type EventMap = { [Name in keyof ShopEvents]: ShopEvent<Name> }

/** Dispatches an event; false where the page prevented it. */
export function emit<Name extends keyof ShopEvents>(
  element: EventTarget,
  name: Name,
  detail: ShopEvents[Name],
): boolean {
  const init = { detail, bubbles: true, composed: true, cancelable: true }
  return element.dispatchEvent(new CustomEvent(name, init))
}
