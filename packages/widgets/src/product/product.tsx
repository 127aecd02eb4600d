import type { ListingDetail } from '@xiaopu/domain'
import { openCart } from '../buying/add-to-cart.ts'
import { counterOf } from '../buying/counter.ts'
import { useStore } from '../buying/use-store.ts'
import { NotSetUp } from '../card/card.tsx'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { type ShopTexts, shopTextsFor } from '../look/shop-texts.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice } from '../notice/notice.tsx'
import { addingMethods, useAdder } from '../shop/adder.ts'
import { useRead } from '../shop/read.ts'
import { type ShopRuntime, seededUrl } from '../shop/runtime.ts'
import { useTelling } from '../shop/telling.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { productCss } from './product.css.ts'
import { ProductFace } from './product-face.tsx'

const attributes = { listing: text }

/**
 * `<xp-product listing="lst_…">`: a listing's own page: pictures, price, facts, description, and
 * a bar to buy that stays in sight.
 *
 * @attr listing - which listing
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @slot group - buying it together: `<xp-group>`
 * @part product, gallery, title, price, anchor, badge, bar, buy, sku, option, notice
 * @fires xp-ready, xp-product-view, xp-sku-change, xp-cart-lines-update, xp-cart-error, xp-error
 */
export const productElement = {
  attributes,
  css: foundation + productCss,
  View: ProductView,
  methods: addingMethods,
} satisfies ElementSpec<typeof attributes>

function ProductView({ host, listing }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  if (!shop || !listing) return <NotSetUp scene={scene} listing={listing} />
  const name = `${shop.gateway} ${shop.shop} ${listing}`
  return <Product key={name} scene={scene} shop={shop} listing={listing} />
}

function Product(props: { scene: ShopScene; shop: ShopRuntime; listing: string }) {
  const { scene, shop, listing } = props
  const texts = shopTextsFor(localeOf(scene.host))
  const loaded = useRead(shop, {
    seed: shop.seeded(({ details = [] }) => details.find(({ id }) => id === listing)),
    read: () => counterOf(shop).client.listings.read(listing),
  })
  useTelling(scene.host, shop, loaded, listing)
  if (loaded.status === 'ready') {
    return <Buyable scene={scene} shop={shop} view={loaded.value} texts={texts} />
  }
  return (
    <div class="product pending" aria-busy={loaded.status === 'loading'}>
      {loaded.status === 'failed' ? (
        <FailureNotice
          failure={loaded.failure}
          texts={texts}
          retry={shop.retry}
          shopUrl={seededUrl(shop)}
        />
      ) : (
        <ProductBones texts={texts} slow={loaded.slow} />
      )}
    </div>
  )
}

function ProductBones({ texts, slow }: { texts: ShopTexts; slow: boolean }) {
  const { status } = texts
  return (
    <>
      <div class="media" />
      <div class="facts">
        <p class={slow ? '' : 'off-screen'} role="status">
          {slow ? status.slow : status.loading}
        </p>
        <div class="bone sum" />
        <div class="bone line" />
        <div class="bone line short" />
      </div>
    </>
  )
}

function Buyable(props: {
  scene: ShopScene
  shop: ShopRuntime
  view: ListingDetail
  texts: ShopTexts
}) {
  const { scene, shop, view, texts } = props
  const add = useAdder(scene, shop, view, true)
  const { quantity } = useStore(counterOf(shop).cart.$cart)
  return (
    <ProductFace
      view={view}
      texts={texts}
      shopUrl={seededUrl(shop)}
      quantity={quantity}
      onBuy={() => {
        add({}).catch(() => {})
      }}
      onCart={() => openCart(shop)}
    />
  )
}
