import {
  asFailure,
  type CartStore,
  type CheckoutStore,
  cartStore,
  checkoutStore,
} from '@xiaopu/client/mini'
import { isPlacing, lastOrderOf } from '@xiaopu/client/order-deeds'
import type { ShopError } from '@xiaopu/domain'
import { component, type Told, textOf } from '../component.ts'
import type { NoticeView } from '../notice/words.ts'
import { goTo } from '../shop/navigate.ts'
import { payOrLeave } from '../shop/pay.ts'
import { refused } from '../shop/refused.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'
import { type AddressForm, addressForm } from './address-form.ts'
import { boughtLines, payBarView, quoteView } from './checkout-view.ts'
import { unfinished, whileAsking } from './finish.ts'

/** The group cannot be joined any more, or not by her; its listing may be bought another way. */
const isGroupGone = ({ code }: ShopError) => code.startsWith('GROUP')

/**
 * `<xp-checkout />`: from the cart to the payment: lines, address, freight, total, one button. `cart` is
 * which cart, as of a group that buys together; the shop's own unless given. Once ordered, it leads to the order, also
 * where the answer was lost and the page was left before it was known.
 *
 * @fires placed with `order`, paid with `order` and `outcome`, failed
 */
export const checkout = component({
  properties: { cart: '' },
  events: [
    'say',
    'leave',
    'pasted',
    'parse',
    'fromBook',
    'region',
    'edit',
    'coupon',
    'useCoupon',
    'remark',
    'seeListing',
    'go',
    'goOn',
  ],
  open(scene) {
    let shop: Runtime | undefined
    let form: AddressForm | undefined
    let store: CheckoutStore | undefined
    let cart: CartStore | undefined
    let coupon = ''
    let remark = ''
    let leaving = false
    /** The order that was placed here. */
    let made: string | undefined
    /** The buyer went to a cashier's page: from there she comes back to her order. */
    let away = false
    let lost: ReturnType<typeof unfinished> | undefined
    const stops: (() => void)[] = []

    function draw() {
      if (!shop || !store || !cart) return
      const { texts, client } = shop
      const state = store.$checkout.get()
      const { lines, goods } = cart.$cart.get()
      const { quote, change, error } = state
      const empty = lines.length === 0 && !quote
      scene.show({
        empty: empty ? (lost?.notice() ?? emptyView(shop)) : null,
        lines: boughtLines(quote?.lines ?? lines, texts),
        quote: quote ? quoteView(quote, texts) : null,
        bar: empty ? null : payBarView(state, goods, leaving, client.now(), texts),
        change: change ? texts.checkout.totalChanged(change.was, change.now) : '',
        said: error ? sentence(error, texts) : '',
        // Bought alone, or in another group.
        listing: error && isGroupGone(error) ? lines[0]?.title : '',
      })
    }

    const orderOf = ({ client }: Runtime) =>
      made ?? lastOrderOf(client, scene.given.cart || (cart?.$cart.get().id ?? ''))

    /** What was ordered of this cart is not far. */
    function emptyView(shop: Runtime): NoticeView {
      const { cart: t, checkout } = shop.texts
      const action = shop.pages.order && orderOf(shop) ? checkout.seeOrder : ''
      return { text: t.empty, hint: t.emptyHint, action }
    }

    function seeOrder() {
      const order = shop && orderOf(shop)
      if (shop && order) void goTo(shop, 'order', { order })
    }

    /** Reads what is still in the cart; of an empty one nothing can be ordered, whoever ordered it. */
    async function finish() {
      if (!shop || !store || !cart) return
      await cart.refresh()
      const isFound = await lost?.finish()
      const { step, quote } = store.$checkout.get()
      const isGone = cart.$cart.get().lines.length === 0 && step === 'quoted'
      if (isFound || (isGone && quote && !isPlacing(shop.client, quote.cart))) store.edit()
    }

    async function go() {
      if (!shop || !store || !cart || leaving) return
      const { step } = store.$checkout.get()
      if (step === 'address') {
        const address = form?.finish()
        if (!address) return
        await waitForCart(cart)
        await store.quote(address)
      } else if (step === 'quoted') await order(shop, store)
    }

    /** Prices are asked of the gateway's cart: what was tapped a moment ago has to be there first. */
    async function waitForCart({ $cart }: CartStore) {
      leaving = true
      draw()
      await new Promise<void>((done) => {
        if (!$cart.get().saving) return done()
        const stop = $cart.listen(({ saving }) => {
          if (saving) return
          stop()
          done()
        })
      })
      leaving = false
    }

    async function order(shop: Runtime, store: CheckoutStore) {
      const id = cart?.$cart.get().id ?? ''
      const placed = await whileAsking(id, () => store.place(remark.trim()))
      if (!placed) return
      made = placed.id
      leaving = true
      cart?.forget()
      scene.tell('placed', { order: placed.id })
      draw()
      try {
        const how = await payOrLeave(shop, placed.id)
        away = how === 'left'
        scene.tell('paid', { order: placed.id, outcome: away ? 'asked' : how })
        if (away) return
      } catch (error) {
        scene.tell('failed', { code: asFailure(error).code })
      } finally {
        leaving = false
        // What was ordered is not for sale once more: whoever comes back begins anew.
        store.edit()
      }
      // The order says whether money came; what could not be paid now can be paid from its page.
      seeOrder()
    }

    stops.push(
      withShop((opened) => {
        shop = opened
        const { stores, client } = opened
        const own = scene.given.cart ? cartStore(client, scene.given.cart) : stores.cart
        cart = own
        store = checkoutStore(client, {
          cart: () => own.$cart.get().id,
          credit: () => ({ ...stores.share.credit(), channel: opened.channel }),
        })
        form = addressForm(opened, {
          show: (view) => scene.show({ form: view }),
          refused: (why) => refused(scene, opened, why, opened.texts.mini.bookClosed),
        })
        stops.push(store.$checkout.subscribe(draw), own.$cart.subscribe(draw), store.stop)
        lost = unfinished(scene, opened, own, draw)
        void form.begin()
        void finish()
      }),
    )
    return {
      shown() {
        draw()
        if (away) seeOrder()
        away = false
        void finish()
      },
      gone() {
        for (const each of stops) each()
      },
      say: (told: Told) => form?.say(told),
      leave: (told: Told) => form?.leave(told),
      pasted: (told: Told) => form?.pasted(told),
      parse: () => void form?.parse(),
      fromBook: () => void form?.fromBook(),
      region: (told: Told) => form?.region(told),
      edit() {
        void finish()
        store?.edit()
      },
      coupon(told) {
        coupon = textOf(told)
      },
      useCoupon: () => void store?.useCoupon(coupon.trim()),
      remark(told) {
        remark = textOf(told)
      },
      seeListing() {
        const listing = cart?.$cart.get().lines[0]?.listing
        if (shop && listing) void goTo(shop, 'product', { listing })
      },
      go: () => void go(),
      goOn: () => (lost?.notice() ? void finish() : seeOrder()),
    }
  },
})
