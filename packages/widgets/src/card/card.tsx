import type { ListingView } from '@xiaopu/domain'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { dialogCss } from '../dialog/dialog.css.ts'
import { flag, text } from '../element/attributes.ts'
import type { ElementSpec } from '../element/element.ts'
import type { Texts } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { emit } from '../shop/events.ts'
import { recall, remember } from '../shop/last-known.ts'
import { type Loaded, useRead } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { clock, useTelling } from '../shop/telling.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { skuCss } from '../sku/sku.css.ts'
import { addingMethods, provideAdder, useBuying } from '../sku/use-buying.tsx'
import { aloneCss, cardCss } from './card.css.ts'
import { CardBones, CardFace } from './card-face.tsx'

const attributes = { listing: text, eager: flag }

/**
 * `<xp-card listing="lst_…">`: one listing, from picture to cart.
 *
 * @attr listing - which listing
 * @attr eager - fetch the picture at once, for cards in the first row
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @slot media, badge, below-price, footer
 * @part card, media, title, price, anchor, badge, buy, sku, option, notice
 * @fires xp-ready, xp-product-view, xp-sku-change, xp-cart-lines-update, xp-cart-error, xp-error
 */
export const cardElement = {
  attributes,
  css: foundation + aloneCss + cardCss + dialogCss + skuCss,
  View: CardView,
  methods: addingMethods,
} satisfies ElementSpec<typeof attributes>

function CardView({ listing, eager }: { listing: string | undefined; eager: boolean }) {
  const scene = useScene()
  if (!scene.shop || !listing) return <NotSetUp scene={scene} listing={listing} />
  return (
    <Card
      key={`${scene.shop.gateway} ${scene.shop.shop} ${listing}`}
      scene={scene}
      shop={scene.shop}
      listing={listing}
      eager={eager}
    />
  )
}

/** The owner reads in the console what shoppers need not know. */
export function NotSetUp({ scene, listing }: { scene: ShopScene; listing?: string | undefined }) {
  const { host, texts, shop } = scene
  useEffect(() => {
    const what = shop
      ? 'the attribute "listing"'
      : 'a shop (attribute "shop" or data-shop on the script tag)'
    if (!shop || !listing) console.error(`xiaopu: <${host.localName}> needs ${what}.`, host)
    emit(host, 'xp-error', { code: 'KEY_MISSING' })
  }, [])
  return (
    <div part="card" class="card">
      <CardBones />
      <div class="status">
        <Notice failed text={texts.status.notSetUp} />
      </div>
    </div>
  )
}

interface CardProps {
  scene: ShopScene
  shop: ShopRuntime
  listing: string
  eager: boolean
}

function Card({ scene, shop, listing, eager }: CardProps) {
  const loaded = useRead(shop, {
    key: listing,
    seed: shop.seeded(listing),
    read: async () => remember(shop, await shop.client.listings.get(listing)),
    recall: () => recall(shop, listing),
  })
  useTelling(scene.host, shop, loaded)
  if (loaded.status === 'ready') {
    return (
      <BuyableCard
        scene={scene}
        shop={shop}
        view={loaded.value}
        eager={eager}
        slotted
        remark={loaded.from ? scene.texts.status.shownFrom(clock(loaded.from)) : undefined}
      />
    )
  }
  return <PendingCard texts={scene.texts} shop={shop} loaded={loaded} />
}

function PendingCard(props: {
  texts: Texts
  shop: ShopRuntime
  loaded: Exclude<Loaded<ListingView>, { status: 'ready' }>
}) {
  const { texts, shop, loaded } = props
  return (
    <div part="card" class="card" aria-busy={loaded.status === 'loading'}>
      <CardBones />
      {loaded.status === 'loading' ? (
        <p class={loaded.slow ? 'slow' : 'off-screen'} role="status">
          {loaded.slow ? texts.status.slow : texts.status.loading}
        </p>
      ) : (
        <div class="status">
          <FailureNotice
            failure={loaded.failure}
            texts={texts}
            retry={shop.retry}
            shopUrl={shop.seededShop()?.url}
          />
        </div>
      )}
    </div>
  )
}

/** A card with its choice of SKU and its way into the cart; grids are made of these too. */
export function BuyableCard(props: {
  scene: ShopScene
  shop: ShopRuntime
  view: ListingView
  eager?: boolean
  slotted?: boolean
  remark?: string | undefined
}) {
  const { scene, shop, view, ...face } = props
  const { buy, sheet } = useBuying(scene, shop, view)
  useLayoutEffect(() => {
    if (face.slotted) provideAdder(scene.host, buy)
  })
  return (
    <>
      <CardFace
        {...face}
        view={view}
        texts={scene.texts}
        shopUrl={shop.seededShop()?.url}
        onBuy={() => {
          buy({}).catch(() => {})
        }}
      />
      {sheet}
    </>
  )
}
