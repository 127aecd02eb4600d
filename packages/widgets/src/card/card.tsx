import type { ListingView } from '@xiaopu/domain'
import { flag, text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { turnsOver } from '../element/turns.ts'
import type { Texts } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useEffect, useState } from '../render/index.ts'
import { addingMethods, useAdder } from '../shop/adder.ts'
import { attending } from '../shop/attending.ts'
import { buying } from '../shop/buying.ts'
import { emit } from '../shop/events.ts'
import { type Loaded, useRead } from '../shop/read.ts'
import { type ShopRuntime, seededListing, seededUrl } from '../shop/runtime.ts'
import { useTelling } from '../shop/telling.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
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
  css: foundation + aloneCss + cardCss,
  View: CardView,
  room: true,
  methods: addingMethods,
} satisfies ElementSpec<typeof attributes>

function CardView({ host, listing, eager }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  if (!shop || !listing) return <NotSetUp scene={scene} listing={listing} />
  const key = [shop.gateway, shop.shop, listing].join()
  return <Card key={key} scene={scene} shop={shop} listing={listing} eager={eager} />
}

/** The owner reads in the console what shoppers need not know. */
export function NotSetUp({ scene, listing }: { scene: ShopScene; listing?: string | undefined }) {
  const { host, texts, shop } = scene
  useEffect(() => {
    const what = shop ? 'listing="lst_…"' : 'shop="xpk_…", or data-shop on the script tag'
    if (!shop || !listing) console.error(`xiaopu: <${host.localName}> needs ${what}`, host)
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
    seed: seededListing(shop, listing),
    read: async () => {
      await turnsOver()
      return (await buying).readListing(shop, listing)
    },
    recall: async () => (await attending).recall(shop, listing),
  })
  useTelling(scene.host, shop, loaded, listing)
  if (loaded.status !== 'ready') {
    return <PendingCard texts={scene.texts} shop={shop} loaded={loaded} />
  }
  const { value, from } = loaded
  return (
    <BuyableCard
      scene={scene}
      shop={shop}
      view={value}
      eager={eager}
      slotted
      remark={from && scene.texts.status.shownFrom(clock(from))}
    />
  )
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
            shopUrl={seededUrl(shop)}
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
  remark?: string | undefined | 0
}) {
  const { scene, shop, view, ...face } = props
  const [busy, setBusy] = useState(false)
  const add = useAdder(scene, shop, view, face.slotted)
  const onBuy = () => {
    let waits = true
    void buying.then(() => {
      waits = false
      setBusy(false)
    })
    // What is here already has answered by now: then the card is not drawn again.
    void Promise.resolve().then(() => setBusy(waits))
    add({}).catch(() => {})
  }
  return (
    <CardFace
      {...face}
      view={view}
      texts={scene.texts}
      shopUrl={seededUrl(shop)}
      busy={busy}
      onBuy={onBuy}
    />
  )
}

/** `14:05`, by the device's clock. */
function clock(at: number): string {
  const time = new Date(at)
  const two = (number: number) => `0${number}`.slice(-2)
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}
