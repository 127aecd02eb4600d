import {
  formatMoney,
  type ListingDetail,
  type ListingGroups,
  type ListingView,
  type ShopView,
} from '@xiaopu/domain'
import { buyingTexts } from '../buying/texts.ts'
import { cardElement } from '../card/card.tsx'
import { CardFace } from '../card/card-face.tsx'
import { CartButton, cartElement } from '../cart/cart.tsx'
import { GridPages, gridElement } from '../grid/grid.tsx'
import { groupElement } from '../group/group.tsx'
import { GroupFace } from '../group/group-face.tsx'
import { groupTexts } from '../group/texts.ts'
import { shopTextsFor } from '../look/shop-texts.ts'
import { type Locale, textsFor } from '../look/texts.ts'
import { productElement } from '../product/product.tsx'
import { ProductFace } from '../product/product-face.tsx'
import { links } from '../shop/links.ts'
import type { ListingPage } from '../shop/runtime.ts'
import { type Drawn, declareElement } from './declare.tsx'

/** For whom and where something is drawn. */
export interface DrawContext {
  readonly locale: Locale
  /** The shop as buyers see it; `url` is the address of its hosted page. */
  readonly shop: ShopView
  /** Publishable key. */
  readonly key: string
}

export function drawCard(view: ListingView, context: DrawContext, eager = false): Drawn {
  const face = {
    view,
    texts: textsFor(context.locale),
    shopUrl: context.shop.url,
    slotted: true,
    eager,
  }
  return declareElement(
    'xp-card',
    { listing: view.id, shop: context.key, eager },
    cardElement.css,
    <CardFace {...face} />,
    <ListingLink view={view} shop={context.shop} />,
  )
}

export function drawGrid(
  page: ListingPage,
  context: DrawContext,
  options: { readonly category?: string; readonly limit?: number } = {},
): Drawn {
  const { category, limit } = options
  return declareElement(
    'xp-grid',
    { shop: context.key, category, limit: limit === undefined ? undefined : String(limit) },
    gridElement.css,
    <GridPages
      items={page.items}
      next={page.next}
      texts={shopTextsFor(context.locale)}
      shopUrl={context.shop.url}
    />,
    <ul>
      {page.items.map((view) => (
        <li key={view.id}>
          <ListingLink view={view} shop={context.shop} />
        </li>
      ))}
    </ul>,
  )
}

/** @param together - how it can be bought together */
export function drawProduct(
  view: ListingDetail,
  context: DrawContext,
  together?: { readonly groups: ListingGroups; readonly now: number },
): Drawn {
  const product = declareElement(
    'xp-product',
    { listing: view.id, shop: context.key },
    productElement.css,
    <ProductFace
      view={view}
      texts={shopTextsFor(context.locale)}
      shopUrl={context.shop.url}
      quantity={0}
    />,
    <ListingLink view={view} shop={context.shop} />,
  )
  if (!together) return product
  const group = declareElement(
    'xp-group',
    { listing: view.id, shop: context.key, slot: 'group' },
    groupElement.css,
    <GroupFace {...together} texts={groupTexts(context.locale)} />,
    <p>{groupTexts(context.locale).groupBuy.title(view.groupDeal?.size ?? 0)}</p>,
  )
  const end = '</xp-product>'
  return {
    html: product.html.slice(0, -end.length) + group.html + end,
    styles: [...product.styles, ...group.styles],
  }
}

/** The cart's button. What is in the cart only the browser knows. */
export function drawCart(
  context: DrawContext,
  options: { readonly floating?: boolean; readonly open?: boolean } = {},
): Drawn {
  const texts = buyingTexts(context.locale)
  return declareElement(
    'xp-cart',
    { shop: context.key, ...options, ...(options.open && { back: context.shop.url }) },
    cartElement.css,
    <CartButton cart={{ quantity: 0 }} texts={texts} />,
    <a href={links.cart(context.shop.url)}>{texts.cartButton.title}</a>,
  )
}

function ListingLink({ view, shop }: { view: ListingView; shop: ShopView }) {
  return (
    <a href={links.listing(shop.url, view.id)}>
      {view.title} {formatMoney(view.price.min)}
    </a>
  )
}
