import { type MyOrdersNow, myOrders } from '@xiaopu/client/my-orders'
import { browserPage } from '@xiaopu/client/stores'
import { counterOf } from '../buying/counter.ts'
import { useStore } from '../buying/use-store.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { wholeNumber } from '../element/whole-number.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { Notice } from '../notice/notice.tsx'
import { useEffect, useLayoutEffect, useMemo } from '../render/index.ts'
import { emit } from '../shop/events.ts'
import { links } from '../shop/links.ts'
import { failureOf, type Loaded, useRead } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { useTelling } from '../shop/telling.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { OrderList } from './order-list.tsx'
import { ordersCss } from './orders.css.ts'
import { type OrdersTexts, ordersTexts } from './texts.ts'

const attributes = { limit: wholeNumber(10, 1, 20) }

/**
 * `<xp-orders>`: the orders that this device made in the shop, newest first, 50 at most. On a page that is not the
 * shop's own it lists what was ordered on that page, and leads to the rest.
 *
 * @attr limit - how many are shown first, and more each time, 1 to 20; 10 unless given
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @method refresh() - reads them again; a promise
 * @part order, state, more, all, notice
 * @fires xp-ready, xp-order-open, xp-error
 */
export const ordersElement = {
  attributes,
  css: foundation + ordersCss,
  View: OrdersRoot,
  methods: (host) => ({ refresh: async () => refreshers.get(host)?.() }),
} satisfies ElementSpec<typeof attributes>

const refreshers = new WeakMap<HTMLElement, () => Promise<void>>()

function OrdersRoot({ host, limit }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  const texts = ordersTexts(localeOf(host))
  if (!shop) return <Notice failed text={texts.status.notSetUp} />
  return <Orders key={`${shop.gateway} ${shop.shop} ${limit}`} {...{ scene, shop, texts, limit }} />
}

interface OrdersProps {
  readonly scene: ShopScene
  readonly shop: ShopRuntime
  readonly texts: OrdersTexts
  readonly limit: number
}

function Orders({ scene, shop, texts, limit }: OrdersProps) {
  const { host } = scene
  const { client } = counterOf(shop)
  const store = useMemo(() => myOrders(client, { limit }), [])
  const mine = useStore(store.$orders)
  const about = useRead(shop, {
    seed: shop.seeded(({ view }) => view),
    read: () => client.shop.read(),
  })
  const loaded = useMemo(() => toLoaded(mine), [mine.loading, mine.error])
  const failure = loaded.status === 'failed' ? loaded.failure : undefined
  useTelling(host, shop, loaded)
  useLayoutEffect(() => void refreshers.set(host, store.refresh), [])
  useEffect(() => {
    const page = browserPage()
    const again = () => void (page.isHidden() || store.refresh())
    const leave = [page.watch(again), shop.onRetry(again), store.stop]
    void store.refresh()
    return () => {
      for (const each of leave) each()
    }
  }, [])
  const onOpen = (order: string, event: MouseEvent) => {
    if (about.status !== 'ready' || isAside(event)) return
    const detail = { order, url: links.order(about.value.url, order) }
    if (!emit(host, 'xp-order-open', detail)) event.preventDefault()
  }
  return (
    <OrderList
      {...{ mine, about, failure, texts, onOpen }}
      now={client.now()}
      retry={shop.retry}
      more={() => void store.more()}
    />
  )
}

function toLoaded({ loading, error }: MyOrdersNow): Loaded<true> {
  if (loading) return { status: 'loading', slow: false }
  if (!error) return { status: 'ready', value: true }
  const failure = failureOf(error)
  // What is not there is no listing here: somebody between answered.
  return {
    status: 'failed',
    failure: failure.code === 'NOT_FOUND' ? { code: 'INTERNAL' } : failure,
  }
}

/** A tap that opens the link beside this page. */
const isAside = ({ metaKey, ctrlKey, shiftKey }: MouseEvent) => metaKey || ctrlKey || shiftKey
