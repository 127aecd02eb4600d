import { asFailure, type ShownLine } from '@xiaopu/client/mini'
import { unfinished } from '../checkout/finish.ts'
import { component, dataOf, type Told, textOf } from '../component.ts'
import { readQuantity } from '../look/stepper.ts'
import type { NoticeView } from '../notice/words.ts'
import { goTo } from '../shop/navigate.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { type ShopTexts, sentence } from '../shop/texts.ts'
import { cartView, mostOf } from './cart-view.ts'

/**
 * `<xp-cart />`: what the buyer chose, what is wrong with it, what it comes to, the way on. Where
 * all of it went into an order whose answer was lost, it leads to that order.
 *
 * @fires checkout, placed with `order`, failed
 */
export const cart = component({
  properties: {},
  events: ['less', 'more', 'count', 'remove', 'undo', 'checkout', 'finish'],
  open(scene) {
    let shop: Runtime | undefined
    let removed: ShownLine | undefined
    let lost: ReturnType<typeof unfinished> | undefined
    let unsubscribe = () => {}

    function draw() {
      if (!shop) return
      const { texts, stores } = shop
      const state = stores.$cart.get()
      const empty = state.lines.length === 0
      scene.show({
        view: empty ? null : cartView(state, texts),
        empty: empty ? (lost?.notice() ?? emptyView(texts)) : null,
        removed: removed ? { text: texts.cart.removed, undo: texts.cart.undo } : null,
      })
    }

    const lineOf = (told: Told) =>
      shop?.stores.$cart.get().lines.find(({ sku }) => sku === dataOf(told, 'sku'))

    async function tell(asking: Promise<unknown> | undefined) {
      scene.show({ said: '' })
      try {
        await asking
      } catch (error) {
        const failure = asFailure(error)
        if (shop) scene.show({ said: sentence(failure, shop.texts) })
        scene.tell('failed', { code: failure.code })
      }
    }

    function set(line: ShownLine | undefined, quantity: number) {
      if (!shop || !line) return
      removed = quantity === 0 ? line : undefined
      void tell(shop.stores.cart.set(line.sku, Math.min(quantity, mostOf(line))))
      draw()
    }

    function read() {
      void shop?.stores.cart.refresh()
      void lost?.finish()
    }

    const stop = withShop((opened) => {
      shop = opened
      const { stores } = opened
      unsubscribe = stores.$cart.subscribe(draw)
      lost = unfinished(scene, opened, stores.cart, draw)
      read()
    })
    return {
      shown: read,
      gone() {
        stop()
        unsubscribe()
      },
      less(told) {
        const line = lineOf(told)
        set(line, Math.max(1, (line?.quantity ?? 2) - 1))
      },
      more(told) {
        const line = lineOf(told)
        set(line, (line?.quantity ?? 0) + 1)
      },
      count: (told) => set(lineOf(told), readQuantity(textOf(told), 1)),
      remove: (told) => set(lineOf(told), 0),
      undo() {
        if (!shop || !removed) return
        const { listing, sku, quantity } = removed
        removed = undefined
        void tell(shop.stores.cart.add({ listing, sku, quantity }))
        draw()
      },
      checkout() {
        if (!shop || cartView(shop.stores.$cart.get(), shop.texts).blocked) return
        scene.tell('checkout')
        void goTo(shop, 'checkout', {})
      },
      finish: () => void lost?.finish(),
    }
  },
})

const emptyView = ({ cart: { empty: text, emptyHint: hint } }: ShopTexts): NoticeView => ({
  text,
  hint,
  action: '',
})
