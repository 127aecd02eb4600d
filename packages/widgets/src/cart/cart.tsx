import type { CartState } from '@xiaopu/client/stores'
import { openCart, setQuantity } from '../buying/add-to-cart.ts'
import { type Counter, counterOf } from '../buying/counter.ts'
import { type BuyingTexts, buyingTextsFor } from '../buying/texts.ts'
import { useStore } from '../buying/use-store.ts'
import { flag } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { Notice } from '../notice/notice.tsx'
import { useEffect, useLayoutEffect, useRef, useState } from '../render/index.ts'
import { type Attending, attending } from '../shop/attending.ts'
import { emit } from '../shop/events.ts'
import { goTo } from '../shop/go-to.ts'
import { links } from '../shop/links.ts'
import { failureOf } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { cartCss } from './cart.css.ts'
import { CartIcon } from './cart-icon.tsx'

const attributes = { floating: flag, open: flag }

/**
 * `<xp-cart>`: the shop's cart: a button with its count, and the drawer that it opens.
 *
 * @attr floating - in the corner of the window, over the page
 * @attr open - begins with its drawer open: the page is about the cart
 * @attr back - where closing the drawer leads, on a page that has nothing else to show
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @slot empty
 * @part opener, count, drawer, line, total, checkout
 * @fires xp-cart-open, xp-cart-close, xp-cart-lines-update, xp-cart-error, xp-price-changed, xp-checkout-start
 */
export const cartElement = {
  attributes,
  css: foundation + cartCss,
  View: CartView,
} satisfies ElementSpec<typeof attributes>

function CartView({ host }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  useEffect(() => {
    if (!scene.shop) console.error('xiaopu: <xp-cart> needs a shop.', scene.host)
  }, [scene.shop])
  if (!scene.shop) return <Notice failed text={scene.texts.status.notSetUp} />
  return <CartOf key={`${scene.shop.gateway} ${scene.shop.shop}`} scene={scene} shop={scene.shop} />
}

function CartOf({ scene, shop }: { scene: ShopScene; shop: ShopRuntime }) {
  const { host } = scene
  const texts = buyingTextsFor(host)
  const counter = counterOf(shop)
  const cart = useStore(counter.cart.$cart)
  const [leaving, setLeaving] = useState(false)
  const [draw, setDraw] = useState<Attending['drawDrawer']>()
  const place = useRef<HTMLDivElement>(null)
  useDrawer(counter, () => {
    if (!emit(host, 'xp-cart-open', { shop: shop.shop })) return
    void attending.then(({ drawDrawer }) => setDraw(() => drawDrawer))
  })
  usePrices(host, cart)
  // The cart of an earlier visit at today's prices.
  useEffect(() => void counter.cart.refresh(), [])
  useEffect(() => {
    if (host.hasAttribute('open')) openCart(shop)
  }, [])
  const tapped = async () => {
    openCart(shop)
    // Where the drawer could not come, the checkout is left: it shows the lines too.
    if (!(await attending).drawDrawer) await checkout(scene, shop)
  }
  useLayoutEffect(() => {
    if (!draw || !place.current) return
    draw(place.current, {
      cart,
      locale: localeOf(host),
      leaving,
      onQuantity: (line, quantity) => {
        setQuantity(shop, host, { ...line, quantity }).catch(() => {})
      },
      onUndo: ({ listing, sku, quantity }) => {
        counter.cart.add({ listing, sku, quantity }).catch(() => {})
      },
      onCheckout: () => {
        setLeaving(true)
        void checkout(scene, shop).finally(() => setLeaving(false))
      },
      onClose: () => {
        setDraw(undefined)
        emit(host, 'xp-cart-close', { shop: shop.shop })
      },
    })
  })
  useLayoutEffect(() => {
    const { current } = place
    return () => {
      if (draw && current) draw(current, undefined)
    }
  }, [draw])
  return (
    <>
      <CartButton cart={cart} texts={texts} onOpen={tapped} />
      <div ref={place} />
    </>
  )
}

export function CartButton(props: {
  cart: Pick<CartState, 'quantity'>
  texts: BuyingTexts
  onOpen?: () => void
}) {
  const { cart, texts, onOpen } = props
  const said = useRef(cart.quantity)
  const changed = said.current !== cart.quantity
  return (
    <>
      <button type="button" part="opener" class="opener" aria-haspopup="dialog" onClick={onOpen}>
        <CartIcon />
        <span class="off-screen">{texts.cartButton.open(cart.quantity)}</span>
        <span class="word" aria-hidden="true">
          {texts.cartButton.title}
        </span>
        {cart.quantity > 0 && (
          <span part="count" class="count" aria-hidden="true">
            {cart.quantity > 99 ? '99+' : cart.quantity}
          </span>
        )}
      </button>
      <span class="off-screen" role="status">
        {changed && texts.cartButton.announce(cart.quantity)}
      </span>
    </>
  )
}

/** Offers this element's drawer to whatever opens the shop's cart. */
function useDrawer({ drawers }: Counter, open: () => void): void {
  const latest = useRef(open)
  latest.current = open
  useLayoutEffect(() => {
    const opener = () => latest.current()
    drawers.add(opener)
    return () => {
      drawers.delete(opener)
    }
  }, [drawers])
}

/** Tells the page once for every price that is no longer what the buyer saw. */
function usePrices(host: HTMLElement, { lines }: CartState): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { sku, seen, price, state } of lines) {
      const name = `${sku} ${price.amount}`
      if ((state !== 'price-up' && state !== 'price-down') || told.current.has(name)) continue
      told.current.add(name)
      emit(host, 'xp-price-changed', { sku, was: seen, now: price })
    }
  }, [lines])
}

/**
 * Leaves for the hosted checkout, so that no address is typed into a foreign page; a listener
 * that prevents `xp-checkout-start` keeps the buyer here.
 */
async function checkout({ host }: ShopScene, shop: ShopRuntime): Promise<void> {
  try {
    const { client, cart } = counterOf(shop)
    const about = shop.seeded(({ view }) => view) || (await client.shop.read())
    const { credit } = await attending
    // The checkout is about the cart that the gateway has.
    await new Promise<void>((told) => cart.$cart.subscribe(({ saving }) => saving || told()))
    const { id } = cart.$cart.get()
    if (!id) return
    const url = `${links.checkout(about.url, id)}&shop=${shop.shop}${credit(shop)}`
    if (emit(host, 'xp-checkout-start', { shop: shop.shop, cart: id, url })) goTo(url)
  } catch (error) {
    emit(host, 'xp-cart-error', { code: failureOf(error).code })
  }
}
