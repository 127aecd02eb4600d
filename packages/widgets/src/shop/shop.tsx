import type { ShopView } from '@xiaopu/domain'
import { counterOf } from '../buying/counter.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { type ShopTexts, shopTextsFor } from '../look/shop-texts.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useEffect, useLayoutEffect, useRef, useState } from '../render/index.ts'
import { useRead } from './read.ts'
import { addSeed, type ShopRuntime } from './runtime.ts'
import { shopCss } from './shop.css.ts'
import { type ShopScene, useScene } from './use-shop.ts'

const attributes = {}

/**
 * `<xp-shop shop="xpk_…">`: the shop of everything inside it. Empty, it is a whole shop: name,
 * goods, a listing's own view, cart, and the way to the checkout.
 *
 * @attr shop - publishable key; by the script tag where it is absent
 * @attr gateway, lang, locale, theme - as on every element; elements inside take them from here
 * @slot - elements of the shop; a link inside is what is seen until the script has come
 * @part header, name, share, back, notice
 * @fires xp-ready, xp-error and what the elements inside it fire
 */
export const shopElement = {
  attributes,
  css: foundation + shopCss,
  View: ShopRoot,
} satisfies ElementSpec<typeof attributes>

function ShopRoot({ host }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const texts = shopTextsFor(localeOf(scene.host))
  const isFilled = useFilled(scene.host)
  if (!scene.shop) return <Notice failed text={texts.status.notSetUp} />
  const name = `${scene.shop.gateway} ${scene.shop.shop}`
  return isFilled ? (
    <slot />
  ) : (
    <WholeShop key={name} scene={scene} shop={scene.shop} texts={texts} />
  )
}

/** Whether elements of the shop stand inside; a mere link is what a page shows without us. */
function useFilled(host: HTMLElement): boolean {
  const look = () => [...host.children].some(({ localName }) => !/^(a|template)$/.test(localName))
  const [filled, setFilled] = useState(look)
  useEffect(() => {
    // A parser or a framework may bring the children after the element.
    const observer = new MutationObserver(() => setFilled(look()))
    observer.observe(host, { childList: true })
    return () => observer.disconnect()
  }, [host])
  return filled
}

function WholeShop(props: { scene: ShopScene; shop: ShopRuntime; texts: ShopTexts }) {
  const { scene, shop, texts } = props
  const loaded = useRead(shop, {
    seed: shop.seeded((seed) => seed.view),
    read: async () => remember(shop, await counterOf(shop).client.shop.read()),
  })
  const view = loaded.status === 'ready' ? loaded.value : undefined
  const [listing, setListing] = useListing(scene.host)
  useListingLinks(scene.host, view, setListing)
  if (loaded.status === 'failed') {
    return <FailureNotice failure={loaded.failure} texts={texts} retry={shop.retry} />
  }
  // Elements find shop and gateway by this one; naming the shop draws them anew once it is known.
  const inside = { shop: view && shop.shop, locale: localeOf(scene.host), theme: themeOf(scene) }
  return (
    <div class="shop">
      <header class="header" part="header">
        {listing ? (
          <button type="button" class="back" part="back" onClick={() => setListing(undefined)}>
            ‹ <span>{texts.shop.all}</span>
          </button>
        ) : (
          <h2 part="name">{view?.name || <span class="bone" />}</h2>
        )}
        <xp-share {...inside} listing={listing} class="share" part="share" />
      </header>
      {listing && <xp-product key={listing} {...inside} listing={listing} />}
      <div hidden={listing !== undefined}>
        <xp-grid {...inside} />
      </div>
      {!listing && <xp-cart {...inside} floating />}
    </div>
  )
}

/** What is known of the shop, for every element on the page. */
function remember(shop: ShopRuntime, view: ShopView): ShopView {
  addSeed({ gateway: shop.gateway, shop: shop.shop, view, listings: [] })
  return view
}

function themeOf({ host }: ShopScene): string | undefined {
  return host.getAttribute('theme') || undefined
}

/** Opens the shop's own links to its listings here instead of on another page. */
function useListingLinks(
  host: HTMLElement,
  view: ShopView | undefined,
  open: (listing: string) => void,
): void {
  useEffect(() => {
    const root = host.shadowRoot
    if (!view || !root) return undefined
    const clicked = (event: Event) => {
      const id = event instanceof MouseEvent && listingAt(event, view)
      if (!id) return
      event.preventDefault()
      open(id)
    }
    root.addEventListener('click', clicked)
    return () => root.removeEventListener('click', clicked)
  }, [host, view])
}

/** The listing behind a plain click on a link of the shop; other clicks go where the link says. */
function listingAt(event: MouseEvent, { url }: ShopView): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return undefined
  const link = event
    .composedPath()
    .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement)
  const path = link?.href.startsWith(`${url}/`) ? link.href.slice(url.length + 1) : ''
  return /(?:^|\/)(lst_\w+)$/.exec(path)?.[1]
}

/**
 * The listing that is looked at. A step in the history, so that the phone's back button leads to
 * the goods again instead of out of the page; the address stays the page's own.
 */
function useListing(host: HTMLElement) {
  const [listing, show] = useState<string>()
  const offset = useRef(0)
  useEffect(() => {
    const back = ({ state }: PopStateEvent) => show(listingIn(state))
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  useLayoutEffect(() => {
    // A listing begins at its top; coming back, the goods are where they were.
    const top = host.getBoundingClientRect().top
    if (listing && top < 0) host.scrollIntoView()
    else if (!listing && offset.current > 0) scrollTo(0, offset.current)
  }, [listing])
  const set = (next: string | undefined): void => {
    if (next === undefined) {
      history.back()
      return
    }
    offset.current = scrollY
    history.pushState({ xiaopuListing: next }, '')
    show(next)
  }
  return [listing, set] as const
}

function listingIn(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null) return undefined
  const { xiaopuListing } = state as { xiaopuListing?: unknown }
  return typeof xiaopuListing === 'string' ? xiaopuListing : undefined
}
