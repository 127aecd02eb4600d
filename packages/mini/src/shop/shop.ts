import { component } from '../component.ts'
import { goTo } from './navigate.ts'
import { type Runtime, withShop } from './runtime.ts'

/**
 * `<xp-shop />`: the whole shop: its name, its goods, the ways to the cart and, where `pages` names it, to
 * what this program ordered.
 *
 * @fires cart, orders, open, added, failed
 */
export const shop = component({
  properties: { q: '' },
  events: ['cart', 'orders'],
  open(scene) {
    let runtime: Runtime | undefined
    const stops: (() => void)[] = []
    const stop = withShop((opened) => {
      runtime = opened
      const { stores, texts, checkout, pages } = opened
      const sells = checkout === 'native'
      void stores.shop.load()
      stops.push(
        stores.$shop.subscribe(({ value }) => scene.show({ name: value?.name ?? '' })),
        stores.$cart.subscribe(({ quantity }) =>
          scene.show({
            sells,
            // Where another shop of the app takes the orders, there are none here.
            orders: sells && pages.orders ? texts.mini.myOrders : '',
            count: quantity > 99 ? '99+' : quantity || '',
            cart: texts.cart.title,
            cartLabel: texts.cart.open(quantity),
          }),
        ),
      )
    })
    return {
      gone() {
        stop()
        for (const each of stops) each()
      },
      cart() {
        scene.tell('cart')
        if (runtime) void goTo(runtime, 'cart', {})
      },
      orders() {
        scene.tell('orders')
        if (runtime) void goTo(runtime, 'orders', {})
      },
    }
  },
})
