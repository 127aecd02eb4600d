/** Which shop, at which gateway (an origin and path without a slash at its end). */
export interface ShopAddress {
  readonly gateway: string
  readonly shop: string
}

/** What a script tag says about the elements it brings. */
export interface TagAddress extends Partial<ShopAddress> {
  /** Listings named in the tag's own address: they belong to this tag's shop. */
  readonly listings: readonly string[]
}

/**
 * The script tags of the document: `<script src="<gateway>/embed/v1.js" data-shop="xpk_…">`, or
 * with the shop and its listings in the address, `…/v1.js?shop=xpk_…&listing=lst_…`.
 */
export function readTags(document: Document): TagAddress[] {
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[src*="/embed/"]')
  return [...scripts].map((script) => tagOf(script.src, script.dataset.shop))
}

/** @param src - the absolute address that the elements came from */
export function tagOf(src: string, dataShop?: string): TagAddress {
  const url = new URL(src)
  const shop = dataShop || url.searchParams.get('shop')
  return {
    gateway: `${url.origin}${url.pathname}`.replace(/\/embed\/.*$/, ''),
    ...(shop && { shop }),
    listings: (url.searchParams.get('listing') ?? '').split(',').filter(Boolean),
  }
}

/**
 * The shop of an element: its own `shop` attribute, else the closest `<xp-shop>`, else the script
 * tag, else the only shop on the page. Undefined where that leaves none or several.
 */
export function locateShop(element: Element, tags: readonly TagAddress[]): ShopAddress | undefined {
  const nearest = (name: string) => ownOrClosest(element, name)
  const listing = element.getAttribute('listing')
  const tag =
    tags.find((each) => listing !== null && each.listings.includes(listing)) ?? only(tags, 'shop')
  const shop = nearest('shop') ?? tag?.shop ?? onlyShop(element.ownerDocument)
  const from = tags.find((each) => each.shop === shop && each.gateway) ?? tag ?? tags[0]
  const gateway = nearest('gateway') ?? from?.gateway
  return shop !== undefined && gateway !== undefined
    ? { shop, gateway: gateway.replace(/\/+$/, '') }
    : undefined
}

function ownOrClosest(element: Element, name: string): string | undefined {
  const own = element.getAttribute(name)
  if (own) return own
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const value = at.localName === 'xp-shop' ? at.getAttribute(name) : null
    if (value) return value
  }
  return undefined
}

/** The parent, also out of a shadow root. */
function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

function only(tags: readonly TagAddress[], name: 'shop'): TagAddress | undefined {
  const named = tags.filter((tag) => tag[name] !== undefined)
  return new Set(named.map((tag) => tag[name])).size === 1 ? named[0] : undefined
}

function onlyShop(document: Document): string | undefined {
  const keys = [...document.querySelectorAll('xp-shop[shop]')].map((each) =>
    each.getAttribute('shop'),
  )
  return new Set(keys).size === 1 ? (keys[0] ?? undefined) : undefined
}
