import type { ListingView } from '@xiaopu/domain'
import { counterOf } from '../buying/counter.ts'
import { cardCss } from '../card/card.css.ts'
import { BuyableCard, NotSetUp } from '../card/card.tsx'
import { CardBones, CardFace } from '../card/card-face.tsx'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { wholeNumber } from '../element/whole-number.ts'
import { type ShopTexts, shopTextsFor } from '../look/shop-texts.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import type { Child } from '../render/index.ts'
import { useState } from '../render/index.ts'
import { type Failure, failureOf, useRead } from '../shop/read.ts'
import type { ListingPage, ShopRuntime } from '../shop/runtime.ts'
import { useTelling } from '../shop/telling.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { gridCss } from './grid.css.ts'

const attributes = { category: text, limit: wholeNumber(12, 1, 50) }

/**
 * `<xp-grid>`: what a shop sells, page by page.
 *
 * @attr category - only this category
 * @attr limit - how many at a time, 1 to 50; 12 unless given
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @part card, media, title, price, anchor, badge, buy, sku, option, more, notice
 * @fires xp-ready, xp-sku-change, xp-cart-lines-update, xp-cart-error, xp-error
 */
export const gridElement = {
  attributes,
  css: foundation + cardCss + gridCss,
  View: GridView,
} satisfies ElementSpec<typeof attributes>

interface GridProps {
  category: string | undefined
  limit: number
}

function GridView(props: ViewProps<typeof attributes>) {
  const scene = useScene(props.host)
  const { shop } = scene
  if (!shop) return <NotSetUp scene={scene} listing="none" />
  const name = `${shop.gateway} ${shop.shop} ${props.category} ${props.limit}`
  return <Grid key={name} scene={scene} shop={shop} {...props} />
}

function Grid(props: GridProps & { scene: ShopScene; shop: ShopRuntime }) {
  const { scene, shop, category, limit } = props
  const { client } = counterOf(shop)
  const read = async (cursor?: string): Promise<ListingPage> => {
    const page = await client.listings.list({
      limit: String(limit),
      ...(category && { category }),
      ...(cursor && { cursor }),
    })
    client.listings.put(page.items)
    return page
  }
  const loaded = useRead(shop, {
    seed: shop.seeded(({ page }) => (page && page.category === category ? page : undefined)),
    read: () => read(),
  })
  useTelling(scene.host, shop, loaded)
  if (loaded.status === 'loading')
    return <GridBones scene={scene} limit={limit} slow={loaded.slow} />
  if (loaded.status === 'failed') {
    return <FailureNotice failure={loaded.failure} texts={scene.texts} retry={shop.retry} />
  }
  return <Pages scene={scene} shop={shop} first={loaded.value} read={read} />
}

function Pages(props: {
  scene: ShopScene
  shop: ShopRuntime
  first: ListingPage
  read: (cursor: string) => Promise<ListingPage>
}) {
  const { scene, shop, first, read } = props
  const [pages, setPages] = useState<readonly ListingPage[]>([first])
  const [state, setState] = useState<'idle' | 'loading' | Failure>('idle')
  const items: readonly ListingView[] = pages.flatMap((page) => page.items)
  const next = pages[pages.length - 1]?.next
  const more = () => {
    if (!next || state === 'loading') return
    setState('loading')
    read(next).then(
      (page) => {
        setPages([...pages, page])
        setState('idle')
      },
      (error: unknown) => setState(failureOf(error)),
    )
  }
  return (
    <GridPages
      items={items}
      next={next}
      texts={shopTextsFor(localeOf(scene.host))}
      state={state}
      ended={pages.length > 1}
      onMore={more}
      card={(view, index) => (
        <BuyableCard scene={scene} shop={shop} view={view} eager={index < 4} />
      )}
    />
  )
}

/** The cells and what comes after them. A server draws the same with plain faces. */
export function GridPages(props: {
  items: readonly ListingView[]
  next?: string | undefined
  texts: ShopTexts
  shopUrl?: string | undefined
  state?: 'idle' | 'loading' | Failure
  ended?: boolean
  onMore?: () => void
  card?: (view: ListingView, index: number) => Child
}) {
  const { items, next, texts, shopUrl, state = 'idle', ended, onMore = () => {} } = props
  const face = (view: ListingView, index: number) => (
    <CardFace view={view} texts={texts} shopUrl={shopUrl} eager={index < 4} />
  )
  const card = props.card || face
  if (items.length === 0) return <Notice text={texts.shop.empty} />
  return (
    <>
      <GridCells>
        {items.map((view, index) => (
          <li key={view.id}>{card(view, index)}</li>
        ))}
      </GridCells>
      <div class="more" role="status">
        {typeof state === 'object' ? (
          <FailureNotice failure={state} texts={texts} retry={onMore} />
        ) : next ? (
          <button
            type="button"
            part="more"
            class="plain"
            aria-disabled={state === 'loading' || undefined}
            onClick={onMore}
          >
            {state === 'loading' ? texts.status.loading : texts.shop.more}
          </button>
        ) : (
          ended && texts.shop.end
        )}
      </div>
    </>
  )
}

function GridCells({ children }: { children: Child }) {
  return <ul class="cells">{children}</ul>
}

function GridBones({ scene, limit, slow }: { scene: ShopScene; limit: number; slow: boolean }) {
  const { status } = scene.texts
  return (
    <div aria-busy="true">
      <p class={slow ? 'more' : 'off-screen'} role="status">
        {slow ? status.slow : status.loading}
      </p>
      <GridCells>
        {Array.from({ length: Math.min(limit, 12) }, (_, index) => (
          <li key={index}>
            <div class="card">
              <CardBones />
            </div>
          </li>
        ))}
      </GridCells>
    </div>
  )
}
