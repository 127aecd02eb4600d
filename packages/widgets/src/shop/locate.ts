/** Which shop, at which gateway (an origin and path without a slash at its end). */
export interface ShopAddress {
  readonly gateway: string
  readonly shop: string
}

/** What a script tag says about the elements it brings. */
export interface TagAddress {
  readonly gateway: string
  readonly shop: string | undefined
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
  const { origin, pathname, searchParams } = new URL(src)
  return {
    gateway: (origin + pathname).replace(/\/embed\/.*/, ''),
    shop: dataShop || searchParams.get('shop') || undefined,
    listings: (searchParams.get('listing') || '').split(','),
  }
}

/**
 * The shop of an element: its own `shop` attribute, else the closest `<xp-shop>`, else the script
 * tag, else the only shop on the page. Undefined where that leaves none or several.
 */
export function locateShop(element: Element, tags: readonly TagAddress[]): ShopAddress | undefined {
  const listing = (element.getAttribute('listing') || '').trim()
  const shops = [...element.ownerDocument.querySelectorAll('xp-shop')]
  const shop =
    ownOrClosest(element, 'shop') ||
    tags.filter((tag) => listing && tag.listings.includes(listing)).map((tag) => tag.shop)[0] ||
    only(tags.map((tag) => tag.shop)) ||
    only(shops.map((each) => each.getAttribute('shop') || undefined))
  const gateway =
    ownOrClosest(element, 'gateway') ||
    [...tags.filter((tag) => tag.shop === shop), ...tags].map((tag) => tag.gateway)[0]
  return shop && gateway ? { shop, gateway: gateway.replace(/\/+$/, '') } : undefined
}

function ownOrClosest(element: Element, name: string): string | undefined {
  let at: Element | null = element
  while (at) {
    const value = at === element || at.localName === 'xp-shop' ? at.getAttribute(name) : ''
    if (value) return value
    // The parent, also out of a shadow root.
    at = at.parentElement || (at.getRootNode() as Partial<ShadowRoot>).host || null
  }
  return undefined
}

function only(keys: readonly (string | undefined)[]): string | undefined {
  const known = [...new Set(keys.filter(Boolean))]
  return known.length === 1 ? known[0] : undefined
}
