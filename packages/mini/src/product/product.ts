import { asFailure } from '@xiaopu/client/mini'
import type { ListingDetail } from '@xiaopu/domain'
import { component } from '../component.ts'
import { failureView } from '../notice/words.ts'
import { goTo } from '../shop/navigate.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { buying } from '../sku/buying.ts'
import { productView } from './product-view.ts'

/**
 * `<xp-product listing="lst_…" />`: a listing's own page: pictures, price, facts, description, and a
 * bar to buy that stays in sight.
 *
 * @fires cart, added, failed; with `group`, the group that a friend invites to stands first
 */
export const product = component({
  properties: { listing: '', group: '' },
  events: ['buy', 'cart', 'chosen', 'closeSku', 'retry'],
  open(scene) {
    let shop: Runtime | undefined
    let detail: ListingDetail | undefined
    const buy = buying(scene)
    const stops: (() => void)[] = []

    async function read() {
      const { listing } = scene.given
      if (!shop || !listing) return
      const { client, texts, checkout } = shop
      scene.show({ failure: null, loading: texts.status.loading })
      try {
        const read = await client.listings.read(listing)
        if (listing !== scene.given.listing) return
        detail = read
        const off = read.state === 'off'
        scene.show({
          loading: '',
          product: off ? null : productView(read, texts, checkout),
          failure: off ? { text: texts.card.off, hint: texts.card.offHint, action: '' } : null,
        })
      } catch (error) {
        const failure = asFailure(error)
        scene.show({ loading: '', failure: failureView(failure, texts) })
        scene.tell('failed', { code: failure.code })
      }
    }

    stops.push(
      withShop((opened) => {
        shop = opened
        const { stores, texts, checkout } = opened
        stops.push(
          stores.$cart.subscribe(({ quantity }) =>
            scene.show({
              sells: checkout === 'native',
              cart: quantity > 0 ? `${texts.cart.title} ${quantity}` : texts.cart.title,
              cartLabel: texts.cart.open(quantity),
            }),
          ),
        )
        void read()
      }),
    )
    return {
      changed: () => void read(),
      gone() {
        for (const each of stops) each()
      },
      buy() {
        if (shop && detail) buy.start(shop, detail)
      },
      cart() {
        scene.tell('cart')
        if (shop) void goTo(shop, 'cart', {})
      },
      chosen: buy.chosen,
      closeSku: buy.close,
      retry: () => void read(),
    }
  },
})
