import {
  asFailure,
  type CartStore,
  type CheckoutStore,
  cartStore,
  checkoutStore,
} from '@xiaopu/client/mini'
import type { ShopError } from '@xiaopu/domain'
import { component, type Told, textOf } from '../component.ts'
import { goTo } from '../shop/navigate.ts'
import { pay } from '../shop/pay.ts'
import { refused } from '../shop/refused.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'
import { type AddressForm, addressForm } from './address-form.ts'
import { boughtLines, payBarView, quoteView } from './checkout-view.ts'

/** The group cannot be joined any more, or not by her; its listing may be bought another way. */
const isGroupGone = ({ code }: ShopError) => code.startsWith('GROUP')

/**
 * `<xp-checkout />`: from the cart to the payment: lines, address, freight, total, one button. `cart` is
 * which cart, as of a group that buys together; the shop's own unless given.
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
  ],
  open(scene) {
    let shop: Runtime | undefined
    let form: AddressForm | undefined
    let store: CheckoutStore | undefined
    let cart: CartStore | undefined
    let coupon = ''
    let remark = ''
    let leaving = false
    const stops: (() => void)[] = []

    function draw() {
      if (!shop || !store || !cart) return
      const { texts, client } = shop
      const state = store.$checkout.get()
      const { lines, goods } = cart.$cart.get()
      const { quote, change, error } = state
      const empty = lines.length === 0 && !quote
      scene.show({
        empty: empty ? { text: texts.cart.empty, hint: texts.cart.emptyHint } : null,
        lines: boughtLines(quote?.lines ?? lines, texts),
        quote: quote ? quoteView(quote, texts) : null,
        bar: empty ? null : payBarView(state, goods, leaving, client.now(), texts),
        change: change ? texts.checkout.totalChanged(change.was, change.now) : '',
        said: error ? sentence(error, texts) : '',
        // Bought alone, or in another group.
        listing: error && isGroupGone(error) ? lines[0]?.title : '',
      })
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
      const placed = await store.place(remark.trim())
      if (!placed) return
      cart?.forget()
      scene.tell('placed', { order: placed.id })
      leaving = true
      draw()
      try {
        const outcome = await pay(shop, placed.id)
        scene.tell('paid', { order: placed.id, outcome })
        if (outcome === 'asked') return
      } catch (error) {
        scene.tell('failed', { code: asFailure(error).code })
      } finally {
        leaving = false
        draw()
      }
      // What could not be paid now can be paid from the order's own page.
      await goTo(shop, 'order', { order: placed.id })
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
        void form.begin()
        void own.refresh()
      }),
    )
    return {
      shown: draw,
      gone() {
        for (const each of stops) each()
      },
      say: (told: Told) => form?.say(told),
      leave: (told: Told) => form?.leave(told),
      pasted: (told: Told) => form?.pasted(told),
      parse: () => void form?.parse(),
      fromBook: () => void form?.fromBook(),
      region: (told: Told) => form?.region(told),
      edit: () => store?.edit(),
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
    }
  },
})
