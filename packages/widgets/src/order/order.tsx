import { groupBuys } from '@xiaopu/client/group-buys'
import { addressDeed } from '@xiaopu/client/order-deeds'
import { keepOrderToken, orderToken, watchOrder } from '@xiaopu/client/stores'
import { counterOf } from '../buying/counter.ts'
import { useStore } from '../buying/use-store.ts'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { PageBones } from '../look/page-bones.tsx'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useFailureText } from '../notice/use-failure-text.ts'
import { useEffect, useMemo, useState } from '../render/index.ts'
import { aboutOf } from '../shop/about.ts'
import { emit } from '../shop/events.ts'
import { dropFromFragment, fromFragment } from '../shop/fragment.ts'
import { links } from '../shop/links.ts'
import { isKept, orderPage } from '../shop/order-page.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { mayType } from '../shop/typing.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { claimDeeds } from './claim-deeds.ts'
import { Claims } from './claims.tsx'
import { dataLink } from './data-link.ts'
import { orderCss } from './order.css.ts'
import { OrderAddress } from './order-address.tsx'
import { type OrderDeeds, OrderHead } from './order-head.tsx'
import { OrderLines, OrderSteps, Parcels } from './order-parts.tsx'
import { Refunds } from './refunds.tsx'
import { type OrderTexts, orderTexts } from './texts.ts'

const attributes = { order: text, token: text }

/**
 * `<xp-order>`: one order as its buyer follows it, from still to be paid to received.
 *
 * @attr order - which order; without it the one in the page's address (`#order=ord_…`)
 * @attr token - what opens it; without it the one in the address (`&token=…`), or the one that this
 * browser kept when it ordered
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @part head, state, pay-with, pay, receive, cancel-paid, claim, claim-form, refunds, after-sale, ask, parcel, lines, address, address-form, paste, steps, notice
 * @fires xp-ready, xp-order-status, xp-error
 */
export const orderElement = {
  attributes,
  css: foundation + orderCss,
  View: OrderRoot,
} satisfies ElementSpec<typeof attributes>

function OrderRoot(props: ViewProps<typeof attributes>) {
  const { host } = props
  const scene = useScene(host)
  const { shop } = scene
  const texts = orderTexts(localeOf(host))
  const [dead, setDead] = useState<readonly string[]>([])
  // Read once: the token then leaves the address.
  const opened = useMemo(() => openOrder(shop, props, dead), [shop, props.order, props.token, dead])
  if (!shop) return <Notice failed text={texts.status.notSetUp} />
  if (!opened) return <NotYours shop={shop} texts={texts} />
  const key = opened.order + opened.token
  return (
    <OrderOf
      key={key}
      {...{ scene, shop, texts }}
      {...opened}
      onDead={(token) => setDead([...dead, token])}
    />
  )
}

interface Opened {
  readonly order: string
  readonly token: string
  readonly paid: boolean
}

/** @param dead - tokens that opened nothing: the kept one may be newer than an old link's */
function openOrder(
  shop: ShopRuntime | undefined,
  props: { order: string | undefined; token: string | undefined },
  dead: readonly string[],
): Opened | undefined {
  const order = props.order || fromFragment('order')
  if (!shop || !order) return undefined
  const { client } = counterOf(shop)
  const said = props.token || fromFragment('token')
  const given = said && !dead.includes(said) ? said : undefined
  const kept = orderToken(client, order)
  // Where there is none yet, also before it opened the order: it leaves the address now.
  if (given && !kept) keepOrderToken(client, order, given)
  const token = given || kept
  const paid = fromFragment('paid') !== undefined
  // Where nothing is kept it stays in the address, so that a reload still opens the order.
  if (!token || isKept(token)) dropFromFragment('token')
  dropFromFragment('paid')
  return token ? { order, token, paid } : undefined
}

const ignore = (): void => {}

interface OrderProps extends Opened {
  readonly scene: ShopScene
  readonly shop: ShopRuntime
  readonly texts: OrderTexts
  onDead(token: string): void
}

function OrderOf({ scene, shop, texts, order: id, token, paid, onDead }: OrderProps) {
  const { host } = scene
  const { client } = counterOf(shop)
  const about = aboutOf(shop)
  const { store, claims, onAddress } = useMemo(() => {
    const store = watchOrder(client, { order: id, token, paid })
    const asked = [store, client, { order: id, token }] as const
    return { store, claims: claimDeeds(...asked), onAddress: addressDeed(...asked) }
  }, [])
  useEffect(() => {
    void about.load()
    const forget = shop.onRetry(() => void store.refresh())
    return () => {
      forget()
      store.stop()
    }
  }, [])
  const now = useStore(store.$order)
  const { value: view } = useStore(about.$shop)
  const [asking, setAsking] = useState(paid)
  const [leaving, setLeaving] = useState(false)
  const { order, error, loading } = now
  const said = useFailureText(loading ? undefined : error, texts.locale, texts)
  useEffect(() => {
    if (!loading && order) setAsking(false)
  }, [loading])
  useEffect(() => {
    if (order) emit(host, 'xp-order-status', { order: order.id, state: order.state })
  }, [order?.state])
  useEffect(() => {
    if (!order) return
    // Not before it opened the order: a link of before an erasure must not push out the new one.
    keepOrderToken(client, id, token)
    emit(host, 'xp-ready', { shop: shop.shop })
  }, [order !== undefined])
  useEffect(() => {
    if (!error || loading) return
    emit(host, 'xp-error', { code: error.code })
    if (!order && error.code === 'ORDER_NOT_FOUND') onDead(token)
  }, [error, loading])

  if (!order) {
    if (!error || loading) return <PageBones texts={texts} />
    if (error.code === 'ORDER_NOT_FOUND') return <NotYours shop={shop} texts={texts} />
    return <FailureNotice failure={error} texts={texts} retry={shop.retry} />
  }
  const url = view?.url || shop.gateway
  const deeds: OrderDeeds = {
    pay: (provider) => {
      const page = orderPage(url, id, token)
      setLeaving(true)
      void store
        .pay(`${page}&paid=1`, provider)
        .then((cashier) => cashier && location.assign(cashier), ignore)
        .then(() => setLeaving(false))
    },
    check: () => {
      setAsking(true)
      void store.check()
    },
    // What failed stands in the store, and below.
    close: () => void store.close().catch(ignore),
    receive: () => void store.receive().catch(ignore),
    joinGroup: () =>
      void store
        .claim(() => groupBuys(client).choose(id, { choice: 'join' }, { token }))
        .catch(ignore),
    claims,
  }
  const elsewhere = mayType(shop, view) ? undefined : links.order(url, id, token)
  const where = <OrderAddress {...{ order, client, now, texts, said, onAddress, elsewhere }} />
  const isNeeded = order.addressChange === 'needed'
  return (
    <div class="stack">
      <OrderHead
        {...{ order, now, texts, leaving, said, deeds }}
        checking={asking}
        shopUrl={view?.url}
      />
      <div role="alert">{said && <p class="notice-bar">{said}</p>}</div>
      {isNeeded && where}
      <Refunds order={order} texts={texts} />
      <Claims {...{ order, now, texts, deeds: claims }} />
      <Parcels order={order} texts={texts} />
      <OrderLines order={order} texts={texts} />
      {!isNeeded && where}
      <OrderSteps order={order} texts={texts} />
      {view && (
        <a class="more" href={dataLink(view.url, id, token)}>
          {texts.order.yourData}
        </a>
      )}
    </div>
  )
}

/** Without its token an order shows nothing, to nobody. */
function NotYours({ shop, texts }: { shop: ShopRuntime; texts: OrderTexts }) {
  const about = aboutOf(shop)
  const { value } = useStore(about.$shop)
  useEffect(() => void about.load(), [])
  const link = value && { label: texts.status.openShop, href: value.url }
  return (
    <div class="card closed">
      <Notice failed text={texts.order.notYours} link={link} />
    </div>
  )
}
