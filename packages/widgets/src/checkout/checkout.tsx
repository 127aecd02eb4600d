import { readDraft } from '@xiaopu/client/address'
import { finishOrder, lastOrderOf } from '@xiaopu/client/order-deeds'
import {
  type CartStore,
  type CheckoutStore,
  cartStore,
  checkoutStore,
  orderToken,
} from '@xiaopu/client/stores'
import { type Address, isBuyable } from '@xiaopu/domain'
import { shareOf } from '../buying/arrival.ts'
import { type Counter, counterOf } from '../buying/counter.ts'
import { usePayWay } from '../buying/pay-ways.tsx'
import { useStore } from '../buying/use-store.ts'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { PageBones } from '../look/page-bones.tsx'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useFailureText } from '../notice/use-failure-text.ts'
import { useEffect, useMemo, useRef, useState } from '../render/index.ts'
import { aboutOf } from '../shop/about.ts'
import { attending } from '../shop/attending.ts'
import { emit } from '../shop/events.ts'
import { fromFragment } from '../shop/fragment.ts'
import { links } from '../shop/links.ts'
import { isHere, orderPage } from '../shop/order-page.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { mayType } from '../shop/typing.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { AddressForm } from './address-form.tsx'
import { AddressSummary } from './address-summary.tsx'
import { checkoutCss } from './checkout.css.ts'
import {
  CheckoutLines,
  CouponBox,
  PayBar,
  QuoteSums,
  TypedLine,
  useMinutesLeft,
} from './checkout-parts.tsx'
import { type CheckoutTexts, checkoutTexts } from './texts.ts'
import { typedSoFar } from './typed.ts'

const attributes = { cart: text }

/**
 * `<xp-checkout>`: from the cart to the cashier: lines, address, freight, total, one button. What
 * the hosted checkout page contains. On pages of others it leads there, unless the shop trusts their
 * origin with what is typed (`inlineCheckout`).
 *
 * @attr cart - which cart; without it the one in the page's address (`#cart=crt_…`), or the shop's
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @part lines, address, paste, sums, pay-with, coupon, remark, total, pay, notice
 * @fires xp-ready, xp-order-placed, xp-price-changed, xp-error
 */
export const checkoutElement = {
  attributes,
  css: foundation + checkoutCss,
  View: CheckoutView,
} satisfies ElementSpec<typeof attributes>

function CheckoutView({ host, cart }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  const texts = checkoutTexts(localeOf(host))
  const id = cart || fromFragment('cart')
  if (!shop) return <Notice failed text={texts.status.notSetUp} />
  return <CheckoutOf key={`${shop.gateway} ${shop.shop} ${id}`} {...{ scene, shop, texts, id }} />
}

interface CheckoutProps {
  readonly scene: ShopScene
  readonly shop: ShopRuntime
  readonly texts: CheckoutTexts
  readonly id: string | undefined
}

function CheckoutOf(props: CheckoutProps) {
  const { scene, shop, texts, id } = props
  const counter = counterOf(shop)
  const cart = useMemo(() => openCart(counter, id), [])
  const state = useStore(cart.$cart)
  const about = useStore(aboutOf(shop).$shop)
  useEffect(() => {
    const read = () => {
      void cart.refresh()
      void aboutOf(shop).load()
    }
    read()
    return shop.onRetry(read)
  }, [])
  // Once begun it stays: an order empties the cart.
  const begun = useRef(false)
  begun.current ||= state.lines.length > 0
  const ready = begun.current
  useEffect(() => {
    if (ready) emit(scene.host, 'xp-ready', { shop: shop.shop })
  }, [ready])
  const { value, error } = about
  if (ready && mayType(shop, value)) return <Checkout {...props} counter={counter} cart={cart} />
  if (ready && value) return <Elsewhere {...props} url={value.url} cart={state.id || ''} />
  if (!ready && !state.loading && !state.error) return <EmptyCart {...props} id={state.id || id} />
  const failure = ready ? error : state.error
  if (!failure || state.loading) return <PageBones texts={texts} />
  return <FailureNotice {...{ failure, texts, retry: shop.retry, shopUrl: urlOf(shop) }} />
}

/** Nothing to buy; or all of it went into an order whose answer was lost: then to that one. */
function EmptyCart({ shop, texts, id = '' }: CheckoutProps) {
  const { client } = counterOf(shop)
  useEffect(() => {
    finishOrder(client, id).then((found) => found && leave(shop, found.id), ignore)
  }, [])
  const url = urlOf(shop)
  const order = lastOrderOf(client, id)
  const link = order
    ? { label: texts.checkout.seeOrder, href: pageOf(shop, order) }
    : url && { label: texts.cart.keepShopping, href: url }
  return <Notice text={texts.cart.empty} hint={texts.cart.emptyHint} link={link || undefined} />
}

/** The order can still be found by its link. */
const ignore = () => {}

/** The way to the checkout that this page cannot look into. */
function Elsewhere({ shop, texts, url, cart }: CheckoutProps & { url: string; cart: string }) {
  const [credit, setCredit] = useState('')
  useEffect(() => void attending.then((each) => setCredit(each.credit(shop))), [])
  const href = `${links.checkout(url, cart)}&shop=${shop.shop}${credit}`
  return <Notice text={texts.checkout.elsewhere} link={{ label: texts.cart.checkout, href }} />
}

/** The shop's own cart, or another one that the page's address names. */
function openCart({ cart: own, client }: Counter, id: string | undefined): CartStore {
  return id && own.$cart.get().id !== id ? cartStore(client, id) : own
}

function Checkout(props: CheckoutProps & { counter: Counter; cart: CartStore }) {
  const { scene, shop, texts, counter, cart } = props
  const { client } = counter
  const { host } = scene
  const { id, lines, goods } = useStore(cart.$cart)
  const checkout = useMemo(
    () => checkoutStore(client, { cart: () => cart.$cart.get().id, credit: shareOf(shop).credit }),
    [],
  )
  const state = useStore(checkout.$checkout)
  const { step, quote, change, error } = state
  const [draft, setDraft] = useState(() =>
    readDraft(typedSoFar(shop) || client.storage.get('address')),
  )
  const [remark, setRemark] = useState('')
  const [payWith, ways] = usePayWay(texts, quote?.payWith)
  const [leaving, setLeaving] = useState(false)
  const minutes = useMinutesLeft(state.expiresAt, client.now)
  useEffect(() => () => checkout.stop(), [])
  useEffect(() => {
    if (change) emit(host, 'xp-price-changed', { was: change.was, now: change.now })
  }, [change])
  useEffect(() => {
    if (error) emit(host, 'xp-error', { code: error.code })
  }, [error])

  /** What the goods came to when their prices were asked. */
  const asked = useRef(goods)
  const use = (address: Address) => {
    client.storage.set('address', JSON.stringify(address))
    typedSoFar(shop, '')
    asked.current = goods
    void checkout.quote(address)
  }
  const edit = () => {
    checkout.edit()
    void cart.refresh()
  }
  const pay = async () => {
    const order = await checkout.place(remark.trim())
    if (!order) return
    forgetCart(counter, cart)
    const detail = { shop: shop.shop, order: order.id, total: order.total }
    if (!emit(host, 'xp-order-placed', detail)) return
    setLeaving(true)
    await leave(shop, order.id, (returnUrl) => checkout.pay(returnUrl, payWith))
  }

  const seen = { was: asked.current, now: quote?.goods || asked.current }
  const moved = change || (seen.was.amount !== seen.now.amount && seen)
  const said = useFailureText(error, texts.locale, texts)
  const { code = '', detail: { order } = {} } = error || {}
  // A group that cannot be joined any more has one listing, to be bought another way.
  const [gone] = /^GROUP/.test(code) ? lines : []
  const shopUrl = urlOf(shop)
  const unfit = lines.some((line) => !isBuyable(line.state))
  if (lines.length === 0 && !quote) return <EmptyCart {...props} id={id || props.id} />
  return (
    <div class="stack">
      <CheckoutLines lines={quote?.lines || lines} texts={texts} />
      {quote ? (
        <>
          <AddressSummary
            address={quote.address}
            texts={texts}
            onEdit={step === 'quoted' ? edit : undefined}
          />
          <QuoteSums quote={quote} texts={texts} />
          {ways && (
            <section class="card">
              <h2>{texts.checkout.payWith}</h2>
              {ways}
            </section>
          )}
          <CouponBox texts={texts} onUse={(code) => void checkout.useCoupon(code)} />
          <section class="card" part="remark">
            <TypedLine
              label={texts.checkout.remark}
              hint={texts.checkout.remarkHint}
              most={200}
              value={remark}
              onChange={setRemark}
            />
          </section>
        </>
      ) : (
        <AddressForm
          client={client}
          texts={texts}
          draft={draft}
          busy={step === 'quoting' || unfit}
          onDraft={(next) => {
            setDraft(next)
            typedSoFar(shop, JSON.stringify(next))
          }}
          onUse={use}
        />
      )}
      <div class="dock">
        {unfit && (
          <p class="notice-bar" role="status">
            {texts.cart.fixFirst} {shopUrl && <a href={links.cart(shopUrl)}>{texts.cart.title}</a>}
          </p>
        )}
        <div role="alert">
          {moved && <p class="notice-bar">{texts.checkout.totalChanged(moved.was, moved.now)}</p>}
          {said && (
            <p class="notice-bar">
              {said} {order && <a href={pageOf(shop, `${order}`)}>{texts.checkout.seeOrder}</a>}
              {gone && shopUrl && <a href={links.listing(shopUrl, gone.listing)}>{gone.title}</a>}
            </p>
          )}
        </div>
        <PayBar {...{ state, goods, minutes, leaving, texts }} onPay={() => void pay()} />
      </div>
    </div>
  )
}

/**
 * To the cashier, with the order's own page behind it for whoever comes back by hand. Where paying
 * cannot start now, that page offers it again.
 */
async function leave(
  shop: ShopRuntime,
  order: string,
  pay?: (returnUrl: string) => ReturnType<CheckoutStore['pay']>,
): Promise<void> {
  await aboutOf(shop).load()
  const page = pageOf(shop, order)
  const cashier = pay && (await pay(`${page}&paid=1`))
  if (cashier && isHere(page)) {
    history.replaceState(history.state, '', page)
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  }
  location.assign(cashier || page)
}

const urlOf = (shop: ShopRuntime) => aboutOf(shop).$shop.get().value?.url

/** An order's own page, as far as the shop's address is known. */
function pageOf(shop: ShopRuntime, order: string): string {
  const { client } = counterOf(shop)
  return orderPage(urlOf(shop) || client.gateway, order, orderToken(client, order))
}

/** What was ordered is no longer in the cart, whichever of the page's carts held it. */
function forgetCart({ cart: own }: Counter, cart: CartStore): void {
  if (own.$cart.get().id === cart.$cart.get().id) own.forget()
}
