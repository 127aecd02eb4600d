import { component } from '../component.ts'
import { goTo } from './navigate.ts'
import { type Runtime, withShop } from './runtime.ts'

/**
 * `<xp-shop />`: the whole shop: its name, its goods, the way to the cart.
 *
 * @fires cart, open, added, failed
 */
export const shop = component({
  properties: { q: '' },
  events: ['cart'],
  open(scene) {
    let runtime: Runtime | undefined
    const stops: (() => void)[] = []
    const stop = withShop((opened) => {
      runtime = opened
      const { stores, texts, checkout } = opened
      void stores.shop.load()
      stops.push(
        stores.$shop.subscribe(({ value }) => scene.show({ name: value?.name ?? '' })),
        stores.$cart.subscribe(({ quantity }) =>
          scene.show({
            sells: checkout === 'native',
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
    }
  },
})
