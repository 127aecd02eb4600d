import type { Block, LabelKind, ListingDetail } from '@xiaopu/domain'
import { Cost, claims } from '../card/card-face.tsx'
import { CartIcon } from '../cart/cart-icon.tsx'
import type { ShopTexts } from '../look/shop-texts.ts'
import { Notice } from '../notice/notice.tsx'
import { links } from '../shop/links.ts'
import { Blocks } from './blocks.tsx'
import { Gallery } from './gallery.tsx'

export interface ProductFaceProps {
  readonly view: ListingDetail
  readonly texts: ShopTexts
  readonly shopUrl?: string | undefined
  /** Pieces in the cart. */
  readonly quantity: number
  readonly onBuy?: (() => void) | undefined
  readonly onCart?: (() => void) | undefined
}

/** A listing's own page. The same on a server. */
export function ProductFace(props: ProductFaceProps) {
  const { view, texts, shopUrl } = props
  if (view.state === 'off') {
    return (
      <Notice
        text={texts.card.off}
        hint={texts.card.offHint}
        link={shopUrl ? { label: texts.status.openShop, href: shopUrl } : undefined}
      />
    )
  }
  return (
    <article part="product" class="product two">
      <Gallery images={view.images} texts={texts} />
      <div class="facts">
        <Cost view={view} texts={texts} />
        <h2 part="title" class="title">
          {view.title}
        </h2>
        <slot name="group" />
        <ul class="claims" aria-label={texts.card.labels}>
          <li>{texts.card.shipWithin(view.shipWithinHours)}</li>
          {claims({ ...view, labels: view.labels.filter(isNotShipping) }, texts).map((claim) => (
            <li part="badge" key={claim}>
              {claim}
            </li>
          ))}
        </ul>
      </div>
      <Blocks title={texts.shop.attributes} blocks={facts(view)} />
      <Blocks title={texts.shop.details} blocks={view.blocks} />
      <BuyBar {...props} />
    </article>
  )
}

/** The shipping promise stands there in full already. */
function isNotShipping(kind: LabelKind): boolean {
  return kind !== 'ship_24h' && kind !== 'ship_48h'
}

function facts({ attributes }: ListingDetail): Block[] {
  const rows = attributes.map(({ name, value }) => [name, value])
  return rows.length > 0 ? [{ kind: 'table', rows }] : []
}

/** Forms, for who taps before scripts run; clicks are heard, since a sandboxed frame may forbid to send forms. */
function BuyBar({ view, texts, shopUrl, quantity, onBuy, onCart }: ProductFaceProps) {
  const soldOut = view.state === 'sold-out'
  const several = view.skus.length > 1
  return (
    <div class="bar" part="bar">
      <form class="bag" method="get" action={shopUrl && links.cart(shopUrl)}>
        <button
          type="submit"
          aria-haspopup="dialog"
          aria-label={texts.cartButton.open(quantity)}
          onClick={(event) => {
            event.preventDefault()
            onCart?.()
          }}
        >
          <CartIcon />
          {quantity > 0 && <span class="count">{quantity > 99 ? '99+' : quantity}</span>}
        </button>
      </form>
      <form class="go" method="get" action={shopUrl && links.listing(shopUrl, view.id)}>
        <button
          type="submit"
          part="buy"
          class="solid"
          aria-haspopup={several && !soldOut ? 'dialog' : undefined}
          aria-disabled={soldOut || undefined}
          onClick={(event) => {
            event.preventDefault()
            if (!soldOut) onBuy?.()
          }}
        >
          {soldOut ? texts.card.soldOut : several ? texts.card.choose : texts.card.add}
        </button>
      </form>
    </div>
  )
}
