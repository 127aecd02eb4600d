import type { ShopView } from '@xiaopu/domain'
import { type Locale, type Texts, textsFor } from '@xiaopu/texts'
import type { PageOptions } from '@xiaopu/widgets/server'
import { pageListings, readListing } from '../catalog/list-listings.ts'
import type { Deps } from '../deps.ts'
import { readListingGroups } from '../group-buys/open-groups.ts'
import { priceText } from '../shares/share-card.ts'
import { loadDrawing } from './drawing.ts'
import { earlyTap } from './early-tap.ts'
import type { EmbedFiles } from './embed-files.ts'

/** A shop's pages are drawn for one shop in one language. */
export interface Scene {
  readonly deps: Deps
  readonly shopId: string
  readonly shop: ShopView
  /** Publishable key. */
  readonly key: string
  readonly locale: Locale
  readonly embed: EmbedFiles | undefined
}

const pageSize = 20

/** What the shop sells. */
export async function shopPage(scene: Scene): Promise<PageOptions> {
  const { deps, shopId, shop } = scene
  const { drawGrid, drawCart } = await loadDrawing()
  const { hosted } = textsFor(scene.locale)
  const page = await pageListings(deps, shopId, { limit: pageSize })
  const imageUrl = page.items.find((item) => item.imageUrl)?.imageUrl
  return {
    ...frame(scene, {
      title: hosted.shopTitle(shop.name),
      // Once: a copy lies beyond what gzip remembers, and would double the page's bytes.
      data: { listings: [], page },
    }),
    description: hosted.shopDescription(shop.name),
    ...(imageUrl && { imageUrl }),
    canonical: shop.url,
    body: [
      `<a class="skip" href="#main">${await text(hosted.skip)}</a>`,
      await header(scene, `<h1>${await text(shop.name)}</h1>${await wayToOrders(scene)}`),
      '<main id="main">',
      resting(scene),
      noScript(hosted.noScript),
      drawGrid(page, context(scene)),
      '</main>',
      drawCart(context(scene), { floating: true }),
    ],
  }
}

/** One listing. @throws ShopError LISTING_NOT_FOUND */
export async function listingPage(scene: Scene, listingId: string): Promise<PageOptions> {
  const { deps, shopId, shop } = scene
  const { drawProduct, links } = await loadDrawing()
  const { hosted, widgets } = textsFor(scene.locale)
  const view = await readListing(deps, shopId, listingId)
  const groups = view.groupDeal && (await readListingGroups(deps, shopId, listingId))
  const price = priceText(view.price.min, view.price.max)
  return {
    ...frame(scene, {
      title: hosted.listingTitle(view.title, shop.name),
      data: { listings: [], details: [view], ...(groups && { groups: { [listingId]: groups } }) },
    }),
    description:
      view.state === 'off' ? hosted.listingOffTitle : hosted.listingDescription(view.title, price),
    ...(view.imageUrl && { imageUrl: view.imageUrl }),
    canonical: links.listing(shop.url, listingId),
    ownScript: earlyTap(widgets.card.adding),
    body: [
      await header(scene, await wayBack(scene), listingId),
      '<main id="main" class="docked">',
      resting(scene),
      noScript(hosted.noScript),
      // It has a way to the cart of its own.
      drawProduct(view, context(scene), groups && { groups, now: deps.clock.now() }),
      '</main>',
    ],
  }
}

export type BuyingPage = 'cart' | 'checkout' | 'order' | 'orders'

/** Cart, checkout, an order and the list of them: what is in them only the browser knows. */
export async function buyingPage(scene: Scene, name: BuyingPage): Promise<PageOptions> {
  const { drawCart, drawCheckout, drawOrder, drawOrders } = await loadDrawing()
  const { hosted } = textsFor(scene.locale)
  const { title, drawn, words } = {
    cart: {
      title: hosted.cartTitle,
      drawn: drawCart(context(scene), { open: true }),
      words: hosted.noScript,
    },
    checkout: {
      title: hosted.checkoutTitle,
      drawn: drawCheckout(context(scene)),
      words: hosted.noScript,
    },
    order: {
      title: orderTitle(hosted),
      drawn: drawOrder(context(scene)),
      words: hosted.noScriptOrder,
    },
    orders: {
      title: hosted.ordersTitle,
      drawn: drawOrders(context(scene)),
      words: hosted.noScriptOrders,
    },
  }[name]
  const heading = title(scene.shop.name)
  return {
    ...frame(scene, { title: heading, data: { listings: [] } }),
    body: [
      `<header class="top">${await wayBack(scene)}${name === 'order' ? await wayToOrders(scene) : ''}</header>`,
      name === 'orders'
        ? `<main id="main"><h1 class="heading">${hosted.myOrders}</h1>`
        : `<main id="main"${name === 'checkout' ? ' class="docked"' : ''}><h1 class="quiet">${await text(heading)}</h1>`,
      name === 'order' || name === 'orders' ? '' : resting(scene),
      noScript(words),
      drawn,
      '</main>',
    ],
  }
}

/** The page does not know the number: it stands behind `#`. */
const orderTitle = (hosted: Texts['hosted']) => (shop: string) =>
  hosted.orderTitle('', shop).replace(/\s+/g, ' ').trim()

function context({ locale, shop, key }: Scene) {
  return { locale, shop, key }
}

function frame(
  { deps, shop, key, locale, embed }: Scene,
  page: {
    title: string
    data: Omit<NonNullable<PageOptions['seed']>['data'], 'shop' | 'view'>
  },
): Omit<PageOptions, 'body'> {
  return {
    title: page.title,
    lang: locale,
    styles: pageStyles,
    theme: shop.theme,
    scripts: (embed?.first ?? []).map(({ file, integrity }) => ({
      src: `${deps.baseUrl}/embed/${file}`,
      integrity,
    })),
    seed: { gateway: deps.baseUrl, data: { shop: key, view: shop, ...page.data } },
  }
}

/** What stands above a page of the catalogue: where one is, and a way to pass it on. */
async function header(scene: Scene, first: string, listing?: string): Promise<string> {
  const target = listing ? ` listing="${await text(listing)}"` : ''
  return `<header class="top">${first}<xp-share shop="${await text(scene.key)}"${target}></xp-share></header>`
}

/** Before a buyer has chosen and typed for nothing. */
function resting({ shop, locale }: Scene): string {
  if (shop.state !== 'paused') return ''
  return `<p class="note" role="status">${textsFor(locale).widgets.status.shopClosed}</p>`
}

async function wayBack({ shop }: Scene): Promise<string> {
  return `<a class="back" href="${await text(shop.url)}">‹ ${await text(shop.name)}</a>`
}

/** To what this device has ordered: for who has lost the link of an order. */
async function wayToOrders({ shop, locale }: Scene): Promise<string> {
  const { ordersLink } = await loadDrawing()
  return `<a class="mine" href="${await text(ordersLink(shop.url))}">${textsFor(locale).hosted.myOrders}</a>`
}

const text = async (raw: string) => (await loadDrawing()).escapeHtml(raw)

/** Our own sentences, without signs that mean something in HTML. */
const noScript = (words: string) => `<noscript><p class="note">${words}</p></noscript>`

/**
 * Of every hosted page. What keys lead to comes above the bars at the foot of some; what is drawn already needs no room kept.
 * Below a bar there is nothing, however short the page above it; elsewhere the button of the cart covers what is last without room below it.
 * The button to share has its room before it comes: nothing beside it moves.
 */
export const pageStyles = `
html{scroll-padding-bottom:120px}
.top{display:flex;align-items:center;justify-content:space-between;max-width:960px;margin:0 auto;padding:12px 16px;min-height:68px;box-sizing:border-box}
.top h1{flex:1;margin:0;font-size:20px;line-height:28px;overflow-wrap:anywhere}
.top>*+*{flex:none;margin-inline-start:12px}
.top>xp-share{display:flex;justify-content:flex-end;min-width:100px}
.top .back{display:inline-flex;align-items:center;min-height:44px;text-decoration:none;overflow-wrap:anywhere}
.mine{display:inline-flex;align-items:center;min-height:44px;padding:0 4px;text-decoration:underline;text-underline-offset:3px}
main{display:block;max-width:960px;margin:0 auto;padding:0 12px calc(96px + env(safe-area-inset-bottom))}
.docked{display:flex;flex-direction:column;min-height:calc(100vh - 68px);padding-bottom:0}
.docked>xp-product,.docked>xp-checkout{flex:1 0 auto}
#main>:not(:defined){min-height:0}
.note{margin:0 0 12px;padding:8px 12px;border-radius:8px;background:rgba(127,127,127,.14)}
.heading{margin:0 4px 12px;font-size:20px;line-height:28px}
.quiet{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:8px;top:-80px;padding:12px;background:#fff;color:#111}
.skip:focus{top:8px;z-index:9}
.said{max-width:420px;margin:18vh auto 0;padding:0 24px;text-align:center}
.said h1{margin:0 0 8px;font-size:20px;line-height:28px}
.go{display:inline-flex;align-items:center;min-height:44px;padding:0 20px;margin-top:16px;border-radius:22px;border:1px solid currentColor;text-decoration:none}
`

/** A page that only says something, and where to go on. */
export async function saying(
  said: { title: string; words: string },
  { locale, shopUrl }: { locale: Locale; shopUrl?: string | undefined },
): Promise<PageOptions> {
  const { hosted } = textsFor(locale)
  const way = shopUrl ? `<a class="go" href="${await text(shopUrl)}">${hosted.toShop}</a>` : ''
  return {
    title: said.title,
    lang: locale,
    styles: pageStyles,
    scripts: [],
    body: [
      `<main class="said"><h1>${await text(said.title)}</h1><p>${await text(said.words)}</p>${way}</main>`,
    ],
  }
}
